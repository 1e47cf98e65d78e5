import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type * as z from 'zod';
import { photoResponseSchema } from '@/domain/sync/photo';
import { pullResponseSchema, pushResponseSchema, SIGNATURE_HEADER } from '@/domain/sync/protocol';
import type { SendPart } from '../photo/send-photos';
import { type RawReply, readReply } from './read-reply';
import { failed, type Reply, type Transport } from './transport';

const TIMEOUT_MS = 20_000;

/** Signs UTF-8 bytes as the device; base64url. */
export type SignAsDevice = (message: Uint8Array<ArrayBuffer>) => Promise<string>;

/** What the device signs (protocol.ts, SIGNATURE_HEADER). `path` without origin and query. */
export const signedBytes = (method: string, path: string, body: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${method} ${path}\n${bytesToHex(sha256(utf8ToBytes(body)))}`);

/** `origin` empty in browsers: same origin. Carries no session, so a signed-out tablet uploads. */
export function fetchTransport(options: {
  readonly origin: string;
  readonly sign: SignAsDevice;
  readonly fetch?: typeof fetch;
}): Transport & { readonly sendPart: SendPart } {
  const ask = async <S extends z.ZodType>(
    path: string,
    request: unknown,
    schema: S,
  ): Promise<Reply<z.output<S>>> => {
    const body = JSON.stringify(request);
    const signature = await options.sign(signedBytes('POST', path, body));
    const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature };
    const raw = await post(options.fetch ?? fetch, options.origin + path, body, headers, 'omit');
    return raw.kind === 'failed' ? raw : readReply(raw.value, schema);
  };
  return {
    push: (request) => ask('/api/sync/push', request, pushResponseSchema),
    pull: (request) => ask('/api/sync/pull', request, pullResponseSchema),
    sendPart: (request) => ask('/api/sync/photo', request, photoResponseSchema),
  };
}

/** A POST that cannot hang, follow a captive portal or be answered by a cache. */
export async function post(
  send: typeof fetch,
  url: string,
  body: string,
  headers: Record<string, string>,
  credentials: 'omit' | 'same-origin',
): Promise<Reply<RawReply>> {
  try {
    const response = await send(url, {
      method: 'POST',
      body,
      headers,
      credentials,
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
      return failed({ kind: 'not-the-centre' });
    const value = {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      text: await response.text(),
    };
    return { kind: 'answer', value };
  } catch {
    return failed({ kind: 'unreachable' });
  }
}
