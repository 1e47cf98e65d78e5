import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GATES, gateById } from '../gate/gates';
import { eventIdSchema } from '../shared/identity';
import { DIRECTIONS, GOODS_CLASSES } from '../shared/vocabulary';
import { crossingNo, MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import type { Call } from './calls';
import { decide } from './decide';
import { defaultPlan } from './default-plan';
import { lanesPerHour, placesIn, planContentSchema } from './flow-plan';
import { learnBands } from './forecast-record';
import { placeOf, spoilsAt } from './place-of';
import { publicFlow, queuePicture } from './queue-picture';

const HOUR = 60 * MINUTE;
const yard = (count: number, over: Parameters<typeof standing>[1] = {}) =>
  Array.from({ length: count }, (_, n) => standing(n, over));

describe('FL the first plan', () => {
  test('FL-41 every gate begins with lanes for both ways, its published calendar, and places as published', () => {
    for (const gate of GATES) {
      const content = planContentSchema.parse(defaultPlan(gate));
      for (const direction of DIRECTIONS)
        expect(lanesPerHour(content, { gateId: gate.code, route: null, direction }, MORNING)).toBeGreaterThan(
          0,
        );
      expect(content.calendar.length).toBeGreaterThan(0);
    }
    const huuNghi = gateById('HN');
    if (huuNghi === null) throw new Error('no gate');
    const content = defaultPlan(huuNghi);
    expect([placesIn(content, 'inside', null), placesIn(content, 'inside', 'export')]).toEqual([450, 135]);
    expect([placesIn(content, 'staging', 'export'), placesIn(content, 'staging', 'import')]).toEqual([
      900,
      null,
    ]);
  });
});

describe('FL place', () => {
  const came = (lateMs: number, over: object = {}) =>
    placeOf({
      plannedAt: MORNING,
      arrivedAt: MORNING + lateMs,
      declaredAt: 0,
      toldAt: null,
      postponed: false,
      ...over,
    });

  test('FL-42 the time asked for is the place; late, the allowance is used once; later, it is asked anew', () => {
    expect([came(-HOUR), came(HOUR)]).toEqual([MORNING, MORNING]);
    expect(came(2 * HOUR)).toBe(MORNING + 4 * HOUR);
    expect(came(2 * HOUR, { postponed: true })).toBe(MORNING + 2 * HOUR);
    expect(came(11 * HOUR)).toBe(MORNING + 11 * HOUR);
    // Told to stay for five hours, as the line was late, it comes in time and keeps what it asked for.
    const toldAt = MORNING + 5 * HOUR;
    expect([came(4.5 * HOUR, { toldAt }), came(6 * HOUR, { toldAt })]).toEqual([MORNING, MORNING]);
    expect(came(7 * HOUR, { toldAt })).toBe(MORNING + 4 * HOUR);
    expect(came(0, { plannedAt: null })).toBe(MORNING);
    expect(came(0, { plannedAt: null, arrivedAt: null, declaredAt: 7 })).toBe(7);
    expect(spoilsAt('perishable', MORNING)).toBe(MORNING + 72 * HOUR);
    expect([spoilsAt('ordinary', MORNING), spoilsAt('perishable', null)]).toEqual([null, null]);
  });
});

describe('FL decision', () => {
  test('FL-43 as many are called as will be taken, in the order of the rules, and whoever is held is not among them', () => {
    const held = standing(0, { held: true });
    const early = standing(1, { callable: false });
    const {
      batch,
      order,
      yard: inYard,
    } = decide(situation({ standing: [held, early, ...yard(60).slice(2)] }));
    expect(inYard).toHaveLength(60);
    expect(order.map(({ crossingId }) => crossingId)).toEqual(
      Array.from({ length: 58 }, (_, n) => crossingNo(n + 2)),
    );
    expect(batch.limitedBy).toBe('neighbour');
    expect(batch.size).toBeGreaterThan(10);
    expect(batch.size).toBeLessThan(40);
  });

  test('FL-43 what limits the batch is said: nobody there, a lever, enough under way, the places inside, a closed gate', () => {
    const limit = (over: Parameters<typeof situation>[0]) => {
      const { size, limitedBy } = decide(situation(over)).batch;
      return [size, limitedBy];
    };
    const { content } = situation();
    const gates = [situation().gateId];
    const lever = {
      gates,
      routes: null,
      directions: null,
      class: 'perishable' as const,
      from: 0,
      to: null,
      perHour: 0,
      reason: 'x',
    };
    expect(limit({})).toEqual([0, 'nobody']);
    expect(limit({ standing: yard(3) })).toEqual([3, 'nobody']);
    expect(limit({ standing: yard(30), content: { ...content, levers: [lever] } })).toEqual([0, 'lever']);
    const inside = Array.from({ length: 60 }, (_, n) =>
      standing(100 + n, { stage: 'gate', insideAt: MORNING - MINUTE }),
    );
    expect(limit({ standing: [...yard(30), ...inside] })).toEqual([0, 'enough']);
    const small = content.yards.map((each) => ({
      ...each,
      places: each.kind === 'inside' ? 5 : each.places,
    }));
    expect(limit({ standing: yard(30), content: { ...content, yards: small } })).toEqual([5, 'places']);
    expect(limit({ standing: yard(30), now: MORNING + 12 * HOUR })).toEqual([0, 'closed']);
  });

  test('FL-43 the line is late for who is there, not for who has not come', () => {
    const behind = (over: Parameters<typeof situation>[0]) => decide(situation(over)).behindMinutes;
    const absent = Array.from({ length: 30 }, (_, n) =>
      standing(n, { stage: 'declared', arrivedAt: null, plannedAt: MORNING - 3 * HOUR }),
    );
    expect(behind({ standing: absent })).toBeNull();
    const waiting = yard(3, { plannedAt: MORNING - 2 * HOUR, arrivedAt: MORNING - 2 * HOUR }).map(
      (each, n) => ({
        ...each,
        crossingId: crossingNo(100 + n),
      }),
    );
    expect(behind({ standing: waiting })).toBeGreaterThanOrEqual(120);
    // Came two hours late: that is not the gate's doing.
    expect(behind({ standing: waiting.map((each) => ({ ...each, arrivedAt: MORNING })) })).toBeNull();
  });

  test('FL-43 a decision is a function of what is known, in whatever order it is listed; nobody is lost or called twice', () => {
    const anybody = fc.record({
      goods: fc.constantFrom(...GOODS_CLASSES),
      trusted: fc.boolean(),
      stage: fc.constantFrom(...(['declared', 'staging', 'staging', 'staging', 'called', 'gate'] as const)),
      plannedAt: fc.option(fc.integer({ min: MORNING - 20 * HOUR, max: MORNING + 60 * HOUR })),
      arrivedAt: fc.option(fc.integer({ min: MORNING - 20 * HOUR, max: MORNING })),
      clearedAt: fc.option(fc.integer({ min: MORNING - 20 * HOUR, max: MORNING })),
      held: fc.constantFrom(true, false, false),
      callable: fc.constantFrom(true, true, false),
    });
    let called = 0;
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 40 }), (each) => {
        const all = each.map((over, n) => standing(n, over));
        const picture = queuePicture(situation({ standing: all }));
        expect(queuePicture(situation({ standing: all.toReversed() }))).toEqual(picture);
        const { batch, line } = picture;
        const ids = line.map(({ crossingId }) => crossingId);
        expect(new Set(ids).size).toBe(ids.length);
        const inYard = all.filter(({ stage }) => stage === 'staging');
        for (const { crossingId } of inYard) expect(ids).toContain(crossingId);
        const next = line.slice(0, batch.size);
        expect(next).toHaveLength(batch.size);
        for (const { kept, stage } of next) expect([kept, stage]).toEqual([null, 'staging']);
        called += batch.size;
      }),
      { numRuns: 300 },
    );
    expect(called).toBeGreaterThan(100);
  });

  test('FL-44 what everybody may see names no firm, no goods and nobody', () => {
    const told = publicFlow(situation({ standing: yard(20) }));
    expect(told.next).toHaveLength(12);
    expect(told).toMatchObject({ open: true, changesAt: MORNING + 11 * HOUR, called: [] });
    expect(told.waitMs).toBeGreaterThan(0);
    expect(told.waitLowMs ?? 0).toBeLessThanOrEqual(told.waitMs ?? 0);
    const text = JSON.stringify(told);
    for (const secret of ['Xuân', 'Sầu', 'firm', 'crossingId', crossingNo(1)])
      expect(text).not.toContain(secret);
    expect(publicFlow(situation({ now: MORNING + 12 * HOUR }))).toMatchObject({
      open: false,
      changesAt: MORNING + 22 * HOUR,
      next: [],
    });
  });
});

