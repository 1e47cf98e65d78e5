import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateHead } from '@/db/schema/gate-head';
import { type GateHouse, gateHouse } from '@/server/testing/gate-house';
import { runRestored } from './restored-command';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
  await house.declare();
});
afterAll(() => house.close());

async function run(url: string | undefined) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  return { code: await runRestored(url, { out: say, err: say }), said: said.join('\n') };
}
const head = async () => (await house.database.owner.select().from(gateHead))[0];

test('OF-47 gate restored gives every gate another epoch and moves nothing else', async () => {
  const before = await head();
  const { code, said } = await run(house.database.ownerUrl);
  const after = await head();
  expect(code).toBe(0);
  expect(said).toContain(`HN: epoch ${after?.epoch}, the log stands at ${after?.position}`);
  expect(said).toContain('1 gates renewed');
  expect(after?.epoch).not.toBe(before?.epoch);
  expect({ ...after, epoch: before?.epoch }).toEqual(before);
});

test('gate restored without a database says what to set, and that it cannot be used', async () => {
  expect(await run(undefined)).toMatchObject({ code: 2, said: expect.stringContaining('DATABASE_URL') });
  const nowhere = await run('postgres://nobody@127.0.0.1:1/none');
  expect(nowhere).toMatchObject({ code: 2, said: expect.stringContaining('cannot be used') });
});
