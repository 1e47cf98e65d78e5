import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { dayStart, reportDaySchema } from './home-day';
import { type Admitted, auditOrder, type Entitled, EQUALS_WITHIN_MS } from './order';
import { type OrderFact, reasonsFor, reportOrder } from './order-facts';

const DAY = reportDaySchema.parse('2026-11-25');
const T = dayStart(DAY);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const vehicle = (n: number, entitledAt: number): Entitled => ({
  crossingId: `c${String(n).padStart(3, '0')}`,
  plate: `12C${10_000 + n}`,
  class: 'ordinary',
  entitledAt,
});
const fact = (
  n: number,
  arrival: number,
  admitted: number | null,
  over: Partial<OrderFact> = {},
): OrderFact => ({
  ...vehicle(n, T + arrival * MINUTE),
  direction: 'export',
  admitted: admitted === null ? null : { at: T + admitted * MINUTE, checkpoint: 'Lane 1' },
  calledAt: null,
  cleared: [],
  held: [],
  ...over,
});
const since = (from: number, to: number | null = null) => ({
  from: T + from * MINUTE,
  to: to === null ? null : T + to * MINUTE,
});
const unexplained = () => [];
const frame = {
  gateId: gateIdSchema.parse('HN'),
  day: DAY,
  from: T,
  until: T + 24 * HOUR,
  isSoFar: false,
  madeAt: T + 24 * HOUR,
};

describe('RP order of entry', () => {
  test('RP-14 counted pairs are those of the definition, for any queue', () => {
    const queues = fc.array(
      fc.tuple(
        fc.nat(600).map((s) => T + s * 1000),
        fc.option(fc.nat(600).map((s) => T + HOUR + s * 1000)),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(queues, (queue) => {
        const entitled = queue.map(([at], n) => vehicle(n, at));
        const admitted = queue.flatMap(([, at], n): Admitted[] =>
          at === null ? [] : [{ crossingId: vehicle(n, 0).crossingId, at }],
        );
        const audit = auditOrder(entitled, admitted, unexplained);
        let pairs = 0;
        for (const [earlier, earlierIn] of queue)
          for (const [later, laterIn] of queue) {
            if (laterIn === null || later - earlier < EQUALS_WITHIN_MS) continue;
            if (earlierIn === null || earlierIn > laterIn) pairs += 1;
          }
        expect(audit.inversions).toBe(pairs);
        expect(audit.unexplained).toBe(pairs);
        expect(audit.admitted).toBe(admitted.length);
        expect(audit.worst.length).toBe(Math.min(pairs, 50));
      }),
    );
  });

  test('RP-14 first come, first let in: no pair; who waits while later ones go is passed over', () => {
    const queue = [0, 5, 10].map((minute, n) => vehicle(n, T + minute * MINUTE));
    const inOrder = queue.map(({ crossingId }, n) => ({ crossingId, at: T + HOUR + n }));
    expect(auditOrder(queue, inOrder, unexplained)).toMatchObject({ inversions: 0, overtaken: 0 });
    const waiting = auditOrder(queue, inOrder.slice(1), unexplained);
    expect(waiting).toMatchObject({ inversions: 2, overtaken: 1, admitted: 2 });
    expect(waiting.worst[0]?.earlierAdmittedAt).toBeNull();
  });

  test('RP-14 who came within a minute came together', () => {
    const queue = [vehicle(1, T), vehicle(2, T + EQUALS_WITHIN_MS - 1)];
    const admitted = [
      { crossingId: 'c002', at: T + 1 },
      { crossingId: 'c001', at: T + 2 },
    ];
    expect(auditOrder(queue, admitted, unexplained).inversions).toBe(0);
  });

  test.each([
    ['priority-class', {}, { class: 'perishable' }],
    ['cleared-first', { cleared: [since(70)] }, { cleared: [since(30)] }],
    // What was said of it since takes nothing back of that moment.
    ['cleared-first', { cleared: [since(20, 50), since(61)] }, { cleared: [since(30, 61)] }],
    ['called-first', { calledAt: T + 50 * MINUTE }, { calledAt: T + 40 * MINUTE }],
    ['called-first', {}, { calledAt: T + 40 * MINUTE }],
    ['held', { held: [since(20)] }, {}],
    ['held', { held: [since(5, 10), since(20, 61)] }, {}],
  ] as const)('RP-14 %s explains, and only what was so at that moment', (reason, earlier, later) => {
    expect(reasonsFor(fact(1, 0, 80, earlier), fact(2, 10, 60, later), T + 60 * MINUTE)).toEqual([reason]);
    expect(reasonsFor(fact(1, 0, 80, later), fact(2, 10, 60, later), T + 60 * MINUTE)).toEqual([]);
  });

  test('RP-14 a hold that was lifted before, and one that came after, explain nothing', () => {
    const at = T + 60 * MINUTE;
    const reasons = (earlier: Partial<OrderFact>, later: Partial<OrderFact> = {}) =>
      reasonsFor(fact(1, 0, 80, earlier), fact(2, 10, 60, later), at);
    expect(reasons({ held: [since(20, 60), since(61)] })).toEqual([]);
    expect(reasons({}, { cleared: [since(10, 60), since(70)] })).toEqual([]);
  });

  test('RP-14 per lane and watch those let in there; over the whole gate those that still waited as well', () => {
    const report = reportOrder(frame, [
      fact(1, 400, 500, { admitted: { at: T + 500 * MINUTE, checkpoint: 'Lane 2' } }),
      fact(2, 410, 450),
      fact(3, 420, 440),
      fact(4, 405, null),
      fact(5, 430, null, { direction: 'import' }),
    ]);
    expect(
      report.groups.map(({ checkpoint, watch, admitted, inversions, overtaken }) => ({
        checkpoint,
        watch,
        admitted,
        inversions,
        overtaken,
      })),
    ).toEqual([
      { checkpoint: null, watch: 'morning', admitted: 3, inversions: 5, overtaken: 3 },
      { checkpoint: 'Lane 1', watch: 'morning', admitted: 2, inversions: 1, overtaken: 1 },
      { checkpoint: 'Lane 2', watch: 'morning', admitted: 1, inversions: 0, overtaken: 0 },
    ]);
  });
});
