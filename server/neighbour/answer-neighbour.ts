import { randomBytes } from 'node:crypto';
import { instantIn } from '@/domain/flow/zones';
import { allGates } from '@/domain/gate/gates';
import { MOST_BYTES, MOST_EVENTS } from '@/domain/neighbour/cloud-event';
import { STATEMENT_KINDS } from '@/domain/neighbour/content';
import { type Place, readHeard, readPlace, writeHeard, writePlace } from '@/domain/neighbour/cursor';
import {
  BATCH_TYPE,
  CAPABILITIES_PATH,
  type Capabilities,
  EVENTS_PATH,
  HEARD_FIELD,
  KEYS_PATH,
  LAST_FIELD,
  newKeySchema,
  PROTOCOL,
  REFUSALS,
  type RefusalCode,
} from '@/domain/neighbour/protocol';
import { toBase64url } from '@/domain/shared/base64url';
import { dayKeys } from './day-keys';
import { contentDigest } from './http-signature/content-digest';
import type { SignedRequest } from './http-signature/signature-base';
import {
  type Component,
  isComponentOf,
  LABEL,
  signatureFields,
  WINDOW_SECONDS,
} from './http-signature/signature-fields';
import type { Link } from './link';
import { lastSaid, noteHeard, numberAnew, saidAfter } from './outbox';
import { heardOf, readBatch, takeIn } from './take-in';
import { followKey } from './their-keys';
import { type Speaker, verifyRequest } from './verify-request';

/** A request as it came; `path` with its query, field names in lower case. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Null: longer than may be. */
  readonly body: Uint8Array | null;
};
export type Answer = {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};
export type Said = { readonly status: number; readonly type: string; readonly body: unknown };

const said = (body: unknown, type = 'application/json', status = 200): Said => ({ status, type, body });
const refused = (code: RefusalCode, at?: string): Said => ({
  status: REFUSALS[code],
  type: 'application/problem+json',
  body: {
    type: `urn:border:problem:${code}`,
    status: REFUSALS[code],
    code,
    ...(at === undefined ? {} : { at }),
  },
});

/** Everything under /api/neighbour/v1/; each answer is signed and bound to the request that it answers. */
export async function answerNeighbour(link: Link, asked: Asked): Promise<Answer> {
  const request: SignedRequest = {
    method: asked.method,
    targetUri: link.origin + asked.path,
    fields: asked.fields,
  };
  return sealAnswer(link, request, await answerPlain(link, asked, request));
}

/** What is answered, before it is signed. */
export async function answerPlain(link: Link, asked: Asked, request: SignedRequest): Promise<Said> {
  const [path] = asked.path.split('?', 1);
  if (path === CAPABILITIES_PATH)
    return asked.method === 'GET' ? said(await capabilities(link)) : refused('NL-METHOD');
  const isRead = path === EVENTS_PATH && asked.method === 'GET';
  if (!isRead && asked.method !== 'POST') return refused('NL-METHOD');
  if (asked.body === null || asked.body.length > MOST_BYTES) return refused('NL-SIZE');
  const speaker = await verifyRequest(link, request, isRead ? null : asked.body);
  if (!speaker.ok) return refused(speaker.error);
  if (speaker.value.source !== link.other.source) return refused('NL-SOURCE');
  if (isRead) return pull(link, asked, speaker.value);
  return path === KEYS_PATH ? newKey(link, asked, speaker.value) : push(link, asked);
}

async function push(link: Link, { fields, body }: Asked): Promise<Said> {
  if (mediaType(fields) !== BATCH_TYPE) return refused('NL-TYPE');
  const batch = readBatch(parse(body), link.other.source);
  if (!batch.ok) return refused(batch.error.code, batch.error.at);
  const taken = await takeIn(link, batch.value);
  return taken.ok ? said(taken.value) : refused(taken.error.code, taken.error.at);
}

async function pull(link: Link, { path, fields }: Asked, { covered }: Speaker): Promise<Said> {
  const after: Place | null = readPlace(new URL(path, link.origin).searchParams.get('after') ?? '');
  if (after === null) return refused('NL-CURSOR');
  // A side that only answers learns from the questions what is known of it.
  const heard = covered.has(HEARD_FIELD) ? readHeard(fields[HEARD_FIELD] ?? '') : null;
  if (heard === null) await numberAnew(link, after);
  else await noteHeard(link, heard);
  return said(await saidAfter(link, after), BATCH_TYPE);
}

async function newKey(link: Link, { fields, body }: Asked, speaker: Speaker): Promise<Said> {
  if (mediaType(fields) !== 'application/json') return refused('NL-TYPE');
  const key = newKeySchema.safeParse(parse(body));
  if (!key.success) return refused('NL-EVENTS');
  const { keyId, publicKey } = key.data;
  // Days that have begun, or are about to, stay with the key before it.
  await dayKeys(link);
  const followed = await followKey(
    link.db,
    { source: speaker.source, keyId, publicKey, by: speaker.keyId },
    link.now(),
  );
  return followed ? said({ keyId }) : refused('NL-EVENTS', 'keyId');
}

async function capabilities(link: Link): Promise<Capabilities> {
  const key = await link.keys.current();
  return {
    protocol: PROTOCOL,
    source: link.own.source,
    country: link.own.country,
    zone: link.own.zone,
    gates: allGates().map(({ code }) => code),
    kinds: [...STATEMENT_KINDS],
    plates: link.plates,
    limits: { events: MOST_EVENTS, bytes: MOST_BYTES, windowSeconds: WINDOW_SECONDS },
    key: { keyId: key.keyId, publicKey: toBase64url(key.publicKey) },
    now: instantIn(link.now(), link.own.zone),
  };
}

const mediaType = (fields: Asked['fields']) =>
  (fields['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();

function parse(body: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body ?? new Uint8Array()));
  } catch {
    return null;
  }
}

/** Signs an answer over what it says, where we stand, and the signature of the request that it is for. */
export async function sealAnswer(
  link: Link,
  request: SignedRequest,
  { status, type, body }: Said,
): Promise<Answer> {
  const content = new TextEncoder().encode(JSON.stringify(body));
  const fields = {
    'content-type': type,
    'content-digest': contentDigest(content),
    'cache-control': 'no-store',
    [LAST_FIELD]: writePlace(await lastSaid(link)),
    [HEARD_FIELD]: writeHeard(await heardOf(link)),
  };
  const key = await link.keys.current();
  const created = Math.floor(link.now() / 1000);
  const message = { status, fields, request };
  const bound: Component = ['signature', { req: true, key: LABEL }];
  const signature = await signatureFields(
    message,
    [
      '@status',
      'content-type',
      'content-digest',
      LAST_FIELD,
      HEARD_FIELD,
      ...(isComponentOf(message, bound) ? [bound] : []),
    ],
    { created, expires: created + WINDOW_SECONDS, nonce: toBase64url(randomBytes(16)), keyId: key.keyId },
    key.sign,
  );
  return { status, fields: { ...fields, ...signature }, body: content };
}
