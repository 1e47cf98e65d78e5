import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crossing } from '@/db/schema/crossing';
import { countLeftPerHour, countStages, countWaiting } from '@/domain/board/count-crossings';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { waitsByClass } from '@/domain/flow/waits';
import { gateSchema } from '@/domain/neighbour/content';
import { processFor } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import { AGENCIES, type Agency } from '@/domain/shared/vocabulary';
import { readStates } from '../log/read-states';
import { ANONYMOUS, type ApiHouse, apiHouse, freshPlate, PEOPLE, submission, TT } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN, MORNING } from '../testing/gate-house';
import { SNAPSHOT_MAX_AGE_MS } from './board';
import { homeDayStart } from './home-day';

let house: ApiHouse;
let tablets: Readonly<Record<Agency, FakeTablet>>;
let crossings: readonly CrossingId[];

const HOUR = 3_600_000;

async function declare(count: number, over: Parameters<typeof submission>[0] = {}) {
  const made: CrossingId[] = [];
  for (let n = 0; n < count; n += 1) {
    const outcome = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: freshPlate(), ...over }),
      clientKey: randomUUID(),
    });
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
    made.push(outcome.crossingId);
  }
  return made;
}
const pushAll = async () => {
  for (const tablet of Object.values(tablets)) await tablet.push(house.exchange);
};
const statesOf = async () => {
  const rows = await house.database.owner.select().from(crossing).where(eq(crossing.gateId, HN));
  const ids = rows.map((row) => crossingIdSchema.parse(row.crossingId));
  return [...(await house.gate((tx) => readStates(tx, HN, ids))).values()];
};
const at = (ms: number) => {
  house.clock.at = ms;
  for (const tablet of Object.values(tablets)) tablet.wall = ms;
};
/** The board as the next viewer sees it, once the watcher has looked. */
async function board(gateId = HN): Promise<GateSnapshot> {
  const watcher = await house.watcher();
  const { readPositions } = await import('../stream/positions');
  const hasLooked = async () =>
    isDeepStrictEqual(watcher.positions(), await readPositions(house.database.app));
  await expect.poll(hasLooked).toBe(true);
  return house.call(ANONYMOUS).board.gate({ gateId });
}

beforeAll(async () => {
  house = await apiHouse();
  const made = await Promise.all(AGENCIES.map((agency) => house.tabletAt(HN, agency)));
  tablets = Object.fromEntries(made.map((tablet) => [tablet.agency, tablet])) as typeof tablets;
  // A vehicle that went home, then this morning: declared, staged, half in, in, held up, gone.
  at(MORNING - 10 * HOUR);
  const [old] = await declare(1);
  const through = async (id: CrossingId, steps: readonly [keyof typeof tablets, string][]) => {
    for (const [who, step] of steps) tablets[who].confirm(id, step);
  };
  const entry = [
    ['yard', 'staging-arrival'],
    ['gate-centre', 'called'],
    ['border-guard', 'gate-entry'],
    ['customs', 'gate-entry'],
  ] as const satisfies readonly [keyof typeof tablets, string][];
  if (!old) throw new Error('none');
  tablets.customs.write({
    ...tablets.customs.envelope(old),
    type: 'crossing.turned-back',
    body: { reason: 'papers' },
  });
  at(MORNING - 3 * HOUR);
  crossings = [
    ...(await declare(8)),
    ...(await declare(2, { direction: 'nhập', goodsName: 'Linh kiện', hsCode: '8708.99' })),
  ];
  const [a, b, c, d, e, f] = crossings;
  if (!a || !b || !c || !d || !e || !f) throw new Error('none');
  at(MORNING - 2 * HOUR);
  await through(a, entry.slice(0, 1));
  await through(b, entry.slice(0, 3));
  await through(c, entry);
  await through(d, entry);
  // Two went all the way, an hour apart.
  for (const [id, hoursAgo] of [
    [e, 2],
    [f, 1],
  ] as const) {
    at(MORNING - hoursAgo * HOUR - HOUR / 2);
    for (const step of processFor([], HN, 'export', 'loaded')?.steps ?? [])
      for (const agency of step.agencies) tablets[agency].confirm(id, step.id);
  }
  await pushAll();
  house.clock.at = MORNING;
});
afterAll(() => house.close());

test('the figures in SQL are those that the rules make of the states', async () => {
  const snapshot = await board();
  const states = await statesOf();
  expect(states.length).toBeGreaterThan(8);
  expect(snapshot.counts).toEqual(countStages(states, homeDayStart(MORNING)));
  const byAgency = (waiting: GateSnapshot['waiting']) =>
    [...waiting].sort((x, y) => x.agency.localeCompare(y.agency));
  expect(byAgency(snapshot.waiting)).toEqual(byAgency(countWaiting(states)));
  expect(snapshot.leftPerHour).toEqual(countLeftPerHour(states, MORNING, snapshot.leftPerHour.length - 1));
  expect(snapshot.counts.export).toMatchObject({ gate: 2, called: 1, staging: 1, declared: 2, left: 2 });
  expect(snapshot.waiting.map((one) => one.agency)).toContain('customs');
  const rows = await house.database.owner.select().from(crossing).where(eq(crossing.gateId, HN));
  const gone = rows.flatMap((row) =>
    row.endedKind === 'completed' && row.endedAt !== null && row.arrivedAt !== null
      ? [{ class: 'perishable' as const, arrivedAt: row.arrivedAt, leftAt: row.endedAt }]
      : [],
  );
  expect(gone).toHaveLength(2);
  expect(snapshot.waits).toEqual(waitsByClass(gone));
  expect(snapshot.counts.export.left).toBe(2);
  expect(snapshot.leftPerHour.filter((hour) => hour.export === 1)).toHaveLength(2);
});

