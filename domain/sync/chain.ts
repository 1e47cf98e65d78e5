import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type DeviceId, type EventId, type Hash, hashSchema } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import { canonicalJson } from './canonical-json';
import type { EventDraft, GateEvent, Hlc } from './event';
import { nextHlc } from './hlc';

/**
 * Each device writes its own numbered chain: event n carries the hash of event n − 1, so that a flipped, missing or
 * reordered event is seen by whoever reads the log (EV-2, EV-3).
 */
export type ChainTail = {
  readonly device: DeviceId;
  /** Sequence of the newest event, 0 before the first. */
  readonly seq: number;
  /** Its hash; null before the first event, or when that event is in quarantine and its hash is not known. */
  readonly hash: Hash | null;
  readonly hlc: Hlc | null;
};
export const emptyTail = (device: DeviceId): ChainTail => ({ device, seq: 0, hash: null, hlc: null });

/** Clock and chance, passed in. `wall`, `mono`, `offset` in ms, uncorrected, as the event's fields say. */
export type Stamp = {
  readonly id: EventId;
  readonly wall: number;
  readonly mono: number;
  readonly boot: string;
  readonly offset: number | null;
};

/** Members of an event but its hash, in the order of canonical JSON; which they are says its schema. */
const HASHED_MEMBERS = [
  ['actor', 'agency', 'body', 'boot', 'codes', 'crossingId', 'device', 'direction', 'gateId', 'hlc', 'id'],
  [
    'lists',
    'mono',
    'offset',
    'passId',
    'prev',
    'sealed',
    'seq',
    'shift',
    'step',
    'type',
    'v',
    'verdict',
    'wall',
  ],
].flat();

/** What the hash is taken of: the canonical JSON of the event without its `hash` member (EV-2). */
export function hashedText(event: Omit<GateEvent, 'hash'>): string {
  const known = Object.keys(event).length - ('hash' in event ? 1 : 0) === HASHED_MEMBERS.length;
  if (!known || HASHED_MEMBERS.some((member) => Reflect.get(event, member) === undefined)) {
    const { hash: _, ...hashed } = { hash: null, ...event };
    return canonicalJson(hashed);
  }
  let text = '';
  for (const member of HASHED_MEMBERS)
    text += `${text === '' ? '{' : ','}"${member}":${canonicalJson(Reflect.get(event, member))}`;
  return `${text}}`;
}

/** SHA-256 over the UTF-8 bytes of the hashed text, in the language's own arithmetic: it runs wherever this does. */
export const eventHash = (event: Omit<GateEvent, 'hash'>): Hash =>
  hashSchema.parse(bytesToHex(sha256(utf8ToBytes(hashedText(event)))));

/** The next event of a chain and the tail after it. Synchronous: it runs inside a store's transaction. */
export function chainEvent(
  tail: ChainTail,
  draft: EventDraft,
  stamp: Stamp,
): { readonly event: GateEvent; readonly tail: ChainTail } {
  const seq = tail.seq + 1;
  const hlc = nextHlc(tail.hlc, stamp.wall + (stamp.offset ?? 0));
  const { id, wall, mono, boot, offset } = stamp;
  const clock = { id, wall, mono, boot, offset, hlc };
  const unhashed = { v: 1 as const, ...draft, ...clock, device: tail.device, seq, prev: tail.hash };
  const hash = eventHash(unhashed);
  return { event: { ...unhashed, hash }, tail: { device: tail.device, seq, hash, hlc } };
}

export type LinkFault = 'hash' | 'chain' | 'fork';

/**
 * Does `event` continue the chain that ends in `tail`? The tail's own event again is no fault and moves nothing; for
 * older sequence numbers compare with the stored event first, here they count as a fork.
 * - `hash`: the event is not what was hashed;
 * - `chain`: another device's, or numbers are missing before it;
 * - `fork`: the device wrote another history than the one held here (EV-3).
 */
export function checkLink(tail: ChainTail, event: GateEvent): Result<ChainTail, LinkFault> {
  if (eventHash(event) !== event.hash) return err('hash');
  if (event.device !== tail.device || event.seq > tail.seq + 1) return err('chain');
  if (event.seq <= tail.seq)
    return event.seq === tail.seq && event.hash === tail.hash ? ok(tail) : err('fork');
  const previousUnknown = tail.seq > 0 && tail.hash === null;
  if (!previousUnknown && event.prev !== tail.hash) return err('fork');
  return ok({ device: tail.device, seq: event.seq, hash: event.hash, hlc: event.hlc });
}

/** First bad row of one device's log, read from its first event in `seq` order as stored; null when whole. */
export function firstBrokenLink(
  device: DeviceId,
  events: Iterable<GateEvent>,
): { readonly seq: number; readonly fault: LinkFault } | null {
  let tail = emptyTail(device);
  for (const event of events) {
    const link = event.seq === tail.seq ? err('fork' as const) : checkLink(tail, event);
    if (!link.ok) return { seq: event.seq, fault: link.error };
    tail = link.value;
  }
  return null;
}
