/**
 * RE-2: what a supervisor carries: twelve characters of Crockford's base 32, 60 bits, made by chance and never chosen. Even
 * with the list of public keys in hand, trying them all through the key derivation is out of reach.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const GROUP = 4;

/** `bytes`: at least twelve, of chance. */
export const approvalCodeOf = (bytes: Uint8Array): string =>
  grouped([...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % 32] ?? '0').join(''));

/** The code as it was made, whatever dashes, spaces, small letters and look-alikes were typed; null when it is none. */
export function readApprovalCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐-―.-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const sound = plain.length === LENGTH && [...plain].every((character) => ALPHABET.includes(character));
  return sound ? grouped(plain) : null;
}

const grouped = (plain: string): string =>
  [0, GROUP, 2 * GROUP].map((at) => plain.slice(at, at + GROUP)).join('-');
