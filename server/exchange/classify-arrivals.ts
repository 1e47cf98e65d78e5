import { hash } from 'node:crypto';
import type { DeviceId, EventId, GateId } from '@/domain/shared/identity';
import { mayTabletSay } from '@/domain/sync/authors';
import { type GateEvent, gateEventSchema } from '@/domain/sync/event';
import { type EventVerdict, PUSH_MAX_EVENTS } from '@/domain/sync/protocol';
import { hashOnArrival } from '../log/event-text';

export type QuarantineCode = Extract<EventVerdict, { kind: 'quarantined' }>['code'];

/** What the centre makes of one thing that a device sent. All of them are acknowledged. */
export type Arrival =
  | { readonly kind: 'applied'; readonly seq: number; readonly event: GateEvent }
  | { readonly kind: 'duplicate'; readonly seq: number }
  /** Another history than the one held here: both enter the log, unless the id is taken; then it is kept raw. */
  | {
      readonly kind: 'fork';
      readonly seq: number;
      /** The number that was written twice. */
      readonly twice: number;
      readonly event: GateEvent;
      readonly raw: Raw | null;
    }
  | {
      readonly kind: 'quarantined';
      readonly seq: number;
      readonly code: QuarantineCode;
      readonly raw: Raw;
      /** A sound event of this device in the name of another agency (IN-20). */
      readonly forged: GateEvent | null;
    };

export type Raw = { readonly text: string; readonly hash: string };

/** What is held of a device around this batch. */
export type Held = {
  readonly device: DeviceId;
  readonly gateId: GateId;
  /** The one it was enrolled for. */
  readonly agency: string;
  /** Hashes in the log by sequence number: more than one after a fork. */
  readonly hashes: ReadonlyMap<number, ReadonlySet<string>>;
  /** Hashes by id, of any device. */
  readonly ids: ReadonlyMap<EventId, string>;
  /** Hashes of overrides that no second person is proven to have approved (RE-1). */
  readonly unapproved: ReadonlySet<string>;
};

/** More than any real event: the largest body is a declaration of some 2 kB. */
export const EVENT_MAX_CHARACTERS = 16_384;
/** One batch speaks of one stretch of a device's log. */
export const BATCH_REACH = 5 * PUSH_MAX_EVENTS;

/**
 * One verdict per thing sent, in their order (exchange.md "push"). Pure. A thing that cannot be read says nothing about
 * its successor: the next event is judged by what is known, never held up (invariant 8). `readings`: of what was sent,
 * where it was read before.
 */
export function classifyArrivals(
  held: Held,
  from: number,
  sent: readonly unknown[],
  readings: readonly Reading[] = sent.map(readThing),
): readonly Arrival[] {
  const hashes = new Map(held.hashes);
  const ids = new Set<EventId>();
  const isTaken = (id: EventId) => held.ids.has(id) || ids.has(id);
  let expected = from;
  const soFar = { ...held, hashes, isTaken };
  return readings.map((reading) => {
    const arrival = classify(soFar, from, expected, reading);
    expected = arrival.seq + 1;
    if (arrival.kind === 'applied' || (arrival.kind === 'fork' && arrival.raw === null)) {
      hashes.set(arrival.seq, new Set([...(hashes.get(arrival.seq) ?? []), arrival.event.hash]));
      ids.add(arrival.event.id);
    }
    return arrival;
  });
}

/** What is held, what this batch has brought so far included. */
type HeldSoFar = Omit<Held, 'ids'> & { readonly isTaken: (id: EventId) => boolean };

function classify(held: HeldSoFar, from: number, expected: number, reading: Reading): Arrival {
  const { thing, event, fault, isWhole } = reading;
  const set = (seq: number, code: QuarantineCode): Arrival => ({
    kind: 'quarantined',
    seq,
    code,
    raw: rawOf(thing),
    forged: null,
  });
  if (event === null) return set(expected, fault);
  if (event.device !== held.device || !mayTabletSay(event.type)) return set(expected, 'device');
  if (event.gateId !== held.gateId) return set(expected, 'gate');
  if (event.seq < from || event.seq >= from + BATCH_REACH) return set(expected, 'chain');
  if (!isWhole) return set(event.seq, 'hash');
  if (held.unapproved.has(event.hash)) return set(event.seq, 'approval');
  return link(held, event, thing);
}

/** What a sent thing is by itself, whoever sent it and whatever the log holds. */
export type Reading = { readonly thing: unknown; readonly fault: 'size' | 'shape' } & (
  | { readonly event: GateEvent; readonly isWhole: boolean }
  | { readonly event: null; readonly isWhole: false }
);

/** Its text is let go of at once: a thousand events wait for their turn, and few are ever set aside. */
export function readThing(thing: unknown): Reading {
  const text = textOf(thing);
  const not = (fault: Reading['fault']): Reading => ({ thing, fault, event: null, isWhole: false });
  if (text.length > EVENT_MAX_CHARACTERS) return not('size');
  if (UNSTORABLE.test(text)) return not('shape');
  const parsed = gateEventSchema.safeParse(thing);
  if (!parsed.success) return not('shape');
  const event = parsed.data;
  return { thing, fault: 'shape', event, isWhole: hashOnArrival(event) === event.hash };
}

function link(held: HeldSoFar, event: GateEvent, thing: unknown): Arrival {
  const { seq } = event;
  const here = held.hashes.get(seq);
  if (here?.has(event.hash)) return { kind: 'duplicate', seq };
  // In the log it would be that agency's tick on every tablet, for the fold knows no enrolments; without an agency it
  // would be a supervisor's word (FO-8, FO-9; decision 020).
  if (event.agency !== held.agency)
    return { kind: 'quarantined', seq, code: 'device', raw: rawOf(thing), forged: event };
  const before = held.hashes.get(seq - 1);
  const otherHistory = before !== undefined && (event.prev === null || !before.has(event.prev));
  const idTaken = held.isTaken(event.id);
  const aside = (code: QuarantineCode): Arrival => ({
    kind: 'quarantined',
    seq,
    code,
    raw: rawOf(thing),
    forged: null,
  });
  if (here !== undefined || otherHistory) {
    const twice = here === undefined ? seq - 1 : seq;
    return { kind: 'fork', seq, twice, event, raw: idTaken ? rawOf(thing) : null };
  }
  // EV-2: the first event has nothing before it, every other one has.
  if ((event.prev === null) !== (seq === 1)) return aside('chain');
  if (idTaken) return aside('device');
  return { kind: 'applied', seq, event };
}

/** NUL and half a surrogate pair, as JSON writes them: Postgres cannot hold them as JSON. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

const textOf = (thing: unknown): string => JSON.stringify(thing) ?? 'null';

function rawOf(thing: unknown): Raw {
  const text = textOf(thing);
  return { text, hash: hash('sha256', text) };
}
