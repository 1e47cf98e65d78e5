import type { AdmissionCode } from '../admission/verdict';
import type { DecodeOutcome, PassClaims, TrustList, VerifyOutcome } from '../pass/claims';
import type { GateId, Kid, PassId } from '../shared/identity';
import type { Verdict } from '../shared/vocabulary';

/** Shape of domain/pass/vectors.json: shown at `gateId` at `nowSeconds`, both lists just issued, crossing not known. */
type Said<K extends string, O> = Omit<Extract<O, { kind: K }>, 'pass' | 'kid'>;

export type PassVector = {
  readonly name: string;
  readonly token: string;
  readonly expect:
    | (Said<'genuine', VerifyOutcome> & { readonly claims: PassClaims })
    | Said<'forged' | 'key-unknown', VerifyOutcome>
    | Said<'key-unusable', VerifyOutcome>
    | Said<'update-needed', DecodeOutcome>
    | Said<'not-a-pass', DecodeOutcome>;
  readonly admission: { readonly verdict: Verdict; readonly code: AdmissionCode };
};

export type PassVectors = {
  readonly note: string;
  readonly nowSeconds: number;
  readonly gateId: GateId;
  readonly gateNumber: number;
  readonly keys: readonly { readonly name: string; readonly seed: string; readonly kid: Kid }[];
  readonly trust: TrustList;
  readonly revoked: readonly PassId[];
  readonly vectors: readonly PassVector[];
};
