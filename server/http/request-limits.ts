import type { IncomingMessage } from 'node:http';

/** A tablet's batch after a week without network is about 2 MB; nothing that we serve needs more than this. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export type Refusal = { readonly status: 400 | 411 | 413; readonly code: string };

/** Refuses a body before it is read: one of unknown length, or one that is too long. */
export function refusalOf(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Refusal | null {
  if (request.url === undefined || !request.url.startsWith('/')) return { status: 400, code: 'address' };
  // Browsers and proxies say the length of what they send; without one there is nothing to hold the sender to.
  if (request.headers['transfer-encoding'] !== undefined) return { status: 411, code: 'length-required' };
  const length = Number(request.headers['content-length'] ?? '0');
  if (!Number.isFinite(length) || length > BODY_LIMIT_BYTES) return { status: 413, code: 'too-large' };
  return null;
}
