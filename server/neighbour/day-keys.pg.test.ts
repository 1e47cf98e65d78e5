import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { plateToken } from '@/domain/neighbour/plate-token';
import { toBase64url } from '@/domain/shared/base64url';
import {
  type NeighbourHouse,
  type NeighbourPair,
  neighbourPair,
  strangerKeys,
} from '../testing/neighbour-house';
import { dayKeys } from './day-keys';
import { exchangeTurn } from './exchange-turn';
import { confirmKey, offerKey } from './their-keys';

const DAY = 86_400_000;
const TODAY = '2026-11-22';
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair.close());

const tokens = async ({ link }: NeighbourHouse, ...days: readonly string[]) => {
  const keys = await dayKeys(link);
  return days.map((day) => {
    const key = keys.get(day);
    return key === undefined ? null : plateToken(key, '15C23456');
  });
};
const ofBoth = async (...days: readonly string[]) => {
  const [ours, theirs] = [await tokens(vn, ...days), await tokens(cn, ...days)];
  expect(theirs).toEqual(ours);
  return ours;
};
const turnKey = async (side: NeighbourHouse) => {
  const { keyId } = await side.link.keys.prepare();
  clock.at += 60_000;
  expect(await exchangeTurn(side.link)).toMatchObject({ kind: 'answered' });
  return (await side.link.keys.current()).keyId === keyId;
};
const madeOf = async (side: NeighbourHouse, day: string) =>
  (await side.link.keys.days()).find((each) => each.day === day);

test('NE-22 tokens of a day are the same before and after either side turned its key, on both sides', async () => {
  const days = [TODAY, '2026-11-23', '2026-11-24'];
  const before = await ofBoth(...days);
  expect(new Set(before).size).toBe(3);
  expect(await turnKey(vn)).toBe(true);
  expect(await ofBoth(...days)).toEqual(before);
  expect(await turnKey(cn)).toBe(true);
  expect(await ofBoth(...days)).toEqual(before);
  clock.at += DAY;
  expect(await ofBoth(...days)).toEqual(before);
});

test('NE-22 the turned keys count for the days that were not made yet', async () => {
  await ofBoth('2026-11-25');
  expect(await madeOf(vn, '2026-11-25')).toMatchObject({
    ours: (await vn.link.keys.current()).keyId,
    theirs: (await cn.link.keys.current()).keyId,
  });
  expect(await madeOf(vn, '2026-11-24')).not.toMatchObject({ ours: (await vn.link.keys.current()).keyId });
  // What is past is not kept.
  clock.at += 3 * DAY;
  await ofBoth('2026-11-25');
  expect(await madeOf(vn, TODAY)).toBeUndefined();
});

test('NE-22 no key is turned while the day turns for both', async () => {
  const noon = clock.at;
  clock.at = Date.UTC(2026, 10, 27) - 120_000;
  expect(await turnKey(vn)).toBe(false);
  clock.at = noon;
  expect(await turnKey(vn)).toBe(true);
});

test('NE-22 a key that was lost ends its days as well', async () => {
  const [before] = await tokens(vn, '2026-11-26');
  const { publicKey } = await (await strangerKeys()).current();
  const source = cn.link.own.source;
  const keyId = await offerKey(vn.link.db, { source, publicKey: toBase64url(publicKey) }, clock.at);
  const asked = { source, keyId: keyId ?? '', fingerprint: fingerprintOf(publicKey), by: 'test' };
  expect((await confirmKey(vn.link.db, asked, clock.at)).ok).toBe(true);
  const [after] = await tokens(vn, '2026-11-26');
  expect(after).not.toBeNull();
  expect(after).not.toBe(before);
});
