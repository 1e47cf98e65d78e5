import type { Kid } from '../shared/identity';
import { encodeBase45 } from './base45';
import type { PassClaims, Sign } from './claims';
import { encodeSign1, protectedHeader, sigStructure } from './cose-sign1';
import { PASS_PREFIX } from './decode-pass';
import { shortenDriver } from './driver';
import { decodePayload, encodePayload } from './payload';
import { byteLength } from './plain-text';

/** External data of the signature: a signature over anything else is not a signature over a pass. */
export const PASS_PURPOSE = 'vn.gate.pass.v1';

/** What an issuer may put on a pass, bytes of UTF-8: keeps the longest legal pass within QR version 11 (PS-9). */
const ISSUE_MAX_BYTES = { plate: 24, trailer: 24, container: 11, seal: 24 } as const;

/**
 * The signed text `GP1:…`. The driver's name is shortened here by rule. Throws RangeError when the claims do not fit
 * on a pass: they come from parsed declarations, so this is a defect of the caller, found before anything is signed.
 */
export async function encodePass(claims: PassClaims, kid: Kid, sign: Sign): Promise<string> {
  for (const field of ['plate', 'trailer', 'container', 'seal'] as const) {
    if (byteLength(claims.binding[field] ?? '') > ISSUE_MAX_BYTES[field]) {
      throw new RangeError(`pass: ${field} is longer than ${ISSUE_MAX_BYTES[field]} bytes`);
    }
  }
  const payloadBytes = encodePayload({ ...claims, driver: shortenDriver(claims.driver) });
  // What a reader would refuse is never signed.
  if (!decodePayload(payloadBytes).ok) throw new RangeError('pass: a claim is out of range');
  const protectedBytes = protectedHeader(kid);
  const signature = await sign(sigStructure(protectedBytes, PASS_PURPOSE, payloadBytes));
  return PASS_PREFIX + encodeBase45(encodeSign1({ protectedBytes, payloadBytes, signature }));
}
