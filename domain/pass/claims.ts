import type { GateId, Kid, PassId } from '../shared/identity';
import type { CrossingKind, Direction, GoodsClass } from '../shared/vocabulary';
import type { Binding } from '../sync/event';

/** What a pass says (docs/protocols/pass.md). Times in seconds since the epoch, as in CWT. */
export type PassClaims = {
  readonly passId: PassId;
  readonly revision: number;
  readonly notBefore: number;
  /** A far bound: validity follows the queue (rule 8). */
  readonly notAfter: number;
  readonly gateNumber: number;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  readonly staticPrintAllowed: boolean;
  readonly goodsClass: GoodsClass;
  /** Shortened by rule to at most 24 bytes of NFC UTF-8. */
  readonly driver: string;
  readonly binding: Binding;
};

/** First of three steps: are these bytes a pass at all? Never throws, never navigates. */
export type DecodeOutcome =
  | { readonly kind: 'decoded'; readonly pass: DecodedPass }
  | { readonly kind: 'update-needed'; readonly prefix: string }
  | { readonly kind: 'not-a-pass'; readonly reason: NotAPassReason };
export type NotAPassReason = 'prefix' | 'size' | 'base45' | 'cbor' | 'structure' | 'claims';
export type DecodedPass = {
  readonly kid: Kid;
  readonly claims: PassClaims;
  /** The carried bytes that were signed: verified as carried, never re-encoded. */
  readonly protectedBytes: Uint8Array;
  readonly payloadBytes: Uint8Array;
  readonly signature: Uint8Array;
};

/** Second step: did a key we trust sign it? */
export type VerifyOutcome =
  | { readonly kind: 'genuine'; readonly pass: DecodedPass; readonly kid: Kid }
  | { readonly kind: 'forged'; readonly kid: Kid }
  | {
      readonly kind: 'key-unusable';
      readonly kid: Kid;
      readonly reason: 'expired' | 'withdrawn' | 'other-gate' | 'too-early';
    }
  | { readonly kind: 'key-unknown'; readonly kid: Kid };

/** Passed in: the domain knows no crypto provider. Resolves false for a bad signature; must not throw. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

export type IssuerKey = {
  readonly kid: Kid;
  readonly alg: 'EdDSA';
  /** Raw 32 bytes, base64url. */
  readonly pub: string;
  readonly gates: readonly GateId[] | 'all';
  readonly signFrom: number;
  readonly signTo: number;
  readonly verifyUntil: number;
  readonly status: 'active' | 'withdrawn';
};
export type TrustList = {
  readonly version: number;
  readonly issuedAt: number;
  readonly expires: number;
  readonly keys: readonly IssuerKey[];
};

/** Revocation by pass id; full snapshot with checksum (docs/protocols/pass.md). Times in seconds. */
export type RevocationList = {
  readonly gateId: GateId;
  readonly version: number;
  readonly issuedAt: number;
  readonly count: number;
  /** SHA-256 hex over the sorted pass ids joined by newline. */
  readonly checksum: string;
  readonly passIds: readonly PassId[];
};
