import type { PassClaims } from '@/domain/pass/claims';
import { encodePass } from '@/domain/pass/encode-pass';
import { makeRevocationList } from '@/domain/pass/revocation-list';
import { sealRevocationList, sealTrustList } from '@/domain/pass/signed-document';
import { toBase64url } from '@/domain/shared/base64url';
import type { PassId } from '@/domain/shared/identity';
import type { PassRecord, SignedDocument } from '@/domain/sync/protocol';
import { TYPICAL_CLAIMS } from '@/domain/testing/pass-arbitraries';
import { issuerKey, TEST_NOW, testKey, trustOf } from '@/domain/testing/pass-keys';
import { crossingNo, gateHN, passNo } from './samples';

/** Genuine passes of Hữu Nghị under test keys, and the lists a tablet needs to judge them. */
const root = testKey(1);
const issuer = testKey(2);
const stranger = testKey(3);

export const ROOTS: readonly string[] = [toBase64url(root.publicKey)];
/** Ms; all samples are valid then. */
export const SAMPLE_NOW = TEST_NOW * 1000;

/** Plates `51C100nn`: number 7 is `51C10007`. */
export const plateNo = (n: number): string => `51C1${n.toString().padStart(4, '0')}`;

export function claimsNo(n: number, change: Partial<PassClaims> = {}): PassClaims {
  const binding = { ...TYPICAL_CLAIMS.binding, plate: plateNo(n) };
  return { ...TYPICAL_CLAIMS, passId: passNo(n), revision: 1, binding, ...change };
}

export const tokenNo = (n: number, change: Partial<PassClaims> = {}): Promise<string> =>
  encodePass(claimsNo(n, change), issuer.kid, issuer.sign);

/** Signed well, by a key no list knows. */
export const strangeToken = (n: number): Promise<string> =>
  encodePass(claimsNo(n), stranger.kid, stranger.sign);

/** The issuer's key id over another key's signature. */
export const forgedToken = (n: number): Promise<string> => encodePass(claimsNo(n), issuer.kid, stranger.sign);

export async function recordNo(n: number): Promise<PassRecord> {
  return {
    passId: passNo(n),
    crossingId: crossingNo(n),
    revision: 1,
    status: 'live',
    token: await tokenNo(n),
    process: { id: 'hn-export-loaded', version: 1 },
    goodsName: 'Sầu riêng tươi',
    grossWeightKg: 19_698,
    firmName: 'Công ty CP Xuân Cương',
    ended: null,
  };
}

export const trustDocument = (version = 1): Promise<SignedDocument> =>
  sealTrustList({ ...trustOf(issuerKey(issuer)), version }, root.kid, root.sign);

export const revocationDocument = (version: number, ids: readonly PassId[]): Promise<SignedDocument> =>
  sealRevocationList(makeRevocationList(gateHN, version, TEST_NOW, ids), issuer.kid, issuer.sign);

/** A list that claims to be newer, signed by nobody we trust. */
export const falseTrustDocument = (): Promise<SignedDocument> =>
  sealTrustList({ ...trustOf(issuerKey(stranger)), version: 99 }, stranger.kid, stranger.sign);
