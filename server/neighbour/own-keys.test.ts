import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOwnKeys } from './own-keys';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neighbour-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('NE-12 keys that we signed with before are known after a turn, and after a turn prepared anew', async () => {
  const keys = await openOwnKeys(folder);
  const used = [(await keys.current()).keyId];
  for (let n = 0; n < 2; n += 1) {
    const { keyId } = await keys.prepare();
    await keys.turn(keyId);
    used.push(keyId);
  }
  expect((await keys.current()).keyId).toBe(used.at(-1));
  expect([...(await (await openOwnKeys(folder)).all()).keys()].toSorted()).toEqual(used.toSorted());
});
