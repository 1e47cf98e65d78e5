import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** What the tab is called, in the page's language: the server names it in Vietnamese. Null: the name of the whole alone. */
export function useTitle(title: string | null): void {
  const name = useTranslations('app')('name');
  const text = title === null ? name : `${title} · ${name}`;
  useEffect(() => {
    const call = () => {
      if (document.title !== text) document.title = text;
    };
    call();
    // The page's own head comes alive after its body, and would put the server's words back.
    const observer = new MutationObserver(call);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [text]);
}
