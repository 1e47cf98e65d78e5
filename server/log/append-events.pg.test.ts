import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { event } from '@/db/schema/event';
import { gateHead } from '@/db/schema/gate-head';
import { crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { firstBrokenLink } from '@/domain/sync/chain';
import { declareCrossing, declaredDraft, type GateHouse, gateHouse, HN } from '../testing/gate-house';
import { appendEvents } from './append-events';
import { readState } from './read-states';
import { recordEvents } from './record-events';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

async function everything(): Promise<string> {
  const tables = [
    'event',
    'crossing',
    'pass',
    'pass_token',
    'incident',
    'gate_head',
    'device',
    'crossing_key',
  ];
  const rows = await Promise.all(
    tables.map((table) =>
      house.database.owner.execute(sql`select to_jsonb(t) as row from ${sql.identifier(table)} t order by 1`),
    ),
  );
  return JSON.stringify(rows);
}

test('killed in the middle, nothing of it is there: neither event nor projection nor position', async () => {
  await house.declare();
  const before = await everything();
  const killed = house.gate(async (tx) => {
    await declareCrossing(tx, house.ring, { plate: '12C99999', now: house.clock.at });
    throw new Error('power cut');
  });
  await expect(killed).rejects.toThrow('power cut');
  expect(await everything()).toBe(before);
});

test('the connection is cut after the writing and before the commit: nothing of it is there', async () => {
  const before = await everything();
  const cut = house.gate(async (tx) => {
    await declareCrossing(tx, house.ring, { plate: '12C99999', now: house.clock.at });
    const [own] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await house.database.owner.execute(sql`select pg_terminate_backend(${own?.pid ?? 0}::int)`);
    await tx.execute(sql`select 1`);
  });
  await expect(cut).rejects.toThrow();
  expect(await everything()).toBe(before);
});

test('when the projection cannot be written, the events are not in the log either', async () => {
  const before = await everything();
  await house.database.owner.execute(
    sql`alter table crossing add constraint no_such_plate check (plate <> '12C00000')`,
  );
  await expect(house.declare('12C00000')).rejects.toThrow();
  await house.database.owner.execute(sql`alter table crossing drop constraint no_such_plate`);
  expect(await everything()).toBe(before);
});

test('many declare at once: positions without a gap, one unbroken chain of the centre', async () => {
  const declared = await Promise.all(Array.from({ length: 16 }, () => house.declare()));
  const rows = await house.database.owner.select().from(event).orderBy(event.position);
  expect(rows.map((row) => row.position)).toEqual(rows.map((_, at) => at + 1));
  const [centre] = rows;
  if (centre === undefined) throw new Error('an empty log');
  const own = rows.map((row) => row.event).filter((one) => one.device === centre.device);
  expect(
    firstBrokenLink(
      own[0]?.device ?? ('' as never),
      own.sort((a, b) => a.seq - b.seq),
    ),
  ).toBeNull();
  for (const { crossingId } of declared)
    expect((await house.gate((tx) => readState(tx, HN, crossingId)))?.passes).toHaveLength(1);
});

test('writers that touch the same crossings in opposite order neither deadlock nor lose an event', async () => {
  const crossings = await Promise.all([house.declare(), house.declare(), house.declare(), house.declare()]);
  const tablets = await Promise.all([1, 2, 3, 4].map(() => house.tablet()));
  await Promise.all(
    tablets.map(async (tablet, at) => {
      const order = at % 2 === 0 ? crossings : crossings.toReversed();
      for (let round = 0; round < 5; round++) {
        const from = tablet.events.length;
        for (const { crossingId, passId } of order) tablet.confirm(crossingId, 'gate-entry', { passId });
        await tablet.push(house.exchange, tablet.events.slice(from), from + 1);
      }
    }),
  );
  for (const { crossingId } of crossings)
    expect((await house.gate((tx) => readState(tx, HN, crossingId)))?.uses).toHaveLength(20);
});

test('what the centre says sorts after everything it has heard', async () => {
  const declared = await house.declare();
  const tablet = await house.tablet();
  tablet.wall += 90_000;
  const heard = tablet.confirm(declared.crossingId, 'called');
  await tablet.push(house.exchange);
  const recorded = await house.gate((tx) =>
    recordEvents(
      tx,
      HN,
      [{ ...tablet.envelope(declared.crossingId), type: 'crossing.cancelled', body: { reason: 'firm' } }],
      house.clock.at,
    ),
  );
  expect((recorded.events[0]?.hlc ?? '') > heard.hlc).toBe(true);
});

test('the same event again is refused by the log itself, whoever forgot to look', async () => {
  const tablet = await house.tablet();
  const declared = await house.declare();
  const once = tablet.confirm(declared.crossingId, 'called');
  const append = () =>
    house.gate((tx) => appendEvents(tx, { gateId: HN, events: [once], recordedAt: house.clock.at }));
  await append();
  await expect(append()).rejects.toThrow();
});

test('an event before its declaration waits in the log and counts once the declaration comes', async () => {
  const tablet = await house.tablet();
  const crossingId = crossingIdSchema.parse(uuidv7());
  tablet.confirm(crossingId, 'gate-entry');
  await tablet.push(house.exchange);
  const binding = { plate: '29H12345', trailer: null, container: null, seal: null, customsDeclaration: null };
  const { states } = await house.gate((tx) =>
    recordEvents(tx, HN, [declaredDraft(crossingId, binding)], house.clock.at),
  );
  const entry = states.get(crossingId)?.steps.find((step) => step.step === 'gate-entry');
  expect(entry).toMatchObject({ status: 'partly', missing: ['customs'] });
});

test('gates do not wait for each other, and their positions are their own', async () => {
  const tt = gateIdSchema.parse('TT');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = house.gate(async (tx) => {
    await declareCrossing(tx, house.ring, { plate: '12C77777', now: house.clock.at });
    await held;
  });
  const acceptance = {
    direction: 'export',
    vehiclesPerHour: 40,
    validFrom: house.clock.at,
    validTo: null,
    toldBy: 'hotline',
    channel: 'hotline',
    note: null,
  } as const;
  const other = await inGate(house.database.app, { gateId: tt, actor: null }, (tx) =>
    recordEvents(
      tx,
      tt,
      [
        {
          gateId: tt,
          actor: null,
          agency: null,
          shift: null,
          crossingId: null,
          passId: null,
          step: null,
          direction: 'export',
          verdict: null,
          codes: [],
          lists: null,
          sealed: null,
          type: 'neighbour.acceptance',
          body: acceptance,
        },
      ],
      house.clock.at,
    ),
  );
  expect(other.position).toBe(1);
  release();
  await slow;
  expect((await house.database.owner.select().from(gateHead)).map((head) => head.gateId).sort()).toEqual([
    'HN',
    'TT',
  ]);
});
