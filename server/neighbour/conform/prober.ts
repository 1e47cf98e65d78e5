import { v7 as uuidv7 } from 'uuid';
import { instantIn } from '@/domain/flow/zones';
import { type Heard, readHeard } from '@/domain/neighbour/cursor';
import { BATCH_TYPE, EVENTS_PATH, HEARD_FIELD, LAST_FIELD } from '@/domain/neighbour/protocol';
import { countryOf } from '@/domain/neighbour/statement';
import { fromBase64url } from '@/domain/shared/base64url';
import { parseJson } from '@/domain/shared/parse-json';
import { verifyEd25519 } from '../../keys/ed25519';
import { signRequest } from '../ask-neighbour';
import { digestHolds } from '../http-signature/content-digest';
import { readSignature } from '../http-signature/signature-fields';
import type { OwnKeys } from '../own-keys';

export type ProbePorts = {
  readonly url: string;
  /** Who the prober is; its key must count on the other side. */
  readonly source: string;
  readonly keys: OwnKeys;
  /** A key that does not. */
  readonly stranger: OwnKeys;
  readonly now: () => number;
};
export type Probed = {
  readonly status: number;
  readonly body: unknown;
  readonly code: unknown;
  readonly heard: Heard | null;
  /** What is wrong with the answer's signature; null: nothing. */
  readonly signature: string | null;
};
export type Knock = {
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  readonly content?: unknown;
  readonly keys?: OwnKeys;
  /** Of the signature, ms. */
  readonly now?: number;
  readonly change?: (fields: Record<string, string>) => Record<string, string>;
  /** Sent instead of what was signed. */
  readonly body?: string;
};

const WITHIN_MS = 20_000;

/** Knocks at somebody's door as the protocol says, or wrongly in one way. */
export function prober(ports: ProbePorts, theirKey: string) {
  return async (knock: Knock = {}): Promise<Probed> => {
    const { path = EVENTS_PATH, method = 'POST', type = BATCH_TYPE } = knock;
    const text = JSON.stringify(knock.content ?? []);
    const content = method === 'GET' ? null : new TextEncoder().encode(text);
    const targetUri = ports.url + path;
    const request = await signRequest(
      { now: () => knock.now ?? ports.now(), keys: knock.keys ?? ports.keys },
      { method, targetUri, type, content },
    );
    const fields = knock.change?.({ ...request.fields }) ?? request.fields;
    const response = await fetch(targetUri, {
      method,
      headers: fields,
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
      ...(content === null ? {} : { body: knock.body ?? text }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answered = Object.fromEntries(response.headers);
    const message = { status: response.status, fields: answered, request: { ...request, fields } };
    const body = parseJson(Buffer.from(bytes).toString('utf8'));
    return {
      status: response.status,
      body,
      code: typeof body === 'object' && body !== null && 'code' in body ? body.code : null,
      heard: readHeard(answered[HEARD_FIELD] ?? ''),
      signature: signatureFault(message, bytes, theirKey, fields.signature !== undefined),
    };
  };
}

function signatureFault(
  message: Parameters<typeof readSignature>[0],
  body: Uint8Array,
  theirKey: string,
  isBoundable: boolean,
): string | null {
  const read = readSignature(message);
  if (!read.ok) return read.error;
  const { covered, base, signature } = read.value;
  for (const name of ['@status', 'content-type', 'content-digest', LAST_FIELD, HEARD_FIELD])
    if (!covered.has(name)) return `${name} is not covered`;
  if (isBoundable && !covered.has('signature;')) return 'not bound to the request ("signature";req)';
  if (!digestHolds(message.fields['content-digest'] ?? '', body))
    return 'content-digest is not that of the body';
  const key = fromBase64url(theirKey);
  return key !== null && verifyEd25519(key, base, signature)
    ? null
    : 'does not verify with the announced key';
}

/** Events of the prober's own epoch. */
export function eventMaker({ source, now }: Pick<ProbePorts, 'source' | 'now'>, gate: string, epoch: number) {
  const zone = countryOf(source) === 'vn' ? 'Asia/Ho_Chi_Minh' : 'Asia/Shanghai';
  return (sequence: number, over: object = {}): Record<string, unknown> => ({
    specversion: '1.0',
    id: uuidv7(),
    source,
    type: 'border.yard.v1',
    subject: gate,
    time: instantIn(now(), zone),
    datacontenttype: 'application/json',
    sequencetype: 'Integer',
    sequence: String(sequence),
    epoch: String(epoch),
    data: { gate, at: instantIn(now(), zone), places: 100, standing: sequence },
    ...over,
  });
}
