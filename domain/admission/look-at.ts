import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { PassClaims } from '../pass/claims';
import type { AdmissionContext, Decision } from './verdict';

type Part = NonNullable<Decision['lookAt']>;

/**
 * Which binding the officer compares with the vehicle (AD-14, rule 5). Slots were swapped by moving a container
 * between trucks, and once a container with its trailer: so the container is asked for half of the time when one is
 * bound, and what is left goes to the other parts in equal shares. The choice is a hash of pass, tablet and step: the
 * same scan repeated asks the same, so nobody scans until the easy question comes; the next checkpoint asks anew, and
 * the driver, who does not know the tablet's id, cannot tell what it will be.
 */
export function lookAt(claims: PassClaims, context: Pick<AdmissionContext, 'device' | 'step'>): Part {
  const { binding, passId } = claims;
  const digest = sha256(utf8ToBytes([passId, context.device, context.step ?? ''].join('|')));
  if (binding.container !== null && (digest[0] ?? 0) < 128) return 'container';
  const parts: Part[] = ['plate'];
  if (binding.trailer !== null) parts.push('trailer');
  if (binding.seal !== null) parts.push('seal');
  return parts[(digest[1] ?? 0) % parts.length] ?? 'plate';
}
