import { env } from '../../env';
import { httpMessages } from './http-messages';
import type { MessagePort } from './message-port';

let made: MessagePort | null = null;

/** The provider of this node; null where none is set up. */
export function currentMessages(): MessagePort | null {
  const { MESSAGES_URL, MESSAGES_TOKEN, MESSAGES_TIMEOUT_SECONDS } = env();
  if (MESSAGES_URL === undefined) return null;
  made ??= httpMessages({
    url: MESSAGES_URL,
    token: MESSAGES_TOKEN ?? null,
    timeoutMs: MESSAGES_TIMEOUT_SECONDS * 1000,
  });
  return made;
}
