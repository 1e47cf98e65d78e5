import * as z from 'zod';
import type { TrustList } from '@/domain/pass/claims';
import { openTrustList, sealTrustList } from '@/domain/pass/signed-document';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { type SignedDocument, signedDocumentSchema } from '@/domain/sync/protocol';
import { type SigningKey, verifyEd25519 } from './ed25519';
import type { Issuer } from './issuer-keys';
import type { KeyFolder } from './key-files';

const FILE = 'trust-list.json';
const DAY = 86_400;
/** The admission policy calls a key list fresh for 14 days; half of that leaves a week without contact. */
const REISSUED_AFTER_SECONDS = 7 * DAY;
const EXPIRES_AFTER_SECONDS = 90 * DAY;

export type HeldTrustList = { readonly list: TrustList; readonly document: SignedDocument };

/**
 * The last list that was signed, or the next version of it. A list on file that does not open with our own root is not
 * replaced silently: versions only grow, so tablets would refuse what followed.
 * @param now seconds
 */
export async function readTrustList(
  folder: KeyFolder,
  root: SigningKey,
  issuers: readonly Issuer[],
  now: number,
): Promise<HeldTrustList> {
  const kept = z.nullable(signedDocumentSchema).parse(await folder.read(FILE));
  const before = kept === null ? null : await open(kept, root);
  // A key that verifies nothing any more leaves the list.
  const keys = issuers.map((issuer) => issuer.entry).filter((entry) => entry.verifyUntil > now);
  if (
    kept !== null &&
    before !== null &&
    canonicalJson(before.keys) === canonicalJson(keys) &&
    now - before.issuedAt < REISSUED_AFTER_SECONDS
  )
    return { list: before, document: kept };
  const list: TrustList = {
    version: (before?.version ?? 0) + 1,
    issuedAt: Math.max(now, before?.issuedAt ?? 0),
    expires: now + EXPIRES_AFTER_SECONDS,
    keys,
  };
  const document = await sealTrustList(list, root.kid, root.sign);
  await folder.replace(FILE, document);
  return { list, document };
}

async function open(document: SignedDocument, root: SigningKey): Promise<TrustList> {
  const opened = await openTrustList(document, [root.publicKey], null, async (key, message, signature) =>
    verifyEd25519(key, message, signature),
  );
  if (!opened.ok) throw new Error(`the trust list on file cannot be used: ${opened.error}`);
  return opened.value;
}
