import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** A browser joins such spaces when it is asked for the title. */
const SPACES = /[\t\n\f\r ]+/g;
/** Of one title: what puts another back again and again is let have its way. */
const MOST_TIMES = 5;

/** What the tab is called, in the page's language: the server names it in Vietnamese. Null: the name of the whole alone. */
export function useTitle(title: string | null): void {
  const name = useTranslations('app')('name');
  const text = (title === null ? name : `${title} · ${name}`).replace(SPACES, ' ').trim();
  useEffect(() => {
    let times = 0;
    const call = () => {
      if (document.title === text || times >= MOST_TIMES) return;
      times += 1;
      document.title = text;
    };
    call();
    // The page's own head comes alive after its body, and would put the server's words back.
    const observer = new MutationObserver(call);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [text]);
}