test('nothing of another gate is counted, and an empty gate is all zeros', async () => {
  await declare(1, { gate: 'Tân Thanh' });
  const snapshot = await board(TT);
  expect(snapshot.counts.export.declared).toBe(1);
  expect(snapshot.latest).toEqual([]);
  const province = await house.call(ANONYMOUS).board.province();
  expect(province.find((one) => one.gateId === 'CM')?.counts.import).toEqual({
    declared: 0,
    staging: 0,
    called: 0,
    gate: 0,
    yard: 0,
    line: 0,
    left: 0,
  });
});

test('the newest let in come first, with plate, class and stage only', async () => {
  const { latest } = await board();
  expect(latest).toHaveLength(4);
  expect(latest[0]?.at).toBeGreaterThanOrEqual(latest[1]?.at ?? 0);
  expect(Object.keys(latest[0] ?? {}).sort()).toEqual(['at', 'class', 'plate', 'stage']);
});

test('BO-6 who is ticked as called stands on the board, by plate, class and time; nobody is named', async () => {
  const snapshot = await board();
  const { flow } = snapshot;
  expect(flow?.export.called).toHaveLength(1);
  expect(Object.keys(flow?.export.called[0] ?? {}).sort()).toEqual(['at', 'class', 'plate', 'state']);
  expect(flow?.import.called).toEqual([]);
  for (const next of flow?.export.next ?? [])
    expect(Object.keys(next).sort()).toEqual(['class', 'liveAt', 'plate']);
  for (const name of PEOPLE) expect(JSON.stringify(snapshot)).not.toContain(name);
});

test('a thousand viewers at once cost one reading; a change costs one more; age costs one more', async () => {
  await board();
  const before = house.reads();
  const viewers = () =>
    Promise.all(Array.from({ length: 1000 }, () => house.call(ANONYMOUS).board.gate({ gateId: HN })));
  await viewers();
  expect(house.reads() - before).toBe(0);
  await declare(1);
  await board();
  await viewers();
  expect(house.reads() - before).toBe(1);
  house.clock.at += SNAPSHOT_MAX_AGE_MS;
  await viewers();
  expect(house.reads() - before).toBe(2);
});

test("the neighbour's word changes the plan, is on the board without a name, and ends", async () => {
  house.clock.at = MORNING;
  const supervisor = house.call(house.people.supervisor);
  const before = await board();
  expect(before.plan.export.neighbour.source).not.toBe('told');
  const at = (moment: number) => new Date(moment).toISOString();
  const record = (until: number, channel: 'hotline' | 'letter') =>
    supervisor.neighbour.record({
      gateId: HN,
      content: {
        kind: 'acceptance',
        said: {
          gate: gateSchema.parse(HN),
          flow: 'vn-cn',
          periods: [
            {
              from: at(MORNING),
              until: at(until),
              offered: { perHour: 7, byClass: {} },
              actual: null,
            },
          ],
        },
      },
      saidAt: MORNING,
      toldBy: 'Trực ban Hữu Nghị Quan',
      channel,
      note: 'rain',
    });
  await record(MORNING + 2 * HOUR, 'hotline');
  const { queues } = await supervisor.flow.picture({ gateId: HN });
  expect(queues.export.acceptance).toMatchObject({
    vehiclesPerHour: 7,
    source: 'told',
    toldBy: 'Trực ban Hữu Nghị Quan',
  });
  const told = await board();
  expect(told.plan.export).toMatchObject({
    vehiclesPerHour: 7,
    limitedBy: 'neighbour',
    neighbour: { source: 'told', channel: 'hotline', toldBy: null },
  });
  expect(told.plan.import).toEqual(before.plan.import);
  house.clock.at = MORNING + 2 * HOUR + 1;
  expect((await board()).plan.export.neighbour.source).not.toBe('told');
  house.clock.at = MORNING;
  for (const validTo of [MORNING, MORNING - 1, MORNING + 30 * 24 * HOUR])
    await expect(record(validTo, 'letter')).rejects.toMatchObject({ message: 'AP-INPUT' });
});

test('midnight is midnight in Hà Nội', () => {
  expect(homeDayStart(Date.UTC(2026, 10, 22, 2, 3, 4, 5))).toBe(Date.UTC(2026, 10, 21, 17));
  expect(homeDayStart(Date.UTC(2026, 10, 21, 17))).toBe(Date.UTC(2026, 10, 21, 17));
  expect(homeDayStart(Date.UTC(2026, 10, 21, 16, 59, 59, 999))).toBe(Date.UTC(2026, 10, 20, 17));
});
