import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERY_GATE, inGate } from '@/db/client';
import { gateTableVersion } from '@/db/schema/gate-table';
import { neighbourOutbox } from '@/db/schema/neighbour';
import type { Lever } from '@/domain/flow/levers';
import { BUILT_IN_GATES, forgetGates } from '@/domain/gate/gates';
import { isStop } from '@/domain/neighbour/heard';
import type { Statement } from '@/domain/neighbour/statement';
import { currentPlan } from '../flow/read-flow-plan';
import { insertPlan } from '../flow/write-flow-plan';
import { refreshGates } from '../gate/read-gates';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { exchangeTurn } from './exchange-turn';
import { readNeighbour } from './read-neighbour';
import { sayWhatHolds } from './say-what-holds';

const HOUR = 3_600_000;
const FREE_TEXT = 'theo điện thoại của ông Trần Văn B, 027300723494';
let house: ApiHouse;
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;

beforeAll(async () => {
  house = await apiHouse();
  pair = await neighbourPair(house);
  ({ vn, cn } = pair);
});
afterAll(async () => {
  forgetGates();
  await pair.close();
  await house.close();
});

const setLevers = (levers: readonly Lever[]) =>
  inGate(vn.link.db, { gateId: HN, actor: 'test' }, async (tx) => {
    const { version, content } = await currentPlan(tx, HN);
    await insertPlan(tx, HN, {
      version: version + 1,
      madeAt: house.clock.at,
      madeBy: 'test',
      reason: FREE_TEXT,
      sameAs: null,
      content: { ...content, levers: [...levers] },
    });
  });
const stop = (to: number | null): Lever => ({
  gates: null,
  routes: null,
  directions: ['import'],
  class: 'perishable',
  from: house.clock.at - HOUR,
  to,
  perHour: 0,
  reason: FREE_TEXT,
});
const wayOf = ({ said }: Statement) => ('flow' in said ? String(said.flow) : '');
/** What stands on China's screen of closures and incidents, after one turn of the link; the way to China first. */
async function seen() {
  await sayWhatHolds(vn.link, [HN]);
  expect(await exchangeTurn(vn.link)).toMatchObject({ kind: 'answered' });
  const picture = await readNeighbour(cn.link, house.accounts, HN);
  const stops = picture.theirs.filter((each) => isStop(each, cn.link.now()));
  return stops.toSorted((a, b) => wayOf(b).localeCompare(wayOf(a)));
}
const said = () =>
  inGate(vn.link.db, { gateId: EVERY_GATE, actor: null }, (tx) => tx.select().from(neighbourOutbox));
const countStops = async () =>
  (await said()).filter(({ event }) => /closure|incident/.test(event.type)).length;

test('NE-20 a class that our plan stops is on their screen with its source and age, said once, lifted when the plan lets it go', async () => {
  expect(await seen()).toEqual([]);
  await setLevers([stop(null)]);
  const saidAt = house.clock.at;
  expect(await seen()).toMatchObject([
    {
      kind: 'closure',
      said: { flow: 'cn-vn', classes: ['perishable'], until: null, reason: 'other', lifted: false },
      level: 'machine',
      channel: 'link',
      source: vn.link.own.source,
      saidAt,
    },
  ]);
  const stops = await countStops();
  house.clock.at += HOUR;
  expect(await seen()).toMatchObject([{ saidAt }]);
  expect(await countStops()).toBe(stops);
  // Without an end it is said again before it fades.
  house.clock.at += 2 * HOUR;
  expect(await seen()).toMatchObject([{ saidAt: house.clock.at }]);
  expect(await countStops()).toBe(stops + 1);
  await setLevers([]);
  expect(await seen()).toEqual([]);
  expect(await countStops()).toBe(stops + 2);
  house.clock.at += HOUR;
  expect(await seen()).toEqual([]);
  expect(await countStops()).toBe(stops + 2);
});

