import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RAMP_MS } from '@/domain/flow/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { type CloudEvent, cloudEvent } from '@/domain/neighbour/cloud-event';
import { type Content, gateSchema } from '@/domain/neighbour/content';
import { statementOf } from '@/domain/neighbour/statement';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN, MORNING } from '../testing/gate-house';
import { CN, VN } from '../testing/neighbour-house';
import { acceptStatements } from './accept-statements';

const HOUR = 3_600_000;
const gate = gateSchema.parse('HN');
let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const acceptance = (perHour: number): Extract<Content, { kind: 'acceptance' }> => ({
  kind: 'acceptance',
  said: {
    gate,
    flow: 'vn-cn',
    periods: [
      {
        from: instantIn(MORNING - HOUR, 'Asia/Shanghai'),
        until: null,
        offered: { perHour, byClass: {} },
        actual: null,
      },
    ],
  },
});
const event = (perHour: number, sequence: number): CloudEvent =>
  cloudEvent(
    { id: randomUUID(), source: CN, time: instantIn(house.clock.at, 'Asia/Shanghai'), epoch: 1, sequence },
    'acceptance',
    acceptance(perHour).said,
  );
const side = () => ({ db: house.database.app, own: 'vn' as const });
const takes = async () => {
  const { queues } = await house.call(house.people.supervisor).flow.picture({ gateId: HN });
  return queues.export.acceptance;
};

test('NE-2 a person, a sheet and a machine say the same kind of fact; the same event by two ways is one', async () => {
  const supervisor = house.call(house.people.supervisor);
  await supervisor.neighbour.record({
    gateId: HN,
    content: acceptance(33),
    saidAt: house.clock.at,
    toldBy: 'Trực ban Hữu Nghị Quan',
    channel: 'hotline',
    note: 'rain',
  });
  expect(await takes()).toMatchObject({
    vehiclesPerHour: 33,
    toldBy: 'Trực ban Hữu Nghị Quan',
    channel: 'hotline',
  });
  const said = event(22, 1);
  const [sheet, machine] = [
    statementOf(said, { level: 'sheet', heardAt: house.clock.at }),
    statementOf(said, { level: 'machine', heardAt: house.clock.at }),
  ];
  expect(await acceptStatements(side(), [sheet], house.clock.at)).toMatchObject({
    value: { fresh: 1, known: 0 },
  });
  expect(await acceptStatements(side(), [machine], house.clock.at)).toMatchObject({
    value: { fresh: 0, known: 1 },
  });
  expect(await takes()).toMatchObject({ vehiclesPerHour: 22, channel: 'sheet' });
  const later = statementOf(event(11, 2), { level: 'machine', heardAt: house.clock.at });
  await acceptStatements(side(), [later], house.clock.at);
  expect(await takes()).toMatchObject({ vehiclesPerHour: 11, channel: 'link', toldBy: CN });
  const all = await supervisor.neighbour.statements({ gateId: HN, kind: 'acceptance' });
  expect(all.map(({ level, toldBy, recordedBy, note }) => [level, toldBy, recordedBy, note])).toContainEqual([
    'person',
    'Trực ban Hữu Nghị Quan',
    house.people.supervisor.id,
    'rain',
  ]);
  expect(all.length).toBe(3);
  // The public board carries the figure and its age, and nobody's name.
  const board = await house.board.snapshot(HN);
  expect(board.plan.export.neighbour).toMatchObject({ vehiclesPerHour: 11, source: 'told', toldBy: null });
});

test('NE-2 a closure heard by telephone stops the plan until it is lifted', async () => {
  const supervisor = house.call(house.people.supervisor);
  house.clock.at += 2 * HOUR;
  const before = await takes();
  expect(before.vehiclesPerHour).toBeGreaterThan(0);
  const closure = randomUUID();
  const say = (lifted: boolean) =>
    supervisor.neighbour.record({
      gateId: HN,
      content: {
        kind: 'closure',
        said: {
          gate,
          flow: 'vn-cn',
          closure,
          from: instantIn(house.clock.at - HOUR, 'Asia/Shanghai'),
          until: null,
          classes: [],
          reason: 'weather',
          lifted,
        },
      },
      saidAt: house.clock.at,
      toldBy: 'Trực ban',
      channel: 'hotline',
      note: null,
    });
  await say(false);
  expect((await takes()).vehiclesPerHour).toBe(0);
  house.clock.at += 1_000;
  await say(true);
  expect((await takes()).vehiclesPerHour).toBe(before.vehiclesPerHour);
});

test('NE-2 our own word come back, a time to come and the past are refused', async () => {
  const good = statementOf(event(5, 3), { level: 'machine', heardAt: house.clock.at });
  const of = (over: object) => acceptStatements(side(), [{ ...good, ...over }], house.clock.at);
  expect(await of({ source: VN })).toEqual({ ok: false, error: 'NE-OWN' });
  expect(await of({ saidAt: house.clock.at + 6 * 60_000 })).toEqual({ ok: false, error: 'NE-TIME' });
  const over: Content = {
    kind: 'closure',
    said: {
      gate,
      flow: 'vn-cn',
      closure: randomUUID(),
      from: '2026-11-20T08:00:00+08:00',
      until: '2026-11-20T09:00:00+08:00',
      classes: [],
      reason: 'weather',
      lifted: false,
    },
  };
  const told = { gateId: HN, saidAt: house.clock.at, toldBy: 'x', channel: 'letter', note: null } as const;
  await expect(
    house.call(house.people.supervisor).neighbour.record({ ...told, content: over }),
  ).rejects.toThrow('AP-INPUT');
});

