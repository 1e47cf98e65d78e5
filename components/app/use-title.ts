import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** What the tab is called, in the page's language: the server names it in Vietnamese. Null: the name of the whole alone. */
export function useTitle(title: string | null): void {
  const name = useTranslations('app')('name');
  useEffect(() => {
    document.title = title === null ? name : `${title} · ${name}`;
  }, [title, name]);
}
