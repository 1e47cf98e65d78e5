import fc from 'fast-check';
import type { Process } from '../process/process';
import { DOCUMENTED_PROCESSES, STANDARD_PROCESSES } from '../process/standard-processes';
import { passIdSchema, stepIdSchema } from '../shared/identity';
import { AGENCIES, type Agency } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import { makeHlc } from '../sync/hlc';
import {
  crossingNo,
  Device,
  declaredBody,
  eventNo,
  type Fact,
  MINUTE,
  MORNING,
  passNo,
} from './build-events';

/**
 * Sets of events of one crossing, as they come from tablets and the centre: bursts, out of order, some never, clocks
 * two days off, undos, corrections, repeats. `hostile` ones were not written by our software: one id with two
 * contents, rewritten history, strangers' crossings, steps and agencies that fit nowhere, mad clocks.
 */
export type Scene = { readonly process: Process | null; readonly events: readonly GateEvent[] };

const HOUR = 60 * MINUTE;
const TABLETS: readonly Agency[] = ['border-guard', 'customs', 'border-guard', 'yard', 'medical-quarantine'];

const act = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('tick' as const) },
    { weight: 3, arbitrary: fc.constant('scan' as const) },
    { weight: 2, arbitrary: fc.constant('undo' as const) },
    { weight: 2, arbitrary: fc.constant('correct' as const) },
    { weight: 2, arbitrary: fc.constantFrom('hold' as const, 'lift' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('eligible' as const, 'not-eligible' as const, 'override' as const),
    },
    { weight: 2, arbitrary: fc.constantFrom('issue' as const, 'revoke' as const) },
    { weight: 1, arbitrary: fc.constant('paper' as const) },
    { weight: 1, arbitrary: fc.constantFrom('cancel' as const, 'turn-back' as const, 'declare' as const) },
  ),
  /** 0 is the centre. */
  device: fc.nat(TABLETS.length),
  pick: fc.nat(1000),
  gapMs: fc.oneof(fc.nat(5_000), fc.nat(2 * HOUR)),
  /** Plays the part of whichever agency the step asks for: most ticks are right. */
  fitting: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const CORRECTIONS: readonly (readonly [string, string | number | null])[] = [
  ['binding.plate', '12C11111'],
  ['binding.plate', '29H99999'],
  ['goods.grossWeightKg', 21_000],
  ['goods.grossWeightKg', -1],
  ['goods.class', 'nonsense'],
  ['binding.seal', null],
  ['kind', 'empty'],
  ['__proto__.polluted', 'yes'],
];

function factOf(step: Act, process: Process, before: readonly GateEvent[]): Fact {
  const from = <T>(list: readonly T[]): T => list[step.pick % list.length] as T;
  const agency = step.device === 0 ? null : (TABLETS[step.device - 1] ?? null);
  const passId = passIdSchema.parse(passNo(step.pick % 3));
  const reason = step.pick % 3 === 0 ? null : 'wrong vehicle';
  switch (step.what) {
    case 'tick': {
      // Half of the ticks go along the process, the others fall where they fall.
      const ticks = before.filter(({ type }) => type === 'step.confirmed').length;
      const along = process.steps.flatMap((next) => next.agencies.map((asked) => ({ next, asked })));
      const { next, asked } =
        step.pick % 2 === 0 ? (along[ticks % along.length] ?? from(along)) : from(along);
      const [target, right] = [next, step.fitting ? asked : agency];
      const step_ = step.pick % 29 === 0 ? stepIdSchema.parse('no-such-step') : target.id;
      return { type: 'step.confirmed', body: { note: null }, agency: right, step: step_, passId };
    }
    case 'paper': {
      const along = process.steps.flatMap((next) => next.agencies.map((asked) => ({ next, asked })));
      const { next, asked } = from(along);
      const body = {
        continuity: eventNo(1),
        serial: 1 + (step.pick % 9),
        at: MORNING + step.gapMs,
        conflict: step.pick % 3 === 0 ? { code: 'PA-TIME', reason: 'as written' } : null,
      };
      return { type: 'paper.entered', body, agency: step.fitting ? asked : agency, step: next.id };
    }
    case 'scan':
      return {
        type: 'pass.scanned',
        body: { revision: step.pick % 4, source: 'camera', confirmation: 'local' },
        agency,
        passId,
        verdict: from(['proceed', 'check', 'refuse', 'cannot-tell'] as const),
        lists: { keys: 1, revocation: step.pick % 7, passes: 0 },
      };
    case 'undo': {
      const target = before.length === 0 ? null : from(before.slice(-4));
      if (target === null) return { type: 'crossing.cancelled', body: { reason: 'nothing to undo' }, agency };
      return { type: 'event.undone', body: { event: target.id, reason }, agency };
    }
    case 'correct': {
      const [path, to] = from(CORRECTIONS);
      return { type: 'crossing.corrected', body: { path, from: null, to, reason: 'typing' }, agency };
    }
    case 'hold':
      return { type: 'hold.placed', body: { reason: 'paper missing' }, agency };
    case 'lift':
      return { type: 'hold.lifted', body: { reason: 'paper shown' }, agency };
    case 'eligible':
    case 'not-eligible':
      return {
        type: 'release.eligibility',
        body: { eligible: step.what === 'eligible', source: 'list' },
        agency,
      };
    case 'override':
      return { type: 'release.overridden', body: { reason: 'phoned', approvedBy: 'supervisor-1' } };
    case 'issue':
      return {
        type: 'pass.issued',
        body: { revision: step.pick % 5, notBefore: MORNING, notAfter: MORNING + 72 * HOUR },
        passId,
      };
    case 'revoke':
      return { type: 'pass.revoked', body: { reason: 'swapped' }, passId };
    case 'cancel':
      return { type: 'crossing.cancelled', body: { reason: 'no goods' }, agency };
    case 'turn-back':
      return { type: 'crossing.turned-back', body: { reason: 'refused over there' }, agency };
    case 'declare':
      return { type: 'crossing.declared', body: declaredBody(), direction: 'export' };
  }
}

