import type * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import { assertNever } from '@/domain/shared/result';
import { PROTOCOL_VERSION, syncErrorSchema } from '@/domain/sync/protocol';
import { type Failure, failed, type Reply } from './transport';

/** What came over HTTP, before anything is believed of it. */
export type RawReply = {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
};

const contentOf = ({ contentType, text }: RawReply): unknown =>
  /^application\/json\b/i.test(contentType) ? parseJson(text) : null;

/** OF-9: 4xx, 5xx, HTML and half answers are never a verdict on an event. */
export function readReply<S extends z.ZodType>(raw: RawReply, schema: S): Reply<z.output<S>> {
  const json = contentOf(raw);
  if (raw.status === 200) {
    const parsed = schema.safeParse(json);
    if (parsed.success) return { kind: 'answer', value: parsed.data };
    return failed(speaksNewer(json) ? { kind: 'needs-update' } : stranger(raw));
  }
  const said = syncErrorSchema.safeParse(json);
  if (said.success) return failed(failureOf(said.data.error, raw));
  if (raw.status === 429 || (raw.status >= 500 && raw.status !== 511))
    return failed({ kind: 'busy', retryAfterMs: waitOf(raw) });
  return failed(stranger(raw));
}

/** A page in place of an answer: with 200 it is a network that wants a sign-in, else a proxy's word about an error. */
function stranger(raw: RawReply): Failure {
  if (!/^text\/html\b/i.test(raw.contentType)) return { kind: 'not-the-centre' };
  return { kind: 'not-the-centre', sign: raw.status === 200 || raw.status === 511 ? 'portal' : 'page' };
}

const speaksNewer = (json: unknown): boolean =>
  typeof json === 'object' &&
  json !== null &&
  'protocol' in json &&
  typeof json.protocol === 'number' &&
  json.protocol > PROTOCOL_VERSION;

function failureOf(error: z.infer<typeof syncErrorSchema>['error'], raw: RawReply): Failure {
  switch (error) {
    case 'needs-sign-in':
    // The centre was restored to before this device enrolled: an officer must sign it in again.
    case 'device-unknown':
      return { kind: 'needs-sign-in' };
    case 'needs-update':
    case 'device-revoked':
      return { kind: error };
    case 'bad-request':
      return { kind: 'refused' };
    case 'retry-later':
      return { kind: 'busy', retryAfterMs: waitOf(raw) };
    default:
      return assertNever(error);
  }
}

/** `Retry-After` in seconds; dates are not used by the centre. */
function waitOf(raw: RawReply): number | null {
  const seconds = Number(raw.retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}
