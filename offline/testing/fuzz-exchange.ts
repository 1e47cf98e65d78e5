import * as fc from 'fast-check';
import type * as z from 'zod';
import { toBase64url } from '@/domain/shared/base64url';
import { chainEvent, emptyTail, eventHash } from '@/domain/sync/chain';
import { type EventDraft, type GateEvent, gateEventSchema } from '@/domain/sync/event';
import {
  enrolRequestSchema,
  enrolResponseSchema,
  PROTOCOL_VERSION,
  pullRequestSchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
} from '@/domain/sync/protocol';
import { testKey } from '@/domain/testing/pass-keys';
import { type Arrival, classifyArrivals, type Held } from '@/server/exchange/classify-arrivals';
import { parseVersioned } from '@/server/exchange/request';
import { readReply } from '../sync/read-reply';
import {
  crossingNo,
  deviceNo,
  eventNo,
  gateHN,
  passNo,
  scanDraft,
  stampNo,
  stepDraft,
  stepNamed,
} from './samples';
import { type Dice, diceOf } from './simulation/chance';

/**
 * Hostile input for the exchange: half mutations of valid messages, half made up from nothing. Each parser answers
 * with one of its own words; an exception, something taken for what it is not, or a slow answer ends the run. Same
 * seed, same inputs.
 */
export const EXCHANGE_PARSERS = ['push', 'pull', 'enrol', 'answers', 'events'] as const;
export type ExchangeParser = (typeof EXCHANGE_PARSERS)[number];

export type FuzzCounts = {
  readonly inputs: number;
  readonly mutations: number;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly slowestMs: number;
};

const DEVICE = deviceNo(1);
const HELD_EVENTS = 40;

/** A device's own chain, as the centre holds it, and what may come next. */
function chainOf(length: number): readonly GateEvent[] {
  let tail = emptyTail(DEVICE);
  return Array.from({ length }, (_, at) => {
    const draft: EventDraft =
      at % 3 === 0
        ? scanDraft(passNo(at), crossingNo(at))
        : stepDraft(passNo(at), crossingNo(at), stepNamed('gate-entry'));
    const link = chainEvent(tail, draft, stampNo(at + 1));
    tail = link.tail;
    return link.event;
  });
}
const CHAIN = chainOf(HELD_EVENTS * 2);
const HELD: Held = {
  device: DEVICE,
  agency: CHAIN[0]?.agency ?? '',
  unapproved: new Set(),
  gateId: gateHN,
  hashes: new Map(CHAIN.slice(0, HELD_EVENTS).map((event) => [event.seq, new Set<string>([event.hash])])),
  ids: new Map(CHAIN.slice(0, HELD_EVENTS).map((event) => [event.id, event.hash as string])),
};
const SOUND = new Map(CHAIN.map((event) => [event.hash as string, JSON.stringify(event)]));

const times = { t1: 1_795_395_600_000, t2: 1_795_395_600_100 };
const page = { upserts: [], tombstones: [], next: 3, done: true, count: 0 };
const VALID: Readonly<Record<Exclude<ExchangeParser, 'events' | 'answers'>, unknown>> = {
  push: {
    protocol: PROTOCOL_VERSION,
    device: DEVICE,
    gateId: 'HN',
    from: 3,
    events: CHAIN.slice(2, 5),
    head: CHAIN[4]?.hash ?? null,
    headSeq: 5,
    t0: times.t1,
  },
  pull: {
    protocol: PROTOCOL_VERSION,
    device: DEVICE,
    gateId: 'HN',
    cursors: { passes: 1, events: 2, lists: 3, processes: 4, incidents: 5 },
    mark: { position: 2, hash: CHAIN[0]?.hash },
    t0: times.t1,
  },
  enrol: {
    protocol: PROTOCOL_VERSION,
    device: DEVICE,
    name: 'Tablet 1',
    gateId: 'HN',
    checkpoint: 'Barrier 1',
    agency: 'customs',
    publicKey: toBase64url(testKey(9).publicKey),
  },
};
const SCHEMAS = { push: pushRequestSchema, pull: pullRequestSchema, enrol: enrolRequestSchema };
const ANSWERS: readonly { readonly schema: z.ZodType; readonly value: unknown }[] = [
  {
    schema: pushResponseSchema,
    value: {
      protocol: PROTOCOL_VERSION,
      ackSeq: 2,
      hadSeq: 1,
      verdicts: [
        { kind: 'applied', seq: 1 },
        { kind: 'quarantined', seq: 2, code: 'hash' },
      ],
      incidents: [],
      ...times,
    },
  },
  {
    schema: pullResponseSchema,
    value: {
      protocol: PROTOCOL_VERSION,
      mustRefetch: ['lists'],
      mark: null,
      pages: {
        passes: page,
        events: { ...page, upserts: CHAIN.slice(0, 2), count: 2 },
        lists: page,
        processes: page,
        incidents: page,
      },
      ...times,
    },
  },
  {
    schema: enrolResponseSchema,
    value: {
      device: DEVICE,
      officer: { id: 'o', name: 'Officer' },
      roots: [toBase64url(testKey(1).publicKey)],
      sealingKey: '',
      serverTime: times.t1,
    },
  },
];
const ERRORS = [
  'needs-sign-in',
  'needs-update',
  'device-unknown',
  'device-revoked',
  'bad-request',
  'retry-later',
];

