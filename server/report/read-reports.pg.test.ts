import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { dayOf, dayStart } from '@/domain/report/home-day';
import { gateIdSchema } from '@/domain/shared/identity';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import type { FakeTablet } from '../testing/fake-tablet';
import { declaredDraft, type GateHouse, gateHouse, HN, MORNING } from '../testing/gate-house';
import { findPosition } from './find-position';
import { makeSheet } from './make-sheet';
import { readDaily } from './read-daily';
import { readLanes } from './read-lanes';
import { readOrder } from './read-order';
import { readOwn } from './read-own';
import { readReleaseTimes } from './read-release-times';

const TT = gateIdSchema.parse('TT');
const MINUTE = 60_000;
const DAY = dayOf(MORNING);
let house: GateHouse;
let yesterday: number;
const reader = () => ({ db: house.database.app, now: house.clock.at, actor: null });

/** Ticks every step of a staged export, `minutes` after one another, from `start`. */
function walk(
  tablets: Readonly<Record<string, FakeTablet>>,
  crossing: { readonly crossingId: never; readonly passId: never },
  start: number,
  minutes: number,
): void {
  const way = [
    ['staging-arrival', 'yard'],
    ['medical-check', 'medical-quarantine'],
    ['called', 'gate-centre'],
    ['gate-entry', 'border-guard'],
    ['gate-entry', 'customs'],
    ['yard-in', 'customs'],
    ['fee-paid', 'gate-centre'],
    ['release-check', 'customs'],
    ['line-exit', 'border-guard'],
  ] as const;
  way.forEach(([step, agency], at) => {
    const tablet = tablets[agency];
    if (tablet === undefined) throw new Error(agency);
    tablet.wall = start + at * minutes * MINUTE - 1000;
    if (step === 'gate-entry' && agency === 'border-guard') {
      tablet.wall -= 20_000;
      tablet.scan(crossing.crossingId, crossing.passId);
      tablet.wall += 19_000;
    }
    tablet.confirm(crossing.crossingId, step, { agency });
  });
}

beforeAll(async () => {
  house = await gateHouse();
  // Yesterday one vehicle left; today, at 15:00, two have, one stands in the staging yard, one has not come.
  yesterday = MORNING - 24 * 60 * MINUTE;
  const tablets = Object.fromEntries(
    await Promise.all(
      ['yard', 'medical-quarantine', 'gate-centre', 'border-guard', 'customs'].map(
        async (agency) => [agency, await house.tablet(agency as 'customs')] as const,
      ),
    ),
  );
  const go = async (plate: string, declaredAt: number, start: number, minutes: number) => {
    house.clock.at = declaredAt;
    const made = await house.declare(plate);
    walk(tablets, made as never, start, minutes);
  };
  await go('12C00001', yesterday - 60 * MINUTE, yesterday, 10);
  await go('12C00002', MORNING - 60 * MINUTE, MORNING, 12);
  // Came later and was let in earlier.
  await go('12C00003', MORNING - 60 * MINUTE, MORNING + 5 * MINUTE, 6);
  house.clock.at = MORNING - 30 * MINUTE;
  const standing = await house.declare('12C00004');
  const held = tablets.yard;
  if (held === undefined) throw new Error('no tablet');
  held.wall = MORNING + 30 * MINUTE;
  held.confirm(standing.crossingId, 'staging-arrival', { agency: 'yard' });
  const guard = tablets['border-guard'];
  guard?.write({ ...guard.envelope(standing.crossingId), type: 'hold.placed', body: { reason: 'papers' } });
  await house.declare('12C00005');
  house.clock.at = MORNING + 6 * 60 * MINUTE;
  for (const tablet of Object.values(tablets)) await tablet.push(house.exchange);
  // One went to Tân Thanh instead: cancelled here, declared there.
  const gone = await house.declare('12C00006');
  await house.gate((tx) =>
    recordEvents(
      tx,
      HN,
      [
        {
          ...centreDraft(HN, { crossingId: gone.crossingId, direction: 'export', actor: 'm' }),
          type: 'crossing.cancelled',
          body: { reason: 'goes to Tân Thanh' },
        },
      ],
      house.clock.at,
    ),
  );
  await inGate(house.database.app, { gateId: TT, actor: null }, (tx) =>
    recordEvents(
      tx,
      TT,
      [
        {
          ...declaredDraft(gone.crossingId, { ...gone.order.binding, plate: '12C00006' }),
          gateId: TT,
        },
      ],
      house.clock.at,
    ),
  );
  house.clock.at = MORNING + 7 * 60 * MINUTE;
});
afterAll(() => house.close());

