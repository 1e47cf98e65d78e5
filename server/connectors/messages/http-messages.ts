import { parseJson } from '@/domain/shared/parse-json';
import { err, ok } from '@/domain/shared/result';
import type { MessageFault, MessagePort } from './message-port';
import { MESSAGES_PATH, messageAnswerSchema } from './protocol';

/** An answer is one short object. */
const MOST_BYTES = 4096;

/** The adapter over HTTP (docs/protocols/messages.md). Never throws; no word of the message stands in a fault. */
export function httpMessages({
  url,
  token,
  timeoutMs,
}: {
  readonly url: string;
  readonly token: string | null;
  readonly timeoutMs: number;
}): MessagePort {
  return {
    send: async (message) => {
      try {
        const response = await fetch(new URL(MESSAGES_PATH, url), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(message),
          // A code must not follow a redirect to somebody else.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (response.status !== 202) {
          await response.body?.cancel();
          return err(faultOf(response.status));
        }
        const text = (await response.text()).slice(0, MOST_BYTES);
        const answer = messageAnswerSchema.safeParse(parseJson(text));
        return answer.success && answer.data.id === message.id
          ? ok(null)
          : err({ kind: 'not-provider', status: response.status });
      } catch {
        return err({ kind: 'unreachable', status: null });
      }
    },
  };
}

function faultOf(status: number): MessageFault {
  if (status === 429 || status >= 500) return { kind: 'busy', status };
  return { kind: status >= 400 ? 'refused' : 'not-provider', status };
}
