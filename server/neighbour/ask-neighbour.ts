import { randomBytes } from 'node:crypto';
import { MOST_BYTES } from '@/domain/neighbour/cloud-event';
import { type Heard, type Place, readHeard, readPlace, writeHeard } from '@/domain/neighbour/cursor';
import { HEARD_FIELD, LAST_FIELD, problemSchema, type RefusalCode } from '@/domain/neighbour/protocol';
import { toBase64url } from '@/domain/shared/base64url';
import { parseJson } from '@/domain/shared/parse-json';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FeedFault } from '../connectors/ask-json';
import { readCapped } from '../http/capped-body';
import { verifyEd25519 } from '../keys/ed25519';
import { contentDigest, digestHolds } from './http-signature/content-digest';
import type { SignedMessage, SignedRequest } from './http-signature/signature-base';
import {
  BODY_COMPONENTS,
  REQUEST_COMPONENTS,
  readSignature,
  signatureFields,
  WINDOW_SECONDS,
} from './http-signature/signature-fields';
import type { Link } from './link';
import { trustedKey } from './their-keys';
import { timeFault } from './verify-request';

export type Answered = {
  readonly status: number;
  readonly body: unknown;
  /** Why it was refused, by the other side's own code. */
  readonly refusal: RefusalCode | null;
  /** Up to where they have spoken, and what they have of ours. */
  readonly last: Place;
  readonly heard: Heard;
};
/** `forged`: somebody answered, and not the neighbour. */
export type AskFault = FeedFault | { readonly kind: 'forged' };

const WITHIN_MS = 15_000;
const ANSWER_COMPONENTS = ['@status', 'content-digest', LAST_FIELD, HEARD_FIELD] as const;
/** Answers may be a little longer than what we take: the other side's limit may be higher. */
const MOST_ANSWERED = 2 * MOST_BYTES;

/** One signed request; of its answer nothing is believed that a trusted key did not sign for this very request. */
export async function askNeighbour(
  link: Link & { readonly url: string },
  asked: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly type?: string;
    readonly content?: unknown;
    /** What we have of theirs, told with a question. */
    readonly heard?: Heard;
  },
): Promise<Result<Answered, AskFault>> {
  const targetUri = link.url + asked.path;
  const content =
    asked.content === undefined ? null : new TextEncoder().encode(JSON.stringify(asked.content));
  const besides = asked.heard === undefined ? {} : { [HEARD_FIELD]: writeHeard(asked.heard) };
  const { method, type = '' } = asked;
  const request = await signRequest(link, { method, targetUri, type, content, besides });
  try {
    const response = await fetch(targetUri, {
      method: asked.method,
      headers: request.fields,
      body: content,
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const body = await readCapped(response, MOST_ANSWERED);
    if (body === null) return err({ kind: 'not-it' });
    const fields = Object.fromEntries(response.headers);
    const answer = { status: response.status, fields, request };
    if (!(await isTheirs(link, answer, body))) return err(faultOf(response));
    const [last, heard] = [readPlace(fields[LAST_FIELD] ?? ''), readHeard(fields[HEARD_FIELD] ?? '')];
    if (last === null || heard === null) return err({ kind: 'not-it' });
    const parsed = parseJson(body.toString('utf8'));
    const problem = problemSchema.safeParse(parsed);
    if (response.status === 503) return err({ kind: 'busy', status: 503, retryAfterMs: null });
    return ok({
      status: response.status,
      body: parsed,
      refusal: problem.success ? problem.data.code : null,
      last,
      heard,
    });
  } catch (error) {
    const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    return err({ kind: isLate ? 'timeout' : 'unreachable' });
  }
}

/** A request of ours, signed over what the other side asks of it. */
export async function signRequest(
  link: Pick<Link, 'now' | 'keys'>,
  asked: {
    readonly method: string;
    readonly targetUri: string;
    readonly type: string;
    readonly content: Uint8Array | null;
    /** Other fields, signed too. */
    readonly besides?: Readonly<Record<string, string>>;
  },
): Promise<SignedRequest> {
  const { method, targetUri, type, content, besides = {} } = asked;
  const fields: Record<string, string> = {
    ...besides,
    ...(content === null ? {} : { 'content-type': type, 'content-digest': contentDigest(content) }),
  };
  const key = await link.keys.current();
  const created = Math.floor(link.now() / 1000);
  const signature = await signatureFields(
    { method, targetUri, fields },
    [...REQUEST_COMPONENTS, ...(content === null ? [] : BODY_COMPONENTS), ...Object.keys(besides)],
    { created, expires: created + WINDOW_SECONDS, nonce: toBase64url(randomBytes(16)), keyId: key.keyId },
    key.sign,
  );
  return { method, targetUri, fields: { ...fields, ...signature } };
}

async function isTheirs(link: Link, answer: SignedMessage, body: Uint8Array): Promise<boolean> {
  const read = readSignature(answer);
  if (!read.ok || !ANSWER_COMPONENTS.every((name) => read.value.covered.has(name))) return false;
  const { keyId, base, signature, covered } = read.value;
  // Bound to our request: an answer to another one, kept by somebody on the way, is none to this.
  if (!covered.has('signature;')) return false;
  const key = await trustedKey(link.db, keyId, link.now());
  return (
    key?.source === link.other.source &&
    timeFault(read.value, link.now() / 1000) === null &&
    digestHolds(answer.fields['content-digest'] ?? '', body) &&
    verifyEd25519(key.publicKey, base, signature)
  );
}

function faultOf(response: Response): AskFault {
  const { status } = response;
  if (status === 429 || status >= 500) return { kind: 'busy', status, retryAfterMs: null };
  return { kind: 'forged' };
}