test('RP-1 RP-4 RP-5 the day so far, beside yesterday up to the same time', async () => {
  const report = await readDaily(reader(), [HN], DAY);
  expect(report).toMatchObject({ isSoFar: true, until: house.clock.at, total: null });
  const [gate] = report.gates;
  expect(gate?.figures.total).toEqual({ value: 2, previous: 1, mean: 1 });
  expect(gate?.figures['export-fruit'].value).toBe(2);
  expect(gate?.figures['stock-export'].value).toBe(1);
  expect(gate?.figures['not-registered-export'].value).toBe(1);
  expect(gate?.meanDays).toBe(1);
  expect(gate?.stock).toEqual([{ direction: 'export', class: 'perishable', count: 1 }]);
});

test('RP-3 who went to another gate is told with that gate, and is not turned back', async () => {
  const [gate] = (await readDaily(reader(), [HN], DAY)).gates;
  expect(gate?.redirected).toEqual([{ direction: 'export', to: 'TT', count: 1 }]);
  expect(gate?.figures['turned-back'].value).toBe(0);
});

test('RP-1 a day that is over is counted whole, and one to come is empty', async () => {
  const past = await readDaily(reader(), [HN], dayOf(yesterday));
  expect(past.gates[0]?.figures.total).toEqual({ value: 1, previous: null, mean: null });
  const coming = await readDaily(reader(), [HN], dayOf(MORNING + 48 * 60 * MINUTE));
  expect(coming.gates[0]?.figures.total.value).toBe(0);
});

test('RP-6 the province is the sum of its gates', async () => {
  const report = await readDaily(reader(), [HN, TT], DAY);
  expect(report.total?.figures.total.value).toBe(2);
  expect(report.total?.figures['not-registered'].value).toBe(2);
});

