import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { yardNamed } from '../gate/yards';
import { STANDARD_PROCESSES } from '../process/standard-processes';
import { eventIdSchema } from '../shared/identity';
import { crossingNo, Device, MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { auditCall, knewOf, printOfKnew } from './call-knew';
import type { Call } from './calls';
import { askedOf, decide } from './decide';
import { queuePicture } from './queue-picture';
import { seenFromYard } from './yard-batches';
import { yardFills } from './yard-fills';

const [PARK, ZONE] = ['Viettel Logistics Park', 'Khu phi thuế quan'];
const base = situation();
const staged = (count: number, yard: string | null, first = 0) =>
  Array.from({ length: count }, (_, n) => standing(first + n, { yard }));
/** The neighbour takes sixty an hour, and everything else gives way. */
const told = [
  {
    vehiclesPerHour: 60,
    validFrom: MORNING - MINUTE,
    validTo: null,
    toldBy: 'Pingxiang',
    channel: 'hotline' as const,
    level: 'person' as const,
    at: MORNING - MINUTE,
  },
];
const wide = {
  ...base.content,
  lanes: base.content.lanes.map((lane) => ({ ...lane, vehiclesPerHour: 60 })),
  yards: base.content.yards.map((yard) => ({ ...yard, vehiclesPerHour: null })),
};
const of = (over: Parameters<typeof situation>[0]) => situation({ content: wide, told, ...over });
const callFrom = (yard: string, ids: readonly number[], at: number): Call => ({
  id: eventIdSchema.parse('01939a5c-0000-7000-8000-000000000001'),
  direction: 'export',
  yard,
  proposedAt: at,
  proposedBy: 'somebody',
  allocations: ids.map((n) => ({
    crossingId: crossingNo(n),
    class: 'perishable',
    placeAt: MORNING,
    spoilsAt: null,
    rank: 'place',
    turn: 'oldest',
    position: 0,
    turnsInRound: 9,
  })),
  next: 0,
  facts: [
    {
      kind: 'proposed',
      at,
      by: 'somebody',
      yard,
      crossingIds: ids.map(crossingNo),
      secondPersonFrom: 99,
    },
  ],
});

describe('GA yards', () => {
  test('GA-9 the yard is the latest that a standing tick names, in whatever order the ticks come', () => {
    const process = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded') ?? null;
    const [one, two] = [new Device(1), new Device(2)];
    const tick = (device: Device, minute: number, yard?: string) =>
      device.write(MORNING + minute * MINUTE, {
        type: 'step.confirmed',
        body: { note: null, ...(yard === undefined ? {} : { yard }) },
      });
    const first = tick(one, 0, PARK);
    const again = tick(two, 5, PARK);
    const moved = tick(one, 20, ZONE);
    const later = tick(two, 30);
    const undone = one.write(MORNING + 40 * MINUTE, {
      type: 'event.undone',
      body: { event: moved.id, reason: 'the wrong yard was set' },
    });
    const yardOf = (events: Parameters<typeof fold>[1]) => fold(process, events).yard;
    const all = [first, again, moved, later];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (events) => {
        expect(yardOf(events)).toEqual({ name: ZONE, since: MORNING + 20 * MINUTE });
        expect(yardOf([...events, undone, ...events])).toEqual({ name: PARK, since: MORNING });
      }),
    );
    expect(yardOf([later])).toBeNull();
  });

  test('GA-10 a checkpoint is named after a yard with marks or without, and of two that fit neither is guessed', () => {
    const yards = [PARK ?? '', ZONE ?? '', 'Bãi 1', 'Bãi 12'];
    expect(yardNamed(yards, 'Bai Viettel logistics park, cong 2')).toBe(PARK);
    expect(yardNamed(yards, 'KHU PHI THUE QUAN')).toBe(ZONE);
    expect(yardNamed(yards, 'Bãi 12')).toBe('Bãi 12');
    expect(yardNamed(yards, 'Barie 4')).toBeNull();
    expect(yardNamed(yards, `${PARK} / ${ZONE}`)).toBeNull();
  });

  test('GA-11 fill is told of yards where somebody was ticked, with what fits there in both directions', () => {
    const counts = [
      { name: PARK ?? '', staging: 12, inside: 0 },
      { name: 'Xuân Cương', staging: 0, inside: 7 },
      { name: 'a yard of before', staging: 3, inside: 0 },
    ];
    expect(yardFills(base.content, counts)).toEqual([
      { name: 'Xuân Cương', kind: 'inside', standing: 7, places: 450 },
      { name: PARK, kind: 'staging', standing: 12, places: null },
    ]);
    expect(yardFills(base.content, [])).toEqual([]);
  });

  test('GA-12 the batch is shared out over the yards its vehicles stand in, each at its own time, and only the first goes now', () => {
    const one = decide(of({ standing: staged(12, PARK) }));
    const { batch, yards } = decide(of({ standing: [...staged(4, PARK), ...staged(8, ZONE, 4)] }));
    expect(one.batch.size).toBe(12);
    expect(batch).toEqual({ size: 4, limitedBy: 'other-yard' });
    const park = yards.find(({ yard }) => yard === PARK);
    const zone = yards.find(({ yard }) => yard === ZONE);
    expect([park?.standing, park?.vehicles, park?.sendAt]).toEqual([4, 4, MORNING]);
    // Four vehicles go first, at the pace of the gate.
    expect([zone?.standing, zone?.places, zone?.vehicles]).toEqual([8, 900, 8]);
    expect((zone?.sendAt ?? 0) - MORNING).toBeGreaterThan(0);
    expect(queuePicture(of({ standing: staged(12, PARK) })).yards).toHaveLength(2);
  });

  test('GA-12 while another yard’s vehicles are still on their way in, nobody is called from this one', () => {
    const on = staged(3, ZONE).map(
      ({ crossingId, plate }) => [crossingId, { plate, arrived: false }] as const,
    );
    const given = {
      standing: staged(8, ZONE, 10),
      calls: [callFrom(PARK ?? '', [0, 1, 2], MORNING - MINUTE)],
    };
    expect(decide(of({ ...given, called: new Map(on) })).batch).toEqual({ size: 0, limitedBy: 'other-yard' });
    const arrived = on.map(([id, { plate }]) => [id, { plate, arrived: true }] as const);
    expect(decide(of({ ...given, called: new Map(arrived) })).batch.size).toBe(8);
  });

  test('GA-12 of whom no yard is recorded, nobody waits for another yard', () => {
    const { batch, yards } = decide(of({ standing: staged(6, null) }));
    expect(batch.size).toBe(6);
    expect(yards.find(({ yard }) => yard === null)).toMatchObject({
      standing: 6,
      vehicles: 6,
      sendAt: MORNING,
    });
  });

  test('GA-13 a call from one yard asks who stands there, and of whom no yard is known', () => {
    const all = of({ standing: [...staged(2, PARK), ...staged(2, ZONE, 2), ...staged(1, null, 4)] });
    const ids = (yard: string) => decide(seenFromYard(all, yard)).order.map(({ crossingId }) => crossingId);
    expect(ids(PARK ?? '')).toEqual([0, 1, 4].map(crossingNo));
    expect(ids(ZONE ?? '')).toEqual([2, 3, 4].map(crossingNo));
    expect(ids('not a yard of the plan')).toHaveLength(5);
  });
});

