import webPush from 'web-push';
import { err, ok } from '@/domain/shared/result';
import type { VapidKey } from '../../keys/vapid-key';
import type { PushFault, PushPort } from './push-port';

/**
 * Push services of browsers in use. An endpoint is an address that a stranger hands us and that our server then calls:
 * only these are called, and what an installation adds.
 */
const SERVICES = [
  /^https:\/\/fcm\.googleapis\.com\//,
  /^https:\/\/([\w-]+\.)*push\.services\.mozilla\.com\//,
  /^https:\/\/([\w-]+\.)*push\.apple\.com\//,
  /^https:\/\/([\w-]+\.)*notify\.windows\.com\//,
];

export type WebPushSettings = {
  readonly key: VapidKey;
  /** Whom a push service writes to when something is wrong: `mailto:` or `https:`. */
  readonly contact: string;
  readonly timeoutMs: number;
  /** Origins besides the known ones. */
  readonly others: readonly string[];
};

/** The adapter: RFC 8291 and 8292 by the library, the request by our own fetch, which follows nobody elsewhere. */
export function webPushPort({ key, contact, timeoutMs, others }: WebPushSettings): PushPort {
  const vapidDetails = { subject: contact, publicKey: key.publicKey, privateKey: key.privateKey };
  const accepts = (endpoint: string) =>
    SERVICES.some((service) => service.test(endpoint)) || others.some((other) => isOf(endpoint, other));
  return {
    publicKey: key.publicKey,
    accepts,
    send: async ({ endpoint, p256dh, auth }, { payload, ttlSeconds, isUrgent, topic }) => {
      if (!accepts(endpoint)) return err({ kind: 'refused', status: null });
      const request = makeRequest(() =>
        webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
          vapidDetails,
          TTL: ttlSeconds,
          urgency: isUrgent ? 'high' : 'normal',
          topic,
        }),
      );
      // Keys that are none: nothing will ever be read with them.
      if (request === null) return err({ kind: 'gone', status: null });
      try {
        const { 'Content-Length': _, ...headers } = request.headers;
        const response = await fetch(endpoint, {
          method: 'POST',
          headers,
          body: request.body === null ? null : new Uint8Array(request.body),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        return response.status >= 200 && response.status < 300 ? ok(null) : err(faultOf(response.status));
      } catch (error) {
        return err({ kind: wasNeverSent(error) ? 'unreachable' : 'unsure', status: null });
      }
    },
  };
}

const isOf = (endpoint: string, origin: string): boolean =>
  URL.canParse(endpoint) && URL.canParse(origin) && new URL(endpoint).origin === new URL(origin).origin;

function makeRequest(make: () => ReturnType<typeof webPush.generateRequestDetails>) {
  try {
    return make();
  } catch {
    return null;
  }
}

function faultOf(status: number): PushFault {
  if (status === 404 || status === 410) return { kind: 'gone', status };
  if (status === 429 || status >= 500) return { kind: 'busy', status };
  return { kind: status >= 400 ? 'refused' : 'not-service', status };
}

const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Only where no connection came about; anything later may have been heard. */
function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && BEFORE_SENDING.has(String(cause.code));
}
