import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import type { Sign, VerifySignature } from '../pass/claims';
import { fromBase64url, toBase64url } from '../shared/base64url';
import { toHex } from '../shared/hex';
import { hashSchema } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import { canonicalJson } from '../sync/canonical-json';
import { type CloudEvent, cloudEventSchema, MOST_BYTES, MOST_EVENTS, sourceSchema } from './cloud-event';
import { gateSchema, instantSchema, publicKeySchema, signatureSchema } from './content';

/**
 * The sheet between hotline and link: what one side says of a gate, signed, as a file and on paper (BU). It carries the very
 * events of the link, so that a statement that comes both ways is one statement. Signed is the head with the SHA-256 of each
 * event: paper leaves out long lists and stays verifiable.
 */
export const BULLETIN_FORMAT = 'border-bulletin-1';
/** So long a bulletin binds where its maker names no other end, ms. */
export const BULLETIN_TERM_MS = 4 * 3_600_000;
/** Clocks of two countries may differ by so much. */
const AHEAD_MS = 5 * 60_000;

const head = {
  format: z.literal(BULLETIN_FORMAT),
  source: sourceSchema,
  gate: gateSchema,
  /** Counts a source's bulletins of a gate from 1. */
  number: z.int().min(1).max(999_999_999),
  saidAt: instantSchema,
  validUntil: instantSchema,
  /** Raw Ed25519 key; it counts only where its fingerprint was compared (BU-4). */
  publicKey: publicKeySchema,
  /** Of every event, ascending: SHA-256 of its canonical JSON. */
  digests: z.array(hashSchema).max(MOST_EVENTS),
};
const bulletinSchema = z.strictObject({
  ...head,
  signature: signatureSchema,
  events: z.array(cloudEventSchema).max(MOST_EVENTS),
});
export type Bulletin = z.infer<typeof bulletinSchema>;
export type BulletinHead = Omit<Bulletin, 'signature' | 'events'>;

/** Why a bulletin is not taken, in the order in which it is asked (BU-2). */
export const BULLETIN_FAULTS = [
  'too-large',
  'unreadable',
  'newer',
  'unsigned',
  'other-gate',
  'own',
  'tampered',
  'unknown-key',
  'early',
  'expired',
  'replayed',
] as const;
export type BulletinFault = (typeof BULLETIN_FAULTS)[number];

export const digestOf = (event: CloudEvent) =>
  hashSchema.parse(toHex(sha256(utf8ToBytes(canonicalJson(event)))));

/** What is signed (Ed25519): canonical JSON of the head. */
const signedBytes = (head: BulletinHead): Uint8Array<ArrayBuffer> =>
  new Uint8Array(utf8ToBytes(canonicalJson(head)));
const headOf = ({ signature: _, events: __, ...rest }: Bulletin): BulletinHead => rest;

/** @throws when an event is of another source or gate: our own fault */
export async function makeBulletin(
  said: Omit<BulletinHead, 'format' | 'digests'> & { readonly events: readonly CloudEvent[] },
  sign: Sign,
): Promise<Bulletin> {
  const { events, ...rest } = said;
  const unsigned: BulletinHead = { ...rest, format: BULLETIN_FORMAT, digests: events.map(digestOf).sort() };
  const signature = toBase64url(await sign(signedBytes(unsigned)));
  const bulletin = bulletinSchema.parse({ ...unsigned, signature, events });
  if (!agrees(bulletin)) throw new Error('a bulletin of somebody else’s events');
  return bulletin;
}

/** The same with fewer events; it verifies as before. */
export const withEvents = (bulletin: Bulletin, events: readonly CloudEvent[]): Bulletin => ({
  ...bulletin,
  events: [...events],
});

/** Every event is of the head's source and gate, and one of those that were signed. */
function agrees({ source, gate, digests, events }: Bulletin): boolean {
  const signed = new Set<string>(digests);
  const here = new Set(events.map(digestOf));
  return (
    signed.size === digests.length &&
    here.size === events.length &&
    digests.every((digest, at) => at === 0 || (digests[at - 1] ?? '') < digest) &&
    [...here].every((digest) => signed.has(digest)) &&
    events.every((event) => event.source === source && event.subject === gate)
  );
}

/** Events that were signed and do not stand in it: they are in the file. */
export const missingOf = ({ digests, events }: Bulletin): number => digests.length - events.length;

const formatSchema = z.looseObject({ format: z.string().regex(/^border-bulletin-[1-9][0-9]{0,3}$/) });

/** First step, total over any value: is it a bulletin of this format at all? Nothing is trusted yet. */
export function openBulletin(
  value: unknown,
): Result<Bulletin, Extract<BulletinFault, 'unreadable' | 'newer' | 'unsigned'>> {
  const format = formatSchema.safeParse(value);
  if (!format.success) return err('unreadable');
  if (format.data.format !== BULLETIN_FORMAT) return err('newer');
  const { signature } = format.data;
  if (signature === undefined || signature === null || signature === '') return err('unsigned');
  const bulletin = bulletinSchema.safeParse(value);
  return bulletin.success ? ok(bulletin.data) : err('unreadable');
}

/** The same from the text of a file. */
export function openBulletinFile(text: string): ReturnType<typeof openBulletin> | Result<never, 'too-large'> {
  if (text.length > MOST_BYTES || utf8ToBytes(text).length > MOST_BYTES) return err('too-large');
  try {
    return openBulletin(JSON.parse(text));
  } catch {
    return err('unreadable');
  }
}

/**
 * Second step: said by whom it names, unchanged, in force. `isTrusted`: its key is one that counts for its source now.
 */
export async function verifyBulletin(
  bulletin: Bulletin,
  {
    isTrusted,
    verify,
    now,
  }: {
    readonly isTrusted: (key: Uint8Array, source: string) => boolean | Promise<boolean>;
    readonly verify: VerifySignature;
    readonly now: number;
  },
): Promise<Result<Bulletin, Extract<BulletinFault, 'tampered' | 'unknown-key' | 'early' | 'expired'>>> {
  const publicKey = fromBase64url(bulletin.publicKey);
  const signature = fromBase64url(bulletin.signature);
  if (publicKey === null || signature === null || !agrees(bulletin)) return err('tampered');
  if (!(await verify(publicKey, signedBytes(headOf(bulletin)), signature))) return err('tampered');
  if (!(await isTrusted(publicKey, bulletin.source))) return err('unknown-key');
  if (Date.parse(bulletin.saidAt) > now + AHEAD_MS) return err('early');
  return Date.parse(bulletin.validUntil) <= now ? err('expired') : ok(bulletin);
}
