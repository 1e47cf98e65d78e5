import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERY_GATE, inGate } from '@/db/client';
import { neighbourOutbox } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { type Content, gateSchema, type Terms } from '@/domain/neighbour/content';
import { readOutlook } from '../slot/read-outlook';
import { type ApiHouse, apiHouse, PEOPLE } from '../testing/api-house';
import { declareCrossing, HN } from '../testing/gate-house';
import { CN, type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { exchangeTurn } from './exchange-turn';
import { say } from './outbox';
import { sayWhatHolds } from './say-what-holds';
import { takeStep } from './take-step';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const VEHICLES = 45;
let house: ApiHouse;
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
const plates: string[] = [];

beforeAll(async () => {
  house = await apiHouse();
  pair = await neighbourPair(house);
  ({ vn, cn } = pair);
  const yard = await house.tabletAt(HN, 'yard');
  for (let n = 0; n < VEHICLES; n += 1) {
    const plate = `15C${20_000 + n}`;
    plates.push(plate);
    const { crossingId } = await house.gate((tx) =>
      declareCrossing(tx, house.ring, { plate, now: house.clock.at }),
    );
    yard.wall = house.clock.at;
    yard.confirm(crossingId, 'staging-arrival');
  }
  await yard.push(house.exchange);
});
afterAll(async () => {
  await pair.close();
  await house.close();
});

/** China's side says what it takes, and Việt Nam's hears it in one turn. */
async function takes(perHour: number): Promise<void> {
  const acceptance: Content = {
    kind: 'acceptance',
    said: {
      gate: gateSchema.parse('HN'),
      flow: 'vn-cn',
      periods: [
        {
          from: instantIn(house.clock.at - MINUTE, 'Asia/Shanghai'),
          until: null,
          offered: { perHour, byClass: {} },
          actual: null,
        },
      ],
    },
  };
  await say(cn.link, [{ topic: 'HN acceptance', content: acceptance, againMs: null }]);
  expect(await exchangeTurn(cn.link)).toMatchObject({ kind: 'answered', sent: 1 });
}
const batch = async () => {
  const { queues } = await house.call(house.people.supervisor).flow.picture({ gateId: HN });
  const { acceptance, batch: called } = queues.export;
  return { size: called.size, takes: Math.round(acceptance.vehiclesPerHour), acceptance };
};

test('NE-5 their shortfall lowers the next call at once; their recovery raises it over a quarter of an hour', async () => {
  await takes(40);
  const before = await batch();
  expect(before).toMatchObject({ takes: 40, acceptance: { source: 'told', channel: 'link', toldBy: CN } });
  house.clock.at += MINUTE;
  await takes(6);
  const short = await batch();
  expect(short.takes).toBe(6);
  expect(short.size).toBeLessThan(before.size / 2);
  house.clock.at += 9 * MINUTE;
  await takes(40);
  const rising = [await batch()];
  for (let n = 0; n < 3; n += 1) {
    house.clock.at += 5 * MINUTE;
    await takes(40 + (n % 2));
    rising.push(await batch());
  }
  expect(rising[0]?.takes).toBe(6);
  const steps = rising.map(({ takes: rate }) => rate);
  expect(steps.every((rate, at) => at === 0 || rate > (steps[at - 1] ?? 0))).toBe(true);
  expect(steps.slice(1, 3).every((rate) => rate < 40)).toBe(true);
  expect(steps[3]).toBeGreaterThanOrEqual(40);
});

test('NE-3 the link is cut: after ten minutes their word fades into what we measure, after an hour it is gone', async () => {
  await takes(4);
  house.clock.at += 9 * MINUTE;
  expect((await batch()).takes).toBe(4);
  house.clock.at += 26 * MINUTE;
  const fading = await batch();
  expect(fading.takes).toBeGreaterThan(4);
  expect(fading.acceptance.source).toBe('told');
  house.clock.at += 30 * MINUTE;
  const alone = await batch();
  expect(alone.acceptance.source).not.toBe('told');
  expect(alone.takes).toBeGreaterThan(fading.takes);
});

test('NE-6 what we say is derived from our own rows, is said once, and names nobody', async () => {
  const supervisor = house.call(house.people.supervisor);
  await supervisor.flow.callNext({ gateId: HN, direction: 'export', count: 3, yard: 'Viettel' });
  expect(await sayWhatHolds(vn.link, [HN])).toBeGreaterThan(5);
  expect(await sayWhatHolds(vn.link, [HN])).toBe(0);
  const rows = await inGate(vn.link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.select().from(neighbourOutbox),
  );
  const manifest = rows.find(({ topic }) => topic === 'HN manifest')?.event;
  expect(manifest?.data).toMatchObject({
    flow: 'vn-cn',
    coming: { vehicles: 3, byClass: { perishable: 3 } },
    named: { by: 'token', day: '2026-11-22' },
  });
  const acceptance = rows.find(({ topic }) => topic === 'HN acceptance')?.event;
  expect(acceptance?.data).toMatchObject({ flow: 'cn-vn' });
  const text = JSON.stringify(rows);
  for (const secret of [...PEOPLE, ...plates, 'Kỳ Lừa', 'firm-1', '0101338998', '30820751810'])
    expect(text).not.toContain(secret);
  expect(await exchangeTurn(vn.link)).toMatchObject({ kind: 'answered', sent: rows.length });
  house.clock.at += 5 * MINUTE;
  expect(await sayWhatHolds(vn.link, [HN])).toBeGreaterThan(0);
});

test('NE-13 what both sides agreed on is not called beyond, whatever their machine says', async () => {
  await takes(40);
  house.clock.at += 30 * MINUTE;
  await takes(40);
  expect((await batch()).takes).toBe(40);
  const at = (ms: number) => instantIn(house.clock.at + ms, 'Asia/Shanghai');
  const gate = gateSchema.parse('HN');
  const order = { gateId: HN, by: 'manager' } as const;
  const terms = {
    about: 'quota',
    gate,
    flow: 'vn-cn',
    from: at(-MINUTE),
    until: at(20 * MINUTE),
    quota: { perHour: 15, byClass: {} },
  } as const;
  const proposed = await takeStep(cn.link, { ...order, agreementId: null, deed: 'propose', terms });
  const agreementId = proposed.ok ? (proposed.value.chain[0]?.agreement ?? null) : null;
  await exchangeTurn(cn.link);
  expect((await batch()).takes).toBe(40);
  await takeStep(vn.link, { ...order, agreementId, deed: 'accept', terms: null });
  expect((await batch()).takes).toBe(15);
  house.clock.at += 5 * MINUTE;
  await takes(40);
  expect((await batch()).takes).toBe(15);
  house.clock.at += 15 * MINUTE;
  await takes(40);
  expect((await batch()).takes).toBe(40);
});

/** Both sides sign these terms, the other one first. */
async function agree(terms: Terms): Promise<void> {
  const order = { gateId: HN, by: 'manager' } as const;
  const proposed = await takeStep(cn.link, { ...order, agreementId: null, deed: 'propose', terms });
  await exchangeTurn(cn.link);
  const agreementId = proposed.ok ? (proposed.value.chain[0]?.agreement ?? null) : null;
  expect(await takeStep(vn.link, { ...order, agreementId, deed: 'accept', terms: null })).toMatchObject({
    ok: true,
    value: { kind: 'agreed' },
  });
}
const pictured = async () =>
  (await house.call(house.people.supervisor).flow.picture({ gateId: HN })).queues.export;
const slotsAt = async (hourStart: number) => {
  const outlook = await house.gate((tx) => readOutlook(tx, HN, house.clock.at));
  return outlook.export.capacities.find(
    (each) => each.hourStart === hourStart && each.class === 'perishable',
  );
};
const at = (ms: number) => instantIn(house.clock.at + ms, 'Asia/Shanghai');
const place = { gate: gateSchema.parse('HN'), flow: 'vn-cn' } as const;

test('NE-19 a quota that both sides signed for a class limits call and slots, and the desk says so', async () => {
  house.clock.at += HOUR;
  await takes(40);
  const hourStart = house.clock.at - (house.clock.at % HOUR) + HOUR;
  expect((await pictured()).batch.limitedBy).not.toBe('class-agreed');
  expect((await slotsAt(hourStart))?.limitedBy).not.toBe('class-agreed');
  await agree({
    about: 'quota',
    ...place,
    from: at(-MINUTE),
    until: at(90 * MINUTE),
    quota: { perHour: 40, byClass: { perishable: 2 } },
  });
  const { batch: held, line } = await pictured();
  expect(held).toMatchObject({ size: 2, mayGo: 2, limitedBy: 'class-agreed' });
  expect(line.map(({ because }) => because)).toContainEqual({
    code: 'class-limited',
    class: 'perishable',
    perHour: 2,
    by: 'agreed',
  });
  expect(await slotsAt(hourStart)).toMatchObject({ capacity: 2, limitedBy: 'class-agreed' });
  expect((await slotsAt(hourStart + 2 * HOUR))?.limitedBy).not.toBe('class-agreed');
  const supervisor = house.call(house.people.supervisor);
  const order = { gateId: HN, direction: 'export', count: 5, yard: 'Viettel' } as const;
  expect((await supervisor.flow.callNext(order)).vehicles).toHaveLength(2);
  expect((await pictured()).batch).toMatchObject({ size: 0, mayGo: 0, limitedBy: 'class-agreed' });
  await expect(supervisor.flow.callNext(order)).rejects.toThrow('AP-NONE');
});

test('NE-18 hours that they announce hold calls back until a later word; hours that both signed whatever is said', async () => {
  house.clock.at += 2 * HOUR;
  await takes(40);
  house.clock.at += MINUTE;
  const said: Content = {
    kind: 'hours',
    said: {
      ...place,
      from: at(-8 * HOUR),
      until: at(16 * HOUR),
      zone: 'Asia/Shanghai',
      windows: [
        { from: at(-8 * HOUR), until: at(-MINUTE / 2), lanes: 4 },
        { from: at(2 * HOUR), until: at(16 * HOUR), lanes: 4 },
      ],
    },
  };
  await say(cn.link, [{ topic: 'HN hours export', content: said, againMs: null }]);
  expect(await exchangeTurn(cn.link)).toMatchObject({ kind: 'answered', sent: 1 });
  const shut = await pictured();
  expect(shut.acceptance).toMatchObject({ vehiclesPerHour: 0, as: 'hours', toldBy: CN });
  expect(shut.batch).toMatchObject({ size: 0, limitedBy: 'neighbour-hours' });
  const nextHour = house.clock.at - (house.clock.at % HOUR) + HOUR;
  expect(await slotsAt(nextHour)).toMatchObject({ capacity: 0, limitedBy: 'neighbour' });
  house.clock.at += MINUTE;
  await takes(39);
  expect((await pictured()).acceptance.as).toBe('rate');
  await agree({
    about: 'hours',
    ...place,
    from: at(-MINUTE),
    until: at(3 * HOUR),
    zone: 'Asia/Shanghai',
    windows: [{ from: at(2 * HOUR), until: at(3 * HOUR) }],
  });
  house.clock.at += MINUTE;
  await takes(38);
  expect((await pictured()).batch).toMatchObject({ size: 0, limitedBy: 'agreed-hours' });
  expect((await pictured()).acceptance).toMatchObject({ vehiclesPerHour: 0, as: 'agreed-hours' });
});