test('NE-20 a closure stays on their screen whatever is said every few minutes meanwhile', async () => {
  await setLevers([stop(house.clock.at + 20 * HOUR)]);
  expect(await seen()).toHaveLength(1);
  await setLevers([{ ...stop(house.clock.at + 10 * HOUR), from: house.clock.at - HOUR }]);
  expect(await seen()).toMatchObject([{ validUntil: house.clock.at + 10 * HOUR }]);
  house.clock.at += 10 * HOUR;
  expect(await seen()).toEqual([]);
  await setLevers([]);
});

test('NE-20 that a gate works on paper is an incident of both ways, until it is over', async () => {
  const manager = house.call(house.people.gateManager);
  const open = await manager.continuity.declare({ gateId: HN, sheets: 20, reason: FREE_TEXT });
  expect(await seen()).toMatchObject([
    { kind: 'incident', said: { flow: 'vn-cn', code: 'network', over: false } },
    { kind: 'incident', said: { flow: 'cn-vn', code: 'network', over: false } },
  ]);
  await manager.continuity.end({ gateId: HN, continuity: open.id, reason: FREE_TEXT });
  expect(await seen()).toEqual([]);
});

test('NE-20 what a supervisor tells them of an incident is on their screen, told once though pressed twice, until it is over', async () => {
  const supervisor = house.call(house.people.supervisor);
  const incidentId = randomUUID();
  const told = { gateId: HN, incidentId, code: 'accident', direction: 'export' } as const;
  await supervisor.neighbour.tellIncident(told);
  await supervisor.neighbour.tellIncident(told);
  expect(await seen()).toMatchObject([
    { kind: 'incident', said: { flow: 'vn-cn', code: 'accident', over: false }, level: 'machine' },
  ]);
  const { incidents } = await supervisor.neighbour.picture({ gateId: HN });
  expect(incidents).toMatchObject([{ incidentId, code: 'accident', flow: 'vn-cn', since: house.clock.at }]);
  await supervisor.neighbour.endIncident({ gateId: HN, incidentId });
  expect(await seen()).toEqual([]);
  await expect(supervisor.neighbour.endIncident({ gateId: HN, incidentId })).rejects.toThrow();
  expect((await supervisor.neighbour.picture({ gateId: HN })).incidents).toEqual([]);
});

test('NE-20 a gate that the table has closed is closed to them both ways since it was written, and takes nothing in', async () => {
  const closed = (is: boolean) =>
    BUILT_IN_GATES.map((gate) => (gate.code === HN ? { ...gate, closed: is } : gate));
  const writeTable = async (version: number, is: boolean) => {
    await inGate(pair.owners.vn, { gateId: EVERY_GATE, actor: 'test' }, (tx) =>
      tx.insert(gateTableVersion).values({
        version,
        madeAt: house.clock.at,
        madeBy: 'test',
        reason: FREE_TEXT,
        sameAs: null,
        content: closed(is),
      }),
    );
    await refreshGates(vn.link.db);
  };
  const since = house.clock.at;
  await writeTable(1, true);
  house.clock.at += HOUR;
  await writeTable(2, true);
  const both = await seen();
  expect(both).toMatchObject([
    { said: { flow: 'vn-cn', classes: [], until: null } },
    { said: { flow: 'cn-vn', classes: [], until: null } },
  ]);
  expect(both.map((each) => each.kind === 'closure' && Date.parse(each.said.from))).toEqual([since, since]);
  const { theirs } = await readNeighbour(cn.link, house.accounts, HN);
  const acceptance = theirs.find(({ kind }) => kind === 'acceptance');
  expect(acceptance?.said).toMatchObject({ periods: [{ offered: { perHour: 0 } }] });
  await writeTable(3, false);
  expect(await seen()).toEqual([]);
});

test('NE-1 NE-20 nothing of the reasons that stand in plans, tables and declarations has crossed the border', async () => {
  const text = JSON.stringify(await said());
  expect(text).toContain('border.closure.v1');
  expect(text).toContain('border.incident.v1');
  for (const secret of [FREE_TEXT, 'Trần Văn B', '027300723494']) expect(text).not.toContain(secret);
});