describe('GA what a call knew', () => {
  const waiting = of({ standing: [...staged(6, PARK), standing(9, { goods: 'empty', plannedAt: MORNING })] });
  const knew = knewOf(askedOf(waiting));
  const { order } = decide(waiting);

  test('GA-14 what is kept names no plate, and its print does not depend on the order of the rows', () => {
    expect(JSON.stringify(knew)).not.toContain('12C');
    const turned = knewOf(askedOf({ ...waiting, standing: waiting.standing.toReversed() }));
    expect(printOfKnew(turned)).toBe(printOfKnew(knew));
  });

  test('GA-15 a recorded call that followed the rules has nobody out of turn; one put in by hand is named', () => {
    const print = printOfKnew(knew);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: order.length }), (count) => {
        expect(auditCall(order.slice(0, count), print, knew)).toEqual({ kind: 'known', outOfTurn: [] });
      }),
    );
    const last = order.at(-1);
    if (last === undefined) throw new Error('nobody waits');
    expect(auditCall([last, ...order.slice(0, 2)], print, knew)).toMatchObject({
      kind: 'known',
      outOfTurn: expect.arrayContaining([last.crossingId]),
    });
  });

  test('GA-15 what is not on record is said to be so, and what was altered too', () => {
    expect(auditCall(order, null, null)).toEqual({ kind: 'unknown' });
    expect(auditCall(order, printOfKnew(knew), null)).toEqual({ kind: 'altered' });
    expect(auditCall(order, printOfKnew(knew), { ...knew, position: knew.position + 1 })).toEqual({
      kind: 'altered',
    });
  });
});
