import { lt } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { neighbourNonce } from '@/db/schema/neighbour';
import type { RefusalCode } from '@/domain/neighbour/protocol';
import { err, ok, type Result } from '@/domain/shared/result';
import { verifyEd25519 } from '../keys/ed25519';
import { digestHolds } from './http-signature/content-digest';
import type { SignedRequest } from './http-signature/signature-base';
import {
  BODY_COMPONENTS,
  REQUEST_COMPONENTS,
  type ReadSignature,
  readSignature,
  WINDOW_SECONDS,
} from './http-signature/signature-fields';
import type { Link } from './link';
import { trustedKey } from './their-keys';

export type Speaker = {
  readonly source: string;
  readonly keyId: string;
  /** Components that were signed. */
  readonly covered: ReadonlySet<string>;
};

/**
 * Who signed a request, in one order of checks (NE-10): readable, covering what counts, by a key that counts, in time, over
 * this body, unaltered, for the first time. A nonce is kept only of what was really signed: nobody fills the table for us.
 */
export async function verifyRequest(
  { db, now }: Pick<Link, 'db' | 'now'>,
  request: SignedRequest,
  body: Uint8Array | null,
): Promise<Result<Speaker, RefusalCode>> {
  const read = readSignature(request);
  if (!read.ok) return err(read.error === 'unsigned' ? 'NL-UNSIGNED' : 'NL-FORM');
  const signed = read.value;
  const needed = body === null ? REQUEST_COMPONENTS : [...REQUEST_COMPONENTS, ...BODY_COMPONENTS];
  if (!needed.every((name) => signed.covered.has(name))) return err('NL-COVER');
  const at = now();
  const key = await trustedKey(db, signed.keyId, at);
  if (key === null) return err('NL-KEY');
  const late = timeFault(signed, at / 1000);
  if (late !== null) return err(late);
  if (body !== null && !digestHolds(request.fields['content-digest'] ?? '', body)) return err('NL-DIGEST');
  if (!verifyEd25519(key.publicKey, signed.base, signed.signature)) return err('NL-SIGNATURE');
  if (!(await isFirst({ db }, signed, at))) return err('NL-REPLAY');
  return ok({ source: key.source, keyId: signed.keyId, covered: signed.covered });
}

/** Times of a signature against a clock, seconds. */
export function timeFault(
  { created, expires }: Pick<ReadSignature, 'created' | 'expires'>,
  seconds: number,
): Extract<RefusalCode, 'NL-CLOCK' | 'NL-EXPIRED'> | null {
  if (expires <= seconds) return 'NL-EXPIRED';
  const isOdd = expires < created || expires - created > WINDOW_SECONDS;
  return isOdd || Math.abs(created - seconds) > WINDOW_SECONDS ? 'NL-CLOCK' : null;
}

async function isFirst({ db }: Pick<Link, 'db'>, signed: ReadSignature, now: number): Promise<boolean> {
  return inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const kept = await tx
      .insert(neighbourNonce)
      // It could be accepted until it expires; a clock put back must not open it again.
      .values({ keyId: signed.keyId, nonce: signed.nonce, until: now + 2 * WINDOW_SECONDS * 1000 })
      .onConflictDoNothing()
      .returning();
    if (kept.length > 0) await tx.delete(neighbourNonce).where(lt(neighbourNonce.until, now));
    return kept.length > 0;
  });
}
