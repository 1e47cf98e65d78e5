import { env } from '../../env';
import { openVapidKey } from '../../keys/vapid-key';
import type { PushPort } from './push-port';
import { webPushPort } from './web-push';

/** A push service asks for somebody to write to (RFC 8292, 2.1); an address of this machine alone is none. */
const contactOf = (origin: string): string =>
  origin.startsWith('https:') ? origin : 'mailto:border-gate@localhost.localdomain';

let made: Promise<PushPort> | null = null;

/** Push of this installation: nothing is to be set up, its key is made at the first use. */
export function currentPush(): Promise<PushPort> {
  const { PUSH_CONTACT, PUSH_SERVICES, PUBLIC_ORIGIN, DATA_DIR, MESSAGES_TIMEOUT_SECONDS } = env();
  made ??= openVapidKey(DATA_DIR).then((key) =>
    webPushPort({
      key,
      contact: PUSH_CONTACT ?? contactOf(PUBLIC_ORIGIN),
      timeoutMs: MESSAGES_TIMEOUT_SECONDS * 1000,
      others: PUSH_SERVICES?.split(',') ?? [],
    }),
  );
  return made;
}
