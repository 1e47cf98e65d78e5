import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as z from 'zod';
import { fromBase64url } from '@/domain/shared/base64url';
import { parseJson } from '@/domain/shared/parse-json';
import { err, ok, type Result } from '@/domain/shared/result';
import {
  PROTOCOL_FLOOR,
  PROTOCOL_VERSION,
  SIGNATURE_HEADER,
  type syncErrorSchema,
} from '@/domain/sync/protocol';
import { readCapped } from '../http/capped-body';
import { PACKED_AS } from '../http/packed-answers';
import { verifyEd25519 } from '../keys/ed25519';

export type SyncError = z.infer<typeof syncErrorSchema>['error'];

const STATUS: Readonly<Record<SyncError, number>> = {
  'needs-sign-in': 401,
  'device-unknown': 401,
  'device-revoked': 403,
  'bad-request': 400,
  'needs-update': 426,
  'retry-later': 503,
};

const NO_STORE = { 'Cache-Control': 'no-store' };

export const answerError = (error: SyncError): Response =>
  Response.json(
    { error, protocol: PROTOCOL_VERSION },
    {
      status: STATUS[error],
      headers: { ...NO_STORE, ...(error === 'retry-later' ? { 'Retry-After': '5' } : {}) },
    },
  );

/**
 * Nothing is broken, others are before it: 429 and not 503, so that whoever watches the server's errors sees errors.
 * A tablet reads the same word, `retry-later`, and keeps its events.
 */
export const answerLater = (seconds: number): Response =>
  Response.json(
    { error: 'retry-later' satisfies SyncError, protocol: PROTOCOL_VERSION },
    { status: 429, headers: { ...NO_STORE, 'Retry-After': String(seconds) } },
  );

export const answer = (body: unknown): Response => Response.json(body, { headers: NO_STORE });

/** Below this a packet is a packet, packed or not. */
const PACK_FROM_BYTES = 1024;
/** Repeated ids and hashes lie some hundred kilobytes apart: a window of 4 MB sees them, gzip's 32 kB does not. */
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 22 },
};
const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** The same as small as the asker can read it: two weeks of a gate over a telephone's line (decision 021). */
export async function answerPacked(body: unknown, accepted: string | null): Promise<Response> {
  const text = Buffer.from(JSON.stringify(body));
  const encoding = ['br', 'gzip'].find((known) =>
    new RegExp(`(^|[ ,])${known}([ ,;]|$)`).test(accepted ?? ''),
  );
  if (text.length < PACK_FROM_BYTES || encoding === undefined) return answer(body);
  const packed = encoding === 'br' ? await packBrotli(text, BROTLI) : await packGzip(text);
  return new Response(new Uint8Array(packed), {
    headers: {
      // Without "no-transform" Next packs what is packed already.
      'Cache-Control': 'no-store, no-transform',
      'Content-Type': 'application/json',
      [PACKED_AS]: encoding,
      Vary: 'Accept-Encoding',
    },
  });
}

export type SignedText = {
  readonly text: string;
  /** What the device signed: method, path and the body's hash. */
  readonly signed: string;
  readonly signature: Uint8Array | null;
};

/** The body as text, read no further than `maxBytes`: what a device sends is not believed to be small. */
export async function readSigned(request: Request, maxBytes: number): Promise<Result<SignedText, SyncError>> {
  const bytes = await readCapped(request, maxBytes);
  if (bytes === null || request.body === null) return err('bad-request');
  const header = request.headers.get(SIGNATURE_HEADER);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return ok({
    text: new TextDecoder().decode(bytes),
    signed: `${request.method} ${new URL(request.url).pathname}\n${hash}`,
    signature: header === null ? null : fromBase64url(header),
  });
}

const versionSchema = z.looseObject({ protocol: z.int().positive() });

/** The version first: an older or newer client must be told to update whatever else its request looks like. */
export function parseVersioned<T extends z.ZodType>(text: string, schema: T): Result<z.infer<T>, SyncError> {
  const json = parseJson(text);
  const version = versionSchema.safeParse(json);
  if (!version.success) return err('bad-request');
  if (version.data.protocol < PROTOCOL_FLOOR || version.data.protocol > PROTOCOL_VERSION)
    return err('needs-update');
  const parsed = schema.safeParse(json);
  return parsed.success ? ok(parsed.data) : err('bad-request');
}

/** Did the device with this key sign the request? No session is asked for: a signed-out tablet uploads. */
export function isSignedBy(publicKey: string | null, { signed, signature }: SignedText): boolean {
  const key = publicKey === null ? null : fromBase64url(publicKey);
  return key !== null && signature !== null && verifyEd25519(key, Buffer.from(signed), signature);
}
