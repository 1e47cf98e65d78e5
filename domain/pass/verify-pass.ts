import { gateByNumber } from '../gate/gates';
import { fromBase64url } from '../shared/base64url';
import type { GateId } from '../shared/identity';
import type { DecodedPass, IssuerKey, TrustList, VerifyOutcome, VerifySignature } from './claims';
import { sigStructure } from './cose-sign1';
import { PASS_PURPOSE } from './encode-pass';

type At = {
  /** Corrected clock, seconds. */
  readonly nowSeconds: number;
  /** Gate where the pass is shown. */
  readonly gateId: GateId;
};

/**
 * Second of three steps: did a key we trust sign the carried bytes? A key id is only a hint of 32 bits, so every
 * listed key that bears it is tried. No such key means that the list is too old, never that the pass is forged (PS-11).
 */
export async function verifyPass(
  pass: DecodedPass,
  trust: TrustList,
  at: At,
  verify: VerifySignature,
): Promise<VerifyOutcome> {
  const { kid } = pass;
  const named = trust.keys.filter((key) => key.kid === kid);
  if (named.length === 0) return { kind: 'key-unknown', kid };
  const message = sigStructure(pass.protectedBytes, PASS_PURPOSE, pass.payloadBytes);
  for (const key of named) {
    const publicKey = fromBase64url(key.pub);
    if (publicKey === null || !(await verify(publicKey, message, pass.signature))) continue;
    const reason = whyUnusable(key, pass, at);
    return reason === null ? { kind: 'genuine', pass, kid } : { kind: 'key-unusable', kid, reason };
  }
  return { kind: 'forged', kid };
}

type Unusable = Extract<VerifyOutcome, { kind: 'key-unusable' }>['reason'];

/** PS-12, in this order: a withdrawn key says nothing whatever the clock says. */
function whyUnusable(key: IssuerKey, pass: DecodedPass, at: At): Unusable | null {
  if (key.status === 'withdrawn') return 'withdrawn';
  if (at.nowSeconds > key.verifyUntil) return 'expired';
  if (at.nowSeconds < key.signFrom) return 'too-early';
  return mayServe(key, pass, at.gateId) ? null : 'other-gate';
}

/**
 * `gates` limits which gates' passes a key may sign: the gate the pass names, not the gate where it is shown (that is
 * AD-GATE's question). A gate number newer than this build cannot be named; the key must then serve the place at hand.
 */
function mayServe(key: IssuerKey, pass: DecodedPass, shownAt: GateId): boolean {
  if (key.gates === 'all') return true;
  return key.gates.includes(gateByNumber(pass.claims.gateNumber)?.code ?? shownAt);
}