/** Values that somebody hostile, or a broken disk, puts where something else is meant. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  'HN',
  '\u0000',
  '\ud800',
  '‮',
  '../../etc',
  "'; drop table event; --",
  'x'.repeat(300),
  'y'.repeat(20_000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: 1 },
];

/** Puts something odd somewhere into a copy of a valid message: replaced, left out, doubled, nested. */
function mutate(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.happens(0.15)) return dice.pick(ODD);
  if (Array.isArray(value)) {
    const copy = [...(value as unknown[])];
    const at = dice.below(copy.length + 1);
    const way = dice.below(3);
    if (way === 0) copy.splice(at, 1);
    else if (way === 1) copy.push(...copy.slice(0, 3));
    else copy[at] = mutate(copy[at] ?? null, dice);
    return copy;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return dice.pick(ODD);
  const [name, member] = dice.pick(entries);
  if (dice.happens(0.2)) return Object.fromEntries(entries.filter(([key]) => key !== name));
  if (dice.happens(0.1)) return { ...value, [`${name}x`]: member };
  return { ...value, [name]: mutate(member, dice) };
}

/** Bytes of the text itself. */
function garble(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  switch (dice.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${dice.pick(['{', '"', '\\', '\u0000', '9', ',', ']'])}${text.slice(at + 1)}`;
    case 2:
      return text + text.slice(at);
    default:
      return `${'['.repeat(dice.below(2000))}${text}`;
  }
}

function madeUp(dice: Dice, junk: readonly string[]): string {
  const protocol = dice.pick([0, 1, 2, 3, 99, '2', null]);
  switch (dice.below(5)) {
    case 0:
      return dice.pick(junk);
    case 1:
      return JSON.stringify({
        protocol,
        ...Object.fromEntries(ODD.slice(0, dice.below(5)).map((odd, at) => [at, odd])),
      });
    case 2:
      return JSON.stringify({ error: dice.happens(0.7) ? dice.pick(ERRORS) : dice.pick(ODD), protocol });
    case 3:
      return `<html><body>${dice.pick(junk)}</body></html>`;
    default:
      return JSON.stringify(dice.pick(ODD));
  }
}

type Answered = { readonly outcome: string; readonly work: () => void };

function requestOf(parser: 'push' | 'pull' | 'enrol', text: string): Answered {
  const work = () => parseVersioned<z.ZodType>(text, SCHEMAS[parser]);
  const read = work();
  if (!read.ok) return { outcome: read.error, work };
  const again = SCHEMAS[parser].safeParse(read.value);
  if (!again.success) throw new Error(`${parser}: what was read does not read again: ${text.slice(0, 300)}`);
  return { outcome: 'read', work };
}

function answerOf(text: string, schema: z.ZodType, dice: Dice): Answered {
  const status = dice.pick([200, 200, 200, 302, 400, 401, 403, 426, 429, 500, 503]);
  const contentType = dice.pick(['application/json', 'application/json; charset=utf-8', 'text/html', '']);
  const raw = { status, contentType, retryAfter: dice.pick([null, '5', 'soon', '-1']), text };
  const work = () => readReply(raw, schema);
  const reply = work();
  if (reply.kind === 'failed') return { outcome: `failed: ${reply.failure.kind}`, work };
  // OF-9: only a whole, parsed answer of the centre acknowledges.
  if (
    status !== 200 ||
    !contentType.startsWith('application/json') ||
    !schema.safeParse(JSON.parse(text)).success
  )
    throw new Error(`false acceptance: ${status} ${contentType} ${text.slice(0, 300)}`);
  return { outcome: 'answer', work };
}

/** A batch as it comes: each thing is mutated, resealed with a right hash, moved, of another gate, or left as it is. */
function batchOf(
  dice: Dice,
  mutation: boolean,
): { readonly from: number; readonly sent: readonly unknown[] } {
  const from = 1 + dice.below(HELD_EVENTS + 4);
  if (!mutation) return { from, sent: Array.from({ length: 1 + dice.below(3) }, () => dice.pick(ODD)) };
  const run = CHAIN.slice(from - 1, from + dice.below(4));
  return { from, sent: run.map((event) => (dice.happens(0.6) ? bent(event, dice) : event)) };
}

function resealed(event: GateEvent): GateEvent {
  return { ...event, hash: eventHash(event) };
}

function bent(event: GateEvent, dice: Dice): unknown {
  switch (dice.below(9)) {
    case 0:
      return { ...event, mono: event.mono + 1 };
    case 1:
      return resealed({ ...event, gateId: 'TT' as GateEvent['gateId'] });
    case 2:
      return resealed({ ...event, device: deviceNo(2) });
    case 3:
      return resealed({ ...event, agency: null });
    case 4:
      return resealed({ ...event, seq: event.seq + 5000 });
    case 5:
      return resealed({ ...event, wall: event.wall + 1, id: eventNo(5_000_000 + dice.below(1_000_000)) });
    case 6:
      return { ...event, actor: 'z'.repeat(20_000) };
    case 7:
      return resealed({ ...event, prev: null });
    default:
      return mutate(event, dice);
  }
}

function eventsOf(dice: Dice, mutation: boolean): Answered & { readonly outcomes: readonly string[] } {
  const { from, sent } = batchOf(dice, mutation);
  const work = () => classifyArrivals(HELD, from, sent);
  const arrivals = work();
  if (arrivals.length !== sent.length) throw new Error('not one verdict per thing sent');
  const outcomes = arrivals.map((arrival, at) => {
    check(arrival, sent[at]);
    return arrival.kind === 'quarantined' ? `quarantined: ${arrival.code}` : arrival.kind;
  });
  return { outcome: outcomes[0] ?? 'empty', outcomes, work };
}

/** Taken in is only what this device, of this gate, for its own agency, wrote and hashed as it stands. */
function check(arrival: Arrival, thing: unknown): void {
  if (arrival.kind === 'quarantined') {
    if (arrival.raw.text !== (JSON.stringify(thing) ?? 'null'))
      throw new Error('quarantined and not kept whole');
    return;
  }
  const parsed = gateEventSchema.safeParse(thing);
  const sound =
    parsed.success &&
    parsed.data.device === DEVICE &&
    parsed.data.gateId === gateHN &&
    parsed.data.agency === HELD.agency &&
    eventHash(parsed.data) === parsed.data.hash;
  if (!sound) throw new Error(`false acceptance as ${arrival.kind}: ${JSON.stringify(thing).slice(0, 300)}`);
  if (arrival.kind === 'duplicate' && SOUND.get(parsed.data.hash) === undefined)
    throw new Error('a duplicate of nothing');
}

/** The machine may be busy with other things: what seems slow is done again, and the best of five counts. */
function slowest(work: () => void, firstMs: number, suspectMs: number): number {
  let best = firstMs;
  for (let round = 0; round < 4 && best > suspectMs; round += 1) {
    const begun = performance.now();
    work();
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}

export function fuzzExchange(parser: ExchangeParser, inputs: number, seed: number): FuzzCounts {
  const dice = diceOf(seed);
  const junk = fc.sample(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.json()), {
    numRuns: 500,
    seed,
  });
  const counts = new Map<string, number>();
  const count = (outcome: string) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  let mutations = 0;
  let slowestMs = 0;
  for (let done = 0; done < inputs; done += 1) {
    const mutation = done % 2 === 0;
    if (mutation) mutations += 1;
    const begun = performance.now();
    const answered = answerTo(parser, dice, mutation, junk);
    const tookMs = performance.now() - begun;
    for (const outcome of answered.outcomes) count(outcome);
    if (tookMs > slowestMs) slowestMs = Math.max(slowestMs, slowest(answered.work, tookMs, slowestMs));
  }
  return { inputs, mutations, byOutcome: Object.fromEntries([...counts].sort()), slowestMs };
}

function answerTo(
  parser: ExchangeParser,
  dice: Dice,
  mutation: boolean,
  junk: readonly string[],
): Answered & { readonly outcomes: readonly string[] } {
  if (parser === 'events') return eventsOf(dice, mutation);
  if (parser === 'answers') {
    const { schema, value } = dice.pick(ANSWERS);
    const answered = answerOf(mutation ? textOf(value, dice) : madeUp(dice, junk), schema, dice);
    return { ...answered, outcomes: [answered.outcome] };
  }
  const answered = requestOf(parser, mutation ? textOf(VALID[parser], dice) : madeUp(dice, junk));
  return { ...answered, outcomes: [answered.outcome] };
}

function textOf(value: unknown, dice: Dice): string {
  if (dice.happens(0.1)) return JSON.stringify(value);
  if (dice.happens(0.1) && typeof value === 'object')
    return JSON.stringify({ ...value, protocol: dice.pick([1, 3, 7, 1000]) });
  return dice.happens(0.3) ? garble(JSON.stringify(value), dice) : JSON.stringify(mutate(value, dice));
}