test('NE-15 their receipts and our exits stand side by side, the newest word about an hour, and nothing is averaged', async () => {
  const from = MORNING - (MORNING % HOUR) - HOUR;
  const receipt = (vehicles: number, sequence: number): CloudEvent =>
    cloudEvent(
      {
        id: randomUUID(),
        source: CN,
        time: instantIn(house.clock.at + sequence, 'Asia/Shanghai'),
        epoch: 1,
        sequence,
      },
      'receipt',
      {
        gate,
        flow: 'vn-cn',
        from: instantIn(from, 'Asia/Shanghai'),
        until: instantIn(from + HOUR, 'Asia/Shanghai'),
        taken: { vehicles, byClass: { perishable: vehicles } },
        named: { by: 'token', day: '2026-11-22', list: [] },
      },
    );
  for (const [vehicles, sequence] of [
    [7, 10],
    [9, 11],
  ] as const)
    await acceptStatements(
      side(),
      [statementOf(receipt(vehicles, sequence), { level: 'machine', heardAt: house.clock.at })],
      house.clock.at,
    );
  const hours = await house.call(house.people.supervisor).neighbour.receipts({ gateId: HN, hours: 4 });
  expect(hours.length).toBe(4);
  expect(hours.find(({ hourStart }) => hourStart === from)).toMatchObject({
    ours: 0,
    theirs: { vehicles: 9, level: 'machine' },
  });
  expect(hours.filter(({ theirs }) => theirs === null).length).toBe(3);
});

test('NE-11 the control room sees how the link stands', async () => {
  const link = await house.call(house.people.supervisor).neighbour.link({ gateId: HN });
  expect(link).toMatchObject({
    own: { source: VN, country: 'vn', nextKeyId: null },
    other: { source: CN },
    isReached: false,
    heard: { at: null, missing: 0 },
    told: { waiting: 0 },
    keys: [],
  });
  expect(link.own.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
});

test('NE-2 a hundred words of a machine push out neither a closure nor what a person heard', async () => {
  house.clock.at += 2 * HOUR;
  const at = instantIn(house.clock.at, 'Asia/Shanghai');
  const closure: Extract<Content, { kind: 'closure' }> = {
    kind: 'closure',
    said: {
      gate,
      flow: 'vn-cn',
      closure: randomUUID(),
      from: at,
      until: instantIn(house.clock.at + 9 * HOUR, 'Asia/Shanghai'),
      classes: [],
      reason: 'works',
      lifted: false,
    },
  };
  const closed = cloudEvent(
    { id: randomUUID(), source: CN, time: at, epoch: 1, sequence: 500 },
    'closure',
    closure.said,
  );
  const heard = (events: readonly CloudEvent[]) =>
    acceptStatements(
      side(),
      events.map((each) => statementOf(each, { level: 'machine', heardAt: house.clock.at })),
      house.clock.at,
    );
  await heard([closed]);
  house.clock.at += HOUR;
  await heard(Array.from({ length: 130 }, (_, n) => event(30 + (n % 2), 501 + n)));
  expect((await takes()).vehiclesPerHour).toBe(0);
  // The closure has ended, and the line opens step by step.
  house.clock.at += 8 * HOUR + RAMP_MS / 2;
  await heard([event(30, 700)]);
  const opening = (await takes()).vehiclesPerHour;
  expect(opening).toBeGreaterThan(0);
  expect(opening).toBeLessThan(30);
});

test('NE-2 hours of a running link push out of the control room neither what people heard nor when the other side is open', async () => {
  const supervisor = house.call(house.people.supervisor);
  house.clock.at += 2 * HOUR;
  const now = house.clock.at;
  const at = instantIn(now, 'Asia/Shanghai');
  const around = { source: CN, epoch: 1 };
  const hours = cloudEvent({ ...around, id: randomUUID(), time: at, sequence: 1_000 }, 'hours', {
    gate,
    flow: 'vn-cn',
    from: at,
    until: instantIn(now + 24 * HOUR, 'Asia/Shanghai'),
    zone: 'Asia/Shanghai',
    windows: [{ from: at, until: instantIn(now + 24 * HOUR, 'Asia/Shanghai'), lanes: 2 }],
  });
  const queues = Array.from({ length: 700 }, (_, n) =>
    cloudEvent(
      {
        ...around,
        id: randomUUID(),
        time: instantIn(now + (n + 1) * 1_000, 'Asia/Shanghai'),
        sequence: 1_001 + n,
      },
      'queue',
      { gate, flow: 'vn-cn', at, waiting: { vehicles: n, byClass: {} }, longestWaitMinutes: null },
    ),
  );
  await supervisor.neighbour.record({
    gateId: HN,
    content: acceptance(44),
    saidAt: now,
    toldBy: 'Trực ban đêm',
    channel: 'hotline',
    note: null,
  });
  house.clock.at += HOUR;
  const statements = [hours, ...queues].map((each) =>
    statementOf(each, { level: 'machine', heardAt: house.clock.at }),
  );
  await acceptStatements(side(), statements, house.clock.at);
  const picture = await supervisor.neighbour.picture({ gateId: HN });
  expect(picture.log.map(({ statement }) => statement.toldBy)).toContain('Trực ban đêm');
  expect(picture.theirs.map(({ kind }) => kind)).toContain('hours');
  expect(picture.heard.person).toBe(now);
});