/** A shift in good faith: chains whole, ids unique. Most crossings were declared and issued a pass first. */
function honest(process: Process, acts: readonly Act[], skews: readonly number[], declared: boolean) {
  const devices = [0, ...TABLETS.keys()].map((_, n) => new Device(n));
  const [centre = new Device(0)] = devices;
  const events: GateEvent[] = [];
  let now = MORNING;
  if (declared) {
    const document = { id: process.id, version: process.version };
    const body = declaredBody({ process: document, kind: process.kind });
    events.push(centre.write(now, { type: 'crossing.declared', body, direction: process.direction }));
    const validity = { notBefore: now, notAfter: now + 72 * HOUR };
    const passId = passIdSchema.parse(passNo(0));
    events.push(centre.write(now, { type: 'pass.issued', body: { revision: 0, ...validity }, passId }));
  }
  for (const [n, device] of devices.entries()) device.skewMs = n === 0 ? 0 : (skews[n] ?? 0);
  for (const step of acts) {
    now += step.gapMs;
    const device = devices[step.device] ?? centre;
    device.offset = step.pick % 2 === 0 ? null : -device.skewMs;
    events.push(device.write(now, factOf(step, process, events)));
  }
  return events;
}

/** What somebody who can write to the wire could make of it; hashes need not match, the fold does not look at them. */
function spoil(events: readonly GateEvent[], seed: number): readonly GateEvent[] {
  return events.flatMap((event, index): GateEvent[] => {
    const other = events[(index + seed) % events.length] ?? event;
    switch ((seed + index * 7) % 11) {
      case 0: // one id, two contents
        return [event, { ...other, id: event.id }];
      case 1: // one place in the chain, two events
        return [event, { ...other, device: event.device, seq: event.seq }];
      case 2:
        return [event, { ...other, crossingId: crossingNo(2 + (index % 2)) }];
      case 3:
        return [{ ...event, hlc: makeHlc(index % 2 === 0 ? 0 : Number.POSITIVE_INFINITY, 0) }];
      case 4:
        return [{ ...event, offset: index % 2 === 0 ? 1e300 : -1e300, wall: Number.MAX_SAFE_INTEGER }];
      case 5: // everybody at the same moment
        return [{ ...event, hlc: other.hlc, seq: 1 }];
      case 6:
        return [{ ...event, crossingId: null, agency: AGENCIES[index % AGENCIES.length] ?? null }];
      default:
        return [event];
    }
  });
}

export const arbitraryScene: fc.Arbitrary<Scene> = fc
  .record({
    process: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...DOCUMENTED_PROCESSES) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(...STANDARD_PROCESSES.filter(({ gateId }) => gateId === 'HN')),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    acts: fc.array(act, { maxLength: 40, size: 'max' }),
    skews: fc.array(fc.constantFrom(0, 0, 0, 90_000, 48 * HOUR, -48 * HOUR), { minLength: 6, maxLength: 6 }),
    declared: fc.oneof(
      { weight: 6, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    hostile: fc.option(fc.nat(1000), { nil: null, freq: 2 }),
  })
  .map(({ process, acts, skews, declared, hostile }) => {
    const [written] = DOCUMENTED_PROCESSES;
    const events = written === undefined ? [] : honest(process ?? written, acts, skews, declared);
    return { process, events: hostile === null ? events : spoil(events, hostile) };
  });

/** The same set as another replica received it: shuffled, with repeats (copies, not the same objects). */
export function arbitraryArrival(events: readonly GateEvent[]): fc.Arbitrary<readonly GateEvent[]> {
  return fc
    .record({
      keys: fc.array(fc.nat(), { minLength: events.length, maxLength: events.length }),
      repeats: fc.array(fc.nat(Math.max(0, events.length - 1)), { maxLength: 10 }),
    })
    .map(({ keys, repeats }) => {
      const again = events.length === 0 ? [] : repeats.map((index) => events[index] as GateEvent);
      const all = [...events, ...again].map((event) => structuredClone(event));
      return all
        .map((event, index) => ({ event, key: keys[index % Math.max(1, keys.length)] ?? 0, index }))
        .sort((a, b) => a.key - b.key || b.index - a.index)
        .map(({ event }) => event);
    });
}