describe('FL the board', () => {
  test('FL-44 a vehicle that was called is shown until it is there, and a recall for a quarter of an hour', () => {
    const [gone, back, waits] = [crossingNo(0), crossingNo(1), crossingNo(2)];
    const allocations = [gone, back, waits].map((crossingId) => ({
      crossingId,
      class: 'ordinary' as const,
      placeAt: MORNING,
      spoilsAt: null,
      rank: 'place' as const,
      position: 0,
      turn: 'ordinary' as const,
      turnsInRound: 1,
    }));
    const call: Call = {
      id: eventIdSchema.parse('00000000-0000-7000-8000-000000000001'),
      direction: 'export',
      yard: 'XC',
      proposedAt: MORNING,
      proposedBy: 'a',
      allocations,
      next: 0,
      facts: [
        {
          kind: 'proposed',
          at: MORNING,
          by: 'a',
          yard: 'XC',
          crossingIds: [gone, back, waits],
          secondPersonFrom: 10,
        },
        { kind: 'recalled', at: MORNING + 5 * MINUTE, by: 'a', reason: 'x', crossingIds: [back] },
      ],
    };
    const called = new Map([
      [gone, { plate: 'A', arrived: true }],
      [back, { plate: 'B', arrived: false }],
      [waits, { plate: 'C', arrived: false }],
    ]);
    const shown = (now: number) =>
      publicFlow(situation({ calls: [call], called, now })).called.map(({ plate, state, at }) => [
        plate,
        state,
        (at - MORNING) / MINUTE,
      ]);
    const soon = shown(MORNING + 6 * MINUTE);
    expect(soon).toEqual([
      ['B', 'recalled', 5],
      ['C', 'called', 0],
    ]);
    expect(shown(MORNING + 20 * MINUTE).map(([plate]) => plate)).toEqual(['B', 'C']);
    expect(shown(MORNING + 21 * MINUTE).map(([plate]) => plate)).toEqual(['C']);
  });
});

describe('FL bands', () => {
  test('FL-33 the band of an hour learns when that hour has come, each distance by itself', () => {
    const said = (madeFor: number, low: number, high: number) => ({
      madeFor,
      hours: [0, 1, 2].map((n) => ({ hourStart: madeFor + n * HOUR, queue: (low + high) / 2, low, high })),
    });
    const made = [said(MORNING - HOUR, 10, 20), said(MORNING - 2 * HOUR, 40, 50), said(MORNING, 0, 0)];
    const bands = learnBands(new Map(), made, 15, MORNING);
    expect([...bands.keys()].sort()).toEqual([1, 2]);
    expect(bands.get(1)).toMatchObject({ seen: 1, held: 1 });
    expect(bands.get(2)).toMatchObject({ seen: 1, held: 0 });
    expect(bands.get(1)?.width).toBeLessThan(1);
    expect(bands.get(2)?.width).toBeGreaterThan(1);
    expect(learnBands(bands, made, 15, MORNING + 30 * MINUTE)).toEqual(bands);
  });
});
