import { gateById } from '../gate/gates';
import type { GateId } from '../shared/identity';

/**
 * The one-time code with which a supervisor lets a tablet in (DV-5): the gate, then 26 characters of Crockford's base32,
 * 130 bits that the centre drew. Read from a QR, where it stands behind the tablet's address, or typed:
 *
 *   https://gate.example/gate#enrol=HN-7ZK4P-0M2Q9-RSV1C-D8XWE-6HTAG3     HN-7ZK4P-0M2Q9-…
 *
 * In the fragment it reaches no server's log.
 */
export type EnrolmentCode = { readonly gateId: GateId; readonly secret: string };

export const ENROLMENT_TTL_MS = 15 * 60_000;
/** 17 bytes hold 130 bits and six to spare. */
export const ENROLMENT_SECRET_BYTES = 17;
const SECRET_LENGTH = 26;
const GROUP = 5;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MARK = 'enrol=';
/** Crockford: what is mistaken for another is read as that one. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** @param bytes ENROLMENT_SECRET_BYTES drawn at random */
export function secretOf(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, ENROLMENT_SECRET_BYTES)) bits = (bits << 8n) | BigInt(byte);
  return Array.from(
    { length: SECRET_LENGTH },
    (_, at) => ALPHABET[Number((bits >> BigInt(5 * at)) & 31n)],
  ).join('');
}

/** As it is shown and typed: in groups of five. */
export function writeEnrolmentCode({ gateId, secret }: EnrolmentCode): string {
  const groups = Array.from({ length: Math.ceil(secret.length / GROUP) }, (_, at) =>
    secret.slice(at * GROUP, (at + 1) * GROUP),
  );
  // The last character alone would be lost from sight: it joins the group before.
  const last = groups.pop() ?? '';
  return [gateId, ...groups.slice(0, -1), `${groups.at(-1) ?? ''}${last}`].join('-');
}

/** What the QR holds: opened by any camera it leads to the tablet's page. */
export const enrolmentLink = (origin: string, code: EnrolmentCode): string =>
  `${origin}/gate#${MARK}${writeEnrolmentCode(code)}`;

/** From a QR, a paste or a keyboard; null when it is none. Never throws. */
export function readEnrolmentCode(text: string): EnrolmentCode | null {
  if (text.length > 400) return null;
  const at = text.indexOf(MARK);
  const written = (at < 0 ? text : text.slice(at + MARK.length)).trim().toUpperCase();
  const [, gate = '', rest = ''] = /^([A-Z]{2,8})[\s-]+([0-9A-Z\s-]+)$/.exec(written) ?? [];
  const gateId = gateById(gate)?.code;
  const secret = [...rest.replace(/[\s-]/g, '')].map((letter) => LOOKS_LIKE[letter] ?? letter).join('');
  const isSecret =
    secret.length === SECRET_LENGTH && [...secret].every((letter) => ALPHABET.includes(letter));
  return gateId === undefined || !isSecret ? null : { gateId, secret };
}

/** What the centre keeps of a code that was given out; the secret itself only as a hash. */
export type CodeStanding = {
  readonly expiresAt: number;
  /** The tablet that came with it, null while nobody did. */
  readonly usedBy: string | null;
};
export type CodeVerdict = 'good' | 'code-wrong' | 'code-used' | 'code-expired';

/** DV-5. The tablet that used it may ask again: its first answer may have been lost on the way. */
export function judgeCode(standing: CodeStanding | null, device: string, now: number): CodeVerdict {
  if (standing === null) return 'code-wrong';
  if (standing.usedBy !== null) return standing.usedBy === device ? 'good' : 'code-used';
  return now >= standing.expiresAt ? 'code-expired' : 'good';
}
