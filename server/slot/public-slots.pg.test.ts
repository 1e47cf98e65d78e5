import { afterAll, beforeAll, expect, test } from 'vitest';
import { slotDraw } from '@/db/schema/slot';
import { commitmentTo, draw } from '@/domain/slot/draw';
import { aboutDraw } from '@/domain/slot/public-record';
import { HOUR_MS } from '@/domain/slot/slot';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { readDraw } from './read-draw';
import { readPublicSlots } from './read-public-slots';
import { renewSlots } from './tend-slots';

let house: SlotHouse;
beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());

const read = (over: { readonly before?: string; readonly reference?: string } = {}) =>
  readPublicSlots(house.context, { gateId: HN, before: null, reference: null, ...over });

test('SL-6 SL-10 who looks gets a line for each draw; its entries come for whoever makes it again', async () => {
  await renewSlots(house.database.app, HN, house.clock.at);
  const releaseAt = house.hourNo(1);
  const of = { direction: 'export', class: 'other', hourStart: releaseAt + 8 * HOUR_MS } as const;
  const seed = 'ab'.repeat(32);
  const proof = draw({
    about: aboutDraw(HN, of, releaseAt),
    commitment: commitmentTo(seed),
    seed,
    places: 40,
    entries: Array.from({ length: 2000 }, (_, n) => ({ reference: `reference-${n}`, firm: `firm-${n}` })),
    firmLeft: Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`firm-${n}`, 3])),
  });
  await house.database.owner.insert(slotDraw).values({ gateId: HN, releaseAt, ...of, proof });
  const shown = await read();
  const round = shown.rounds.find((each) => each.releaseAt === releaseAt);
  expect(round?.draws).toEqual([{ ...of, seed, asked: 2000, places: 40 }]);
  expect(JSON.stringify(shown).length).toBeLessThan(100_000);
  expect(await readDraw(house.context, { gateId: HN, releaseAt, ...of })).toEqual({ ok: true, value: proof });
  const none = await readDraw(house.context, { gateId: HN, releaseAt: releaseAt + 1, ...of });
  expect(none).toEqual({ ok: false, error: 'AP-NONE' });
});

test('SL-10 one look at the database serves all who open the first page, later pages bring their lines alone', async () => {
  house.clock.at += HOUR_MS;
  const first = await read();
  house.clock.at += 9_000;
  expect(await read()).toBe(first);
  house.clock.at += 1_000;
  expect(await read()).not.toBe(first);
  const ofOne = await read({ reference: '0123456789abcdef' });
  expect(ofOne).toMatchObject({ rounds: [], hours: [], lines: [] });
});
