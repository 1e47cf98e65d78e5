import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';

/** What the centre pushes: words in the reader's language, and where it leads (server/telling/deliver.ts). */
export type PushMessage = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** A path of this site. */
  readonly url: string;
  readonly locale: Locale;
  /** When it happened, ms. */
  readonly at: number;
  readonly isUrgent: boolean;
};

/** A browser that shows nothing for a push is told off; what cannot be read leads to the front page. */
const UNREADABLE: PushMessage = {
  id: '',
  title: 'Cửa khẩu số',
  text: '',
  url: '/',
  locale: 'vi',
  at: 0,
  isUrgent: false,
};

export function readPushMessage(raw: string | null): PushMessage {
  const said: unknown = parse(raw ?? '');
  if (typeof said !== 'object' || said === null) return UNREADABLE;
  const { id, title, text, url, locale, at, isUrgent } = said as Record<string, unknown>;
  if (typeof id !== 'string' || typeof title !== 'string' || typeof text !== 'string') return UNREADABLE;
  return {
    id,
    title,
    text,
    // Nobody is sent to another site, whoever wrote the message.
    url: typeof url === 'string' && /^\/(?![/\\])/.test(url) ? url : '/',
    locale: LOCALES.find((known) => known === locale) ?? 'vi',
    at: typeof at === 'number' ? at : 0,
    isUrgent: isUrgent === true,
  };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/** Long, short, long: felt through a jacket. */
const CALLED = [600, 200, 200, 200, 600];

/** How it is shown: the same message again takes the place of the first and makes no sound. */
export const notificationOf = ({ id, text, url, locale, at, isUrgent }: PushMessage) => ({
  body: text,
  tag: id,
  lang: locale,
  data: { id, url },
  icon: '/icons/gate-192.png',
  requireInteraction: isUrgent,
  ...(at > 0 ? { timestamp: at } : {}),
  ...(isUrgent ? { vibrate: CALLED } : {}),
});
