import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { event } from '@/db/schema/event';
import { eventHash } from '@/domain/sync/chain';
import { gateHash } from '../log/gate-chain';
import { rebuildProjections } from '../log/rebuild-projections';
import { type GateHouse, gateHouse, HN } from '../testing/gate-house';
import { eraseCrossingPersonal } from './erase-crossing-personal';
import { openPersonal, sealPersonal } from './seal-personal';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

const logRows = () =>
  house.database.owner.select().from(event).where(eq(event.gateId, HN)).orderBy(asc(event.position));

test('the log holds people only as ciphertext; the centre can read them', async () => {
  const { crossingId } = await house.declare();
  const text = JSON.stringify(await logRows());
  for (const secret of ['Cường', '027300723494']) expect(text).not.toContain(secret);
  expect(await house.gate((tx) => openPersonal(tx, HN, crossingId))).toEqual({
    driverName: 'Đỗ Hữu Cường',
    driverIdNumber: '027300723494',
    driverPhone: null,
    note: null,
  });
});

test("one crossing's ciphertext says nothing under another crossing", async () => {
  const [one, two] = [await house.declare(), await house.declare()];
  const personal = { driverName: 'A', driverIdNumber: null, driverPhone: null, note: null };
  const moved = await house.gate((tx) => sealPersonal(tx, HN, one.crossingId, personal, house.clock.at));
  const tablet = await house.tablet();
  // A later event of the other crossing carries it: it cannot be opened there, the true one still can.
  tablet.confirm(two.crossingId, 'called', { sealed: moved });
  await tablet.push(house.exchange);
  expect(await house.gate((tx) => openPersonal(tx, HN, two.crossingId))).toMatchObject({
    driverName: 'Đỗ Hữu Cường',
  });
});

test('erasing forgets the person for good; log, hashes and projections stay whole (rule 16)', async () => {
  const { crossingId, passId, token } = await house.declare();
  const tablet = await house.tablet();
  await tablet.pull(house.exchange);
  const before = await logRows();

  expect(await house.gate((tx) => eraseCrossingPersonal(tx, HN, crossingId))).toEqual({ erased: true });
  expect(await house.gate((tx) => openPersonal(tx, HN, crossingId))).toBeNull();
  expect(await house.gate((tx) => eraseCrossingPersonal(tx, HN, crossingId))).toEqual({ erased: false });

  const after = await logRows();
  expect(after).toEqual(before);
  let previous: string | null = null;
  for (const row of after) {
    expect(eventHash(row.event)).toBe(row.event.hash);
    expect(row.gateHash).toBe(gateHash(previous, row));
    previous = row.gateHash;
  }
  const check = await rebuildProjections(house.database.app, HN, { mend: false, now: house.clock.at });
  expect(check.differences).toEqual([]);
  // The signed pass names the driver: it is nowhere any more, and tablets are told to drop it.
  const dump = await house.database.owner.execute(
    'select (select json_agg(p) from pass p)::text || (select json_agg(t) from pass_token t)::text as text',
  );
  expect(JSON.stringify(dump)).not.toContain(token);
  expect((await tablet.pull(house.exchange)).pages.passes.tombstones).toEqual([passId]);
});
