import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { STANDARD_PROCESSES } from '../process/standard-processes';
import { stepIdSchema } from '../shared/identity';
import type { GateEvent } from '../sync/event';
import { findIncidents } from '../sync/incidents';
import { crossingNo, Device, declaredBody, MINUTE, MORNING } from '../testing/build-events';
import { continuities, continuityAt, nextSerials, openContinuity } from './continuity';
import { type EnteredLine, type PaperLine, reconcile } from './reconcile';

const HOUR = 60 * MINUTE;
const PROCESS = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded') ?? null;
const ENTRY = stepIdSchema.parse('gate-entry');

const gateFact = { crossingId: null, direction: null } as const;
function stretch(centre: Device, at: number, firstSerial: number, lastSerial: number) {
  const body = { firstSerial, lastSerial, reason: 'power is out' };
  return centre.write(at, { type: 'continuity.declared', body, ...gateFact, actor: 'manager-1' });
}
const ending = (centre: Device, at: number, declared: GateEvent) =>
  centre.write(at, {
    type: 'continuity.ended',
    body: { continuity: declared.id, reason: 'power is back' },
    ...gateFact,
  });

describe('stretches of paper mode', () => {
  test('CO-1 a stretch lasts to its first ending, in whatever order it is told; an ending of nothing is nothing', () => {
    const centre = new Device(0);
    const first = stretch(centre, MORNING, 1, 20);
    const events = [
      first,
      ending(centre, MORNING + HOUR, first),
      ending(centre, MORNING + 2 * HOUR, first),
      stretch(centre, MORNING + 3 * HOUR, 21, 40),
      ending(centre, MORNING + 4 * HOUR, centre.write(MORNING, { type: 'note.added', body: {} })),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        const [second, earlier, ...none] = continuities([...shuffled, ...shuffled]);
        expect(none).toEqual([]);
        expect(earlier).toMatchObject({ firstSerial: 1, ended: { at: MORNING + HOUR } });
        expect(second).toMatchObject({ firstSerial: 21, ended: null });
      }),
    );
    const all = continuities(events);
    expect(openContinuity(all)?.firstSerial).toBe(21);
    expect(continuityAt(all, MORNING + 30 * MINUTE)?.firstSerial).toBe(1);
    expect(continuityAt(all, MORNING + 2 * HOUR)).toBeNull();
  });

  test('CO-2 no number ever means two sheets', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 12 }), (batches) => {
        const centre = new Device(0);
        const events: GateEvent[] = [];
        const given = new Set<number>();
        for (const [at, sheets] of batches.entries()) {
          const serials = nextSerials(continuities(events), sheets);
          if (!serials.ok) throw new Error(serials.error);
          const { firstSerial, lastSerial } = serials.value;
          expect(lastSerial - firstSerial + 1).toBe(sheets);
          for (let serial = firstSerial; serial <= lastSerial; serial += 1) {
            expect(given.has(serial)).toBe(false);
            given.add(serial);
          }
          events.push(stretch(centre, MORNING + at * HOUR, firstSerial, lastSerial));
        }
      }),
    );
    expect(nextSerials([], 0).ok).toBe(false);
    expect(nextSerials([], 2001).ok).toBe(false);
    expect(nextSerials([], 1.5).ok).toBe(false);
  });
});

/** A declared lorry, a stretch of paper from 10:00 to 12:00, and a tablet of the border guard. */
function scene() {
  const [centre, tablet] = [new Device(0), new Device(1)];
  const declared = centre.write(MORNING, {
    type: 'crossing.declared',
    body: declaredBody(),
    direction: 'export',
  });
  const opened = stretch(centre, MORNING + HOUR, 1, 20);
  const [continuity] = continuities([opened, ending(centre, MORNING + 3 * HOUR, opened)]);
  if (continuity === undefined) throw new Error('no stretch');
  const enter = (at: number, conflict: { code: string; reason: string } | null = null) =>
    centre.write(MORNING + 4 * HOUR, {
      type: 'paper.entered',
      body: { continuity: continuity.id, serial: 7, at, conflict },
      agency: 'border-guard',
      step: ENTRY,
      actor: 'supervisor-1',
    });
  const tick = (at: number) =>
    tablet.write(at, {
      type: 'step.confirmed',
      body: { note: null },
      agency: 'border-guard',
      step: ENTRY,
    });
  return { declared, continuity, enter, tick };
}
const line = (at: number, over: Partial<PaperLine> = {}): PaperLine => ({
  serial: 7,
  step: ENTRY,
  agency: 'border-guard',
  at,
  ...over,
});
const entryOf = (events: readonly GateEvent[]) =>
  fold(PROCESS, events).steps.find(({ step }) => step === ENTRY)?.confirmations;

