import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { neighbourTurn } from './neighbour-jobs';

const MINUTE = 60_000;
const EVERY_MS = 20_000;
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair.close());

test('NE-7 after a cut of any length the line is tried within a minute', async () => {
  const { url } = cn;
  const turn = (address: string) => neighbourTurn({ ...vn.link, url: address }, EVERY_MS, []);
  for (let n = 0; n < 8; n += 1) {
    expect(await turn('http://127.0.0.1:1')).toBe('failed');
    expect(await turn('http://127.0.0.1:1')).toBe('not-due');
    clock.at += MINUTE;
  }
  expect(await turn(url)).toBe('answered');
});