test('RP-7 RP-9 the study reads the times of the log', async () => {
  const study = await readReleaseTimes(reader(), { gateId: HN, day: DAY, days: 2 });
  expect(study.vehicles).toBe(3);
  expect(study.leftOut.cancelled).toBe(1);
  const of = (name: string) => study.intervals.find(({ interval }) => interval === name);
  expect(of('total')).toMatchObject({ count: 3, medianMs: 80 * MINUTE });
  expect(of('call')).toMatchObject({ count: 3, medianMs: 20 * MINUTE });
  expect(study.owners.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
});

test('RP-13 lanes: ticks, service, holds of the day', async () => {
  const report = await readLanes(reader(), { gateId: HN, day: DAY });
  const guard = report.rows.filter(({ agency }) => agency === 'border-guard');
  expect(guard.reduce((sum, row) => sum + row.ticks, 0)).toBe(4);
  expect(guard.find(({ served }) => served > 0)).toMatchObject({ medianServiceMs: 20_000 });
  expect(report.watches.reduce((sum, row) => sum + row.holds, 0)).toBe(1);
  expect(report.watches.reduce((sum, row) => sum + row.ticks, 0)).toBe(19);
});

test('RP-14 the later one that was let in first is told with its plate and what explains it', async () => {
  const report = await readOrder(reader(), { gateId: HN, day: DAY });
  const whole = report.groups.find(({ checkpoint }) => checkpoint === null);
  expect(whole).toMatchObject({ direction: 'export', admitted: 2, inversions: 1, overtaken: 1 });
  expect(whole?.worst[0]).toMatchObject({
    earlier: { plate: '12C00002' },
    later: { plate: '12C00003' },
    reasons: ['called-first'],
  });
});

test('a place in the log is found by its time, before, within and after it', async () => {
  const find = (at: number) => house.gate((tx) => findPosition(tx, HN, at));
  expect(await find(0)).toBe(1);
  const all = await find(house.clock.at + MINUTE);
  expect(await find(house.clock.at * 2)).toBe(all);
  const middle = await find(MORNING);
  expect(middle).toBeGreaterThan(1);
  expect(middle).toBeLessThan(all);
});

test('RP-13 a report of one gate sees nothing of another', async () => {
  const sheet = await makeSheet(reader(), { report: 'lanes', gateId: TT, day: DAY, days: 1 });
  expect(sheet.tables.every(({ rows }) => rows.length === 0)).toBe(true);
  expect(sheet.from).toBe(dayStart(DAY));
});

test('RP-20 a firm has its own vehicles and no other’s, beside the gate’s last whole day', async () => {
  const order = { gateId: HN, day: DAY, days: 7 };
  const own = await readOwn(reader(), { ...order, firmId: 'firm-1' });
  const rows = (id: string) => own.tables.find((table) => table.id === id)?.rows ?? [];
  expect(rows('ownTrips').map(({ cells }) => cells[0])).toEqual(
    ['12C00002', '12C00003', '12C00001'].map((plate) => ({ kind: 'plate', plate })),
  );
  // Ten minutes from tick to tick yesterday, which the whole gate is measured by.
  const total = rows('ownIntervals').find(({ isTotal }) => isTotal)?.cells;
  expect(total?.at(1)).toEqual({ kind: 'count', value: 3 });
  expect(total?.at(4)).toEqual({ kind: 'length', ms: 80 * MINUTE });
  expect(JSON.stringify(own)).not.toContain('Cường');

  const other = await readOwn(reader(), { ...order, firmId: 'firm-2' });
  expect(other.tables.flatMap((table) => table.rows)).toEqual([]);
  expect(JSON.stringify(other)).not.toContain('12C0000');
});

test('RP-14 a hold that is lifted since and an "eligible" before the entry explain who was overtaken', async () => {
  const start = MORNING + 2 * 24 * 60 * MINUTE;
  const [yard, guard, customs] = [
    await house.tablet('yard' as 'customs'),
    await house.tablet('border-guard'),
    await house.tablet('customs'),
  ];
  house.clock.at = start - 30 * MINUTE;
  const made = [];
  for (const plate of ['12C00011', '12C00012', '12C00013', '12C00014']) made.push(await house.declare(plate));
  const [held, overtaker, later, cleared] = made.map(({ crossingId }) => crossingId);
  if (!held || !overtaker || !later || !cleared) throw new Error('no vehicles');
  const by = (tablet: FakeTablet, minutes: number) => {
    tablet.wall = start + minutes * MINUTE;
    return tablet;
  };
  const enters = (of: typeof held, minutes: number) => {
    by(guard, minutes).confirm(of, 'gate-entry');
    by(customs, minutes).confirm(of, 'gate-entry');
    by(customs, minutes + 60).confirm(of, 'release-check');
  };
  // One is held while the next goes in.
  for (const [minutes, of] of [held, overtaker].entries())
    by(yard, minutes * 2).confirm(of, 'staging-arrival');
  by(guard, 10).write({ ...guard.envelope(held), type: 'hold.placed', body: { reason: 'papers' } });
  enters(overtaker, 20);
  by(guard, 30).write({ ...guard.envelope(held), type: 'hold.lifted', body: { reason: 'found' } });
  enters(held, 40);
  // Another is let in when customs has finished with it, its check of the release comes after.
  for (const [n, of] of [later, cleared].entries()) by(yard, 100 + n * 2).confirm(of, 'staging-arrival');
  by(customs, 110).write({
    ...customs.envelope(cleared),
    type: 'release.eligibility',
    body: { eligible: true, source: 'officer' },
  });
  enters(cleared, 120);
  enters(later, 140);
  house.clock.at = start + 5 * 60 * MINUTE;
  for (const tablet of [yard, guard, customs]) await tablet.push(house.exchange);
  const report = await readOrder(reader(), { gateId: HN, day: dayOf(start) });
  const whole = report.groups.flatMap(({ checkpoint, worst }) => (checkpoint === null ? worst : []));
  // Who has stood in the yard for two days is overtaken by all of them, and is not meant here.
  const today = whole.filter(({ earlier }) => earlier.plate !== '12C00004');
  expect(today.map((each) => [each.earlier.plate, each.later.plate, each.reasons])).toEqual([
    ['12C00011', '12C00012', ['held']],
    ['12C00013', '12C00014', ['cleared-first']],
  ]);
});