describe('lines of paper', () => {
  test('CO-3 a line counts at the time written on it, with its sheet, and nothing is merged', () => {
    const { declared, enter, tick } = scene();
    const at = MORNING + 90 * MINUTE;
    const paper = enter(at);
    expect(entryOf([declared, paper])).toMatchObject([{ agency: 'border-guard', at, paper: 7 }]);

    const late = tick(MORNING + 100 * MINUTE);
    const state = fold(PROCESS, [declared, paper, late]);
    expect(entryOf([declared, paper, late])).toMatchObject([{ eventId: late.id }]);
    expect(state.flags).toContainEqual({ code: 'FL-PAPER', eventId: paper.id });
    expect(state.uses.map(({ eventId }) => eventId)).toEqual([late.id]);
    expect(fold(PROCESS, [late, paper, declared])).toEqual(state);
  });

  test('CO-4 each fault, each conflict and each agreement is told, in the order of the checks', () => {
    const { declared, continuity, enter, tick } = scene();
    const now = MORNING + 5 * HOUR;
    const judge = (
      typed: PaperLine,
      events: readonly GateEvent[] = [declared],
      entered: readonly EnteredLine[] = [],
    ) => reconcile(typed, { continuity, state: fold(PROCESS, events), process: PROCESS, entered, now });
    const at = MORNING + 90 * MINUTE;
    expect(judge(line(at, { serial: 21 }))).toEqual({ kind: 'fault', code: 'PA-SERIAL' });
    expect(judge(line(MORNING - HOUR))).toEqual({ kind: 'fault', code: 'PA-OUTSIDE' });
    expect(judge(line(MORNING + 4 * HOUR))).toEqual({ kind: 'fault', code: 'PA-OUTSIDE' });
    expect(judge(line(at, { agency: 'yard' }))).toEqual({ kind: 'fault', code: 'PA-STEP' });
    expect(judge(line(at, { step: stepIdSchema.parse('no-such') }))).toEqual({
      kind: 'fault',
      code: 'PA-STEP',
    });
    const before = { ...line(at), crossingId: crossingNo(1) };
    expect(judge(line(at), [declared, enter(at)], [before])).toEqual({ kind: 'fault', code: 'PA-ENTERED' });

    expect(judge(line(at))).toEqual({ kind: 'new' });
    expect(judge(line(at), [declared, tick(at + 20 * MINUTE)]).kind).toBe('agrees');
    expect(judge(line(at), [declared, tick(at + 31 * MINUTE)])).toMatchObject({ code: 'PA-TIME' });
    expect(judge(line(at), [declared], [{ ...before, crossingId: crossingNo(2) }])).toMatchObject({
      code: 'PA-SHEET',
    });
    // Another sheet that is typed in with it has the same tick at another time: two lorries with one plate, perhaps.
    const typedBefore = { ...line(at, { serial: 9 }), crossingId: crossingNo(1) };
    expect(judge(line(at + 31 * MINUTE), [declared], [typedBefore])).toEqual({
      kind: 'differs',
      code: 'PA-TIME',
      tick: null,
    });
    expect(judge(line(at + 29 * MINUTE), [declared], [typedBefore])).toEqual({ kind: 'new' });
    const { declared: gone } = scene();
    const cancelled = new Device(3).write(MORNING + 10 * MINUTE, {
      type: 'crossing.cancelled',
      body: { reason: 'no goods' },
    });
    expect(judge(line(at), [gone, cancelled])).toMatchObject({ code: 'PA-ENDED' });
  });

  test('CO-5 a line that the log contradicts is one incident with both facts, also when the tick comes later', () => {
    const { declared, enter, tick } = scene();
    const at = MORNING + 90 * MINUTE;
    const found = (events: readonly GateEvent[]) =>
      findIncidents(fold(PROCESS, events), events).filter(({ kind }) => kind === 'paper-differs');
    const paper = enter(at);
    const agreeing = tick(at + 10 * MINUTE);
    const other = tick(at + 2 * HOUR);
    expect(found([declared, paper])).toEqual([]);
    expect(found([declared, paper, agreeing])).toEqual([]);
    const [incident, ...rest] = found([declared, paper, other]);
    expect(rest).toEqual([]);
    expect(incident).toMatchObject({ severity: 'warning', events: [other.id, paper.id] });
    expect(found([other, declared, paper])).toEqual([incident]);
    const told = enter(at, { code: 'PA-SHEET', reason: 'both lorries carry sheet 7' });
    expect(found([declared, told])).toMatchObject([{ severity: 'serious', events: [told.id] }]);
  });
});
