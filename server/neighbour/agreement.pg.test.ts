import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { gateSchema, type Step, type Terms } from '@/domain/neighbour/content';
import type { Statement } from '@/domain/neighbour/statement';
import { type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { exchangeTurn } from './exchange-turn';
import { keepSteps, readNegotiations } from './keep-steps';
import { sayWhatHolds } from './say-what-holds';
import { takeStep } from './take-step';

const HN = gateSchema.parse('HN');
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair.close());

const terms = (perHour: number): Terms => ({
  about: 'quota',
  gate: HN,
  flow: 'vn-cn',
  from: '2026-11-22T08:00:00+07:00',
  until: '2026-11-22T20:00:00+07:00',
  quota: { perHour, byClass: { perishable: 20 } },
});
const order = { gateId: HN, by: 'manager' } as const;
const negotiations = (side: NeighbourHouse) =>
  inGate(side.link.db, { gateId: HN, actor: null }, (tx) => readNegotiations(tx, HN));
const held = async (side: NeighbourHouse) => (await negotiations(side))[0];

test('NE-13 two countries propose, counter and accept over the link; each has the same signed chain', async () => {
  const proposed = await takeStep(vn.link, {
    ...order,
    agreementId: null,
    deed: 'propose',
    terms: terms(60),
  });
  expect(proposed).toMatchObject({ ok: true, value: { kind: 'open', asked: 'cn' } });
  await exchangeTurn(vn.link);
  const agreementId = (await held(cn))?.agreementId ?? null;
  expect(await takeStep(vn.link, { ...order, agreementId, deed: 'accept', terms: null })).toEqual({
    ok: false,
    error: 'AP-DONE',
  });
  await takeStep(cn.link, { ...order, agreementId, deed: 'counter', terms: terms(45) });
  await exchangeTurn(cn.link);
  // A key turned between two steps: what the old one signed stays signed.
  await vn.link.keys.prepare();
  await exchangeTurn(vn.link);
  await takeStep(vn.link, { ...order, agreementId, deed: 'accept', terms: null });
  await exchangeTurn(vn.link);
  const [ours, theirs] = [await held(vn), await held(cn)];
  expect(ours?.standing).toMatchObject({ kind: 'agreed', terms: { quota: { perHour: 45 } } });
  expect(theirs).toEqual(ours);
  expect(new Set(ours?.standing.chain.map(({ keyId }) => keyId)).size).toBe(3);
});

const statement = (gate: typeof HN, steps: Step[]): Statement => ({
  kind: 'agreement',
  said: { gate, steps },
  id: '01940000-0000-7000-8000-0000000000aa',
  gateId: gate,
  source: vn.link.own.source,
  level: 'machine',
  channel: 'link',
  epoch: 1,
  sequence: 99,
  saidAt: clock.at,
  validUntil: null,
  heardAt: clock.at,
  toldBy: null,
  recordedBy: null,
  note: null,
});
const chainOf = async (side: NeighbourHouse) => [...((await held(side))?.standing.chain ?? [])];
const idsAt = async (gate: typeof HN) =>
  (await inGate(cn.link.db, { gateId: gate, actor: null }, (tx) => readNegotiations(tx, gate))).map(
    ({ agreementId }) => agreementId,
  );

test('NE-13 a step with a signature that does not hold is kept by nobody', async () => {
  const chain = await chainOf(cn);
  expect(chain.length).toBe(3);
  const forged = chain.map((each) => ({ ...each, agreement: '01940000-0000-7000-8000-00000000000f' }));
  await keepSteps(cn.link, statement(HN, forged));
  expect(await idsAt(HN)).toEqual([chain[0]?.agreement]);
});

test('NE-13 what was signed for one gate binds no other, whatever gate it is sent for', async () => {
  const chain = await chainOf(cn);
  const TT = gateSchema.parse('TT');
  await keepSteps(cn.link, statement(TT, chain));
  expect(await idsAt(TT)).toEqual([]);
  await keepSteps(cn.link, statement(HN, chain));
  expect(await idsAt(HN)).toEqual([chain[0]?.agreement]);
});

test('NE-13 a step that was signed and not said before a stop is said in the next turn, once', async () => {
  const stopped = { ...vn.link, own: { ...vn.link.own, source: '' } };
  const before = (await negotiations(vn)).map(({ agreementId }) => agreementId);
  await expect(
    takeStep(stopped, { ...order, agreementId: null, deed: 'propose', terms: terms(33) }),
  ).rejects.toThrow();
  const newest = (await negotiations(vn)).find(({ agreementId }) => !before.includes(agreementId));
  expect(newest?.standing).toMatchObject({ kind: 'open', terms: { quota: { perHour: 33 } } });
  await exchangeTurn(vn.link);
  expect(await idsAt(HN)).not.toContain(newest?.agreementId);
  await sayWhatHolds(vn.link, [HN]);
  await exchangeTurn(vn.link);
  expect(await idsAt(HN)).toContain(newest?.agreementId);
  expect(await sayWhatHolds(vn.link, [HN])).toBe(0);
});
