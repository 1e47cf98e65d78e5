import type { IssuerKey, PassClaims, Sign } from '@/domain/pass/claims';
import { encodePass } from '@/domain/pass/encode-pass';
import { kidOf } from '@/domain/pass/kid';
import { makeRevocationList } from '@/domain/pass/revocation-list';
import { sealRevocationList, sealTrustList } from '@/domain/pass/signed-document';
import { toBase64url } from '@/domain/shared/base64url';
import { toHex } from '@/domain/shared/hex';
import { type GateId, type Kid, type PassId, passIdSchema } from '@/domain/shared/identity';
import type { SignedDocument } from '@/domain/sync/protocol';
import type { RandomBytes } from '../unlock/vault';

/** Keys that live as long as one practice and sign nothing else: a practice pass is unknown to every real tablet. */
type PracticeKey = { readonly publicKey: Uint8Array; readonly kid: Kid; readonly sign: Sign };

export async function makePracticeKey(): Promise<PracticeKey> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('Ed25519 gave no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const sign: Sign = async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, new Uint8Array(message)));
  return { publicKey, kid: kidOf(publicKey), sign };
}

/** What an officer meets at a barrier, one vehicle for each. */
export const PRACTICE_KINDS = [
  'good',
  'used',
  'held',
  'revoked',
  'other-direction',
  'forged',
  'not-a-pass',
] as const;
export type PracticeKind = (typeof PRACTICE_KINDS)[number];

export type PracticePass = {
  readonly kind: PracticeKind;
  /** Null: what is shown is no pass at all. */
  readonly claims: PassClaims | null;
  /** What the reader reads. */
  readonly text: string;
};

export type PracticeLists = {
  readonly root: string;
  readonly documents: readonly SignedDocument[];
  readonly passes: readonly PracticePass[];
};

const DAY_SECONDS = 86_400;
/** No province has the figures 13: nobody's plate is practised on. */
const plateOf = (n: number): string => `13C${String(n).padStart(5, '0')}`;

/** Invented vehicles with really signed passes, and the lists by which they are judged. `now` in ms. */
export async function makePracticePasses(ports: {
  readonly gateId: GateId;
  readonly gateNumber: number;
  readonly now: number;
  readonly random: RandomBytes;
}): Promise<PracticeLists> {
  const { gateId, gateNumber, random } = ports;
  const now = Math.floor(ports.now / 1000);
  const [root, issuer, stranger] = [
    await makePracticeKey(),
    await makePracticeKey(),
    await makePracticeKey(),
  ];
  const passId = (): PassId => passIdSchema.parse(toHex(random(16)));
  const claimsNo = (n: number, kind: PracticeKind): PassClaims => ({
    passId: passId(),
    revision: 1,
    notBefore: now - 3600,
    notAfter: now + 7 * DAY_SECONDS,
    gateNumber,
    direction: kind === 'other-direction' ? 'import' : 'export',
    kind: 'loaded',
    staticPrintAllowed: true,
    goodsClass: n % 2 === 0 ? 'perishable' : 'ordinary',
    driver: 'Luyện Tập',
    binding: {
      plate: plateOf(n),
      trailer: `13R${String(100 + n).padStart(5, '0')}`,
      container: null,
      seal: `LT${String(1000 + n)}`,
      customsDeclaration: String(30_000_000_000 + n),
    },
  });
  const passes = await Promise.all(
    PRACTICE_KINDS.map(async (kind, n): Promise<PracticePass> => {
      if (kind === 'not-a-pass') return { kind, claims: null, text: 'https://example.com/menu' };
      const claims = claimsNo(n + 1, kind);
      const sign = kind === 'forged' ? stranger.sign : issuer.sign;
      return { kind, claims, text: await encodePass(claims, issuer.kid, sign) };
    }),
  );
  const revoked = passes.flatMap(({ kind, claims }) =>
    kind === 'revoked' && claims !== null ? [claims.passId] : [],
  );
  const key: IssuerKey = {
    kid: issuer.kid,
    alg: 'EdDSA',
    pub: toBase64url(issuer.publicKey),
    gates: [gateId],
    signFrom: now - DAY_SECONDS,
    signTo: now + DAY_SECONDS,
    verifyUntil: now + 8 * DAY_SECONDS,
    status: 'active',
  };
  const trust = { version: 1, issuedAt: now, expires: now + 8 * DAY_SECONDS, keys: [key] };
  const list = makeRevocationList(gateId, 1, now, revoked);
  return {
    root: toBase64url(root.publicKey),
    documents: [
      await sealTrustList(trust, root.kid, root.sign),
      await sealRevocationList(list, issuer.kid, issuer.sign),
    ],
    passes,
  };
}
