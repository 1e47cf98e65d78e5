import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceQuarantine, device as deviceTable } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { gateHead } from '@/db/schema/gate-head';
import { eventHash } from '@/domain/sync/chain';
import type { Condition } from '@/domain/sync/condition';
import { gateHash } from '../log/gate-chain';
import { rebuildProjections } from '../log/rebuild-projections';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, type GateHouse, gateHouse, HN } from '../testing/gate-house';
import { answerPush } from './answer-exchange';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

const team = (count: number) => Promise.all(Array.from({ length: count }, () => house.tablet()));
const logOf = async (tablet: FakeTablet) => {
  const rows = await house.database.owner
    .select()
    .from(event)
    .where(eq(event.device, tablet.id))
    .orderBy(asc(event.seq));
  return rows.map((row) => row.seq);
};
const statusOf = async (tablet: FakeTablet) => {
  const request = await tablet.request('/api/sync/push', tablet.pushRequest(tablet.events, 1));
  return (await answerPush(house.exchange, request)).status;
};
/** Backends of the application that wait for a lock. */
const waiting = async (): Promise<readonly number[]> => {
  const rows = await house.database.owner.execute<{ pid: number }>(sql`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and application_name = 'border-gate'`);
  return rows.map(({ pid }) => pid);
};

/** Runs `send` while nobody can write, so that what is sent gathers; `meanwhile` when the first waits for the head. */
async function gathered<T>(send: () => Promise<T>, meanwhile: () => Promise<unknown> = async () => null) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const holding = house.database.owner.transaction(async (tx) => {
    await tx.select().from(gateHead).where(eq(gateHead.gateId, HN)).for('update');
    await opened;
  });
  const sent = send();
  while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await meanwhile();
  open();
  await holding;
  return sent;
}

async function isSound(): Promise<void> {
  const rows = await house.database.owner.select().from(event).orderBy(asc(event.position));
  let previous: string | null = null;
  for (const [at, row] of rows.entries()) {
    expect([row.position, row.gatePrev, row.gateHash]).toEqual([
      at + 1,
      previous,
      gateHash(previous, { ...row }),
    ]);
    previous = row.gateHash;
  }
  const rebuilt = await rebuildProjections(house.database.app, HN, { mend: false, now: house.clock.at });
  expect(rebuilt.differences).toEqual([]);
}

function tickAll(tablets: readonly FakeTablet[], crossings: readonly Declared[]): void {
  for (const tablet of tablets) {
    for (const { crossingId, passId } of crossings) {
      tablet.scan(crossingId, passId);
      tablet.confirm(crossingId, 'called');
    }
  }
}

test('tablets that come at once are written in few transactions, each with its own answer, the log sound', async () => {
  const crossings = [await house.declare(), await house.declare()];
  const tablets = await team(12);
  tickAll(tablets, crossings);
  const answers = await gathered(() => Promise.all(tablets.map((tablet) => tablet.push(house.exchange))));
  expect(answers.map(({ ackSeq }) => ackSeq)).toEqual(tablets.map(() => 4));
  for (const answer of answers)
    expect(answer.verdicts).toEqual([1, 2, 3, 4].map((seq) => ({ kind: 'applied', seq })));
  const ids = `{${tablets.map(({ id }) => id).join(',')}}`;
  const [written] = await house.database.owner.execute<{ transactions: number }>(
    sql`select count(distinct xmin::text)::int as transactions from event where device = any (${ids}::uuid[])`,
  );
  expect(written?.transactions).toBeLessThanOrEqual(3);
  await isSound();
});

test('a batch that the database refuses harms no other: the others are applied, it leaves no trace and may come again', async () => {
  const here = await house.declare();
  const tablets = await team(6);
  tickAll(tablets, [here]);
  const [, poisoned] = tablets;
  if (poisoned === undefined) throw new Error('no tablet');
  await house.database.owner.execute(
    sql.raw(`alter table event add constraint no_such_device check (device <> '${poisoned.id}')`),
  );
  const statuses = await gathered(() => Promise.all(tablets.map(statusOf)));
  await house.database.owner.execute(sql`alter table event drop constraint no_such_device`);
  expect(statuses).toEqual(tablets.map((tablet) => (tablet === poisoned ? 503 : 200)));
  expect(await logOf(poisoned)).toEqual([]);
  await isSound();
  expect((await poisoned.push(house.exchange)).ackSeq).toBe(2);
  for (const tablet of tablets) expect(await logOf(tablet)).toEqual([1, 2]);
  await isSound();
});

test('what is rolled back is answered to nobody as applied, and nothing of it is remembered', async () => {
  const here = await house.declare();
  const tablets = await team(4);
  tickAll(tablets, [here]);
  const before = await house.database.owner.select().from(gateHead);
  await house.database.owner.execute(
    sql`alter table device add constraint no_ack check (kind <> 'tablet' or ack_seq = 0) not valid`,
  );
  const statuses = await gathered(() => Promise.all(tablets.map(statusOf)));
  await house.database.owner.execute(sql`alter table device drop constraint no_ack`);
  expect(statuses).toEqual([503, 503, 503, 503]);
  for (const tablet of tablets) expect(await logOf(tablet)).toEqual([]);
  expect(await house.database.owner.select().from(gateHead)).toEqual(before);

  // Another history than the one that was rolled back: a remembered one would show in the fold.
  const other = await house.tablet();
  other.confirm(here.crossingId, 'staging-arrival');
  await other.push(house.exchange);
  await isSound();
});

test('connections killed while they write: what was answered as applied is there once, the rest comes again', async () => {
  const here = await house.declare();
  const tablets = await team(8);
  tickAll(tablets, [here]);
  const kill = async () => {
    for (const pid of await waiting())
      await house.database.owner.execute(sql`select pg_terminate_backend(${pid}::int)`);
  };
  const statuses = await gathered(() => Promise.all(tablets.map(statusOf)), kill);
  for (const [at, tablet] of tablets.entries()) {
    expect(await logOf(tablet)).toEqual(statuses[at] === 200 ? [1, 2] : []);
    await tablet.push(house.exchange);
    expect(await logOf(tablet)).toEqual([1, 2]);
  }
  await isSound();
});

test('two stretches of one tablet and a repetition at once follow each other: no hole, nothing twice', async () => {
  const here = await house.declare();
  const tablet = await house.tablet();
  const others = await team(3);
  tickAll(others, [here]);
  for (let n = 0; n < 20; n += 1) tablet.confirm(here.crossingId, 'called');
  const [first, second] = [tablet.events.slice(0, 10), tablet.events.slice(10)];
  const answers = await gathered(() =>
    Promise.all([
      ...others.map((other) => other.push(house.exchange)),
      tablet.push(house.exchange, first, 1),
      tablet.push(house.exchange, second, 11),
      tablet.push(house.exchange, first, 1),
    ]),
  );
  expect(answers.slice(3).map(({ ackSeq }) => ackSeq)).toEqual([10, 20, 20]);
  expect(answers.at(-1)?.verdicts.every(({ kind }) => kind === 'duplicate')).toBe(true);
  expect(await logOf(tablet)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  await isSound();
});

test("another tablet's id in the same transaction is taken all the same: the second is set aside whole", async () => {
  const here = await house.declare();
  const [first, thief] = await team(2);
  if (first === undefined || thief === undefined) throw new Error('no tablets');
  const original = first.confirm(here.crossingId, 'called');
  const copy = { ...thief.confirm(here.crossingId, 'called'), id: original.id };
  const forged = { ...copy, hash: eventHash(copy) };
  const blocker = await house.tablet();
  blocker.confirm(here.crossingId, 'called');
  const [, honest, stolen] = await gathered(async () =>
    Promise.all([
      blocker.push(house.exchange),
      first.push(house.exchange),
      thief.push(house.exchange, [forged]),
    ]),
  );
  expect(honest?.verdicts).toEqual([{ kind: 'applied', seq: 1 }]);
  expect(stolen?.verdicts).toEqual([{ kind: 'quarantined', seq: 1, code: 'device' }]);
  const [kept] = await house.database.owner
    .select()
    .from(deviceQuarantine)
    .where(eq(deviceQuarantine.deviceId, thief.id));
  expect(JSON.parse(kept?.raw ?? '')).toEqual(forged);
  await isSound();
});

test('an id that is in the log already harms none of those it comes with: they are applied, it is set aside whole', async () => {
  const here = await house.declare();
  const [first, thief, ...others] = await team(4);
  if (first === undefined || thief === undefined) throw new Error('no tablets');
  const original = first.confirm(here.crossingId, 'called');
  await first.push(house.exchange);
  const copy = { ...thief.confirm(here.crossingId, 'called'), id: original.id };
  const forged = { ...copy, hash: eventHash(copy) };
  const blocker = await house.tablet();
  tickAll([blocker, ...others], [here]);
  const answers = await gathered(async () =>
    Promise.all([
      ...[blocker, ...others].map((tablet) => tablet.push(house.exchange)),
      thief.push(house.exchange, [forged]),
    ]),
  );
  expect(answers.map(({ verdicts }) => verdicts.map(({ kind }) => kind))).toEqual([
    ['applied', 'applied'],
    ['applied', 'applied'],
    ['applied', 'applied'],
    ['quarantined'],
  ]);
  expect(answers.map(({ ackSeq }) => ackSeq)).toEqual([2, 2, 2, 1]);
  expect(await logOf(thief)).toEqual([]);
  await isSound();
});

test('two tablets that let one pass in come in one transaction: one incident, and both are told', async () => {
  const here = await house.declare();
  const blocker = await house.tablet();
  blocker.confirm(here.crossingId, 'called');
  const tablets = await team(2);
  for (const [n, tablet] of tablets.entries()) {
    tablet.wall += n * 30_000;
    tablet.confirm(here.crossingId, 'gate-entry', { passId: here.passId, verdict: 'proceed' });
  }
  const answers = await gathered(() =>
    Promise.all([blocker, ...tablets].map((tablet) => tablet.push(house.exchange))),
  );
  const kinds = answers.map(({ incidents }) => incidents.map(({ kind }) => kind));
  expect(kinds).toEqual([[], ['double-use'], ['double-use']]);
  await isSound();
});

test("IN-20 IN-21 in one transaction each tablet is judged as what it is: withdrawn, in another agency's name, sound", async () => {
  const here = await house.declare();
  const blocker = await house.tablet();
  blocker.confirm(here.crossingId, 'called');
  const [withdrawn, forger, sound] = await team(3);
  if (withdrawn === undefined || forger === undefined || sound === undefined) throw new Error('no tablets');
  const rowOf = async (tablet: FakeTablet) =>
    (await house.database.owner.select().from(deviceTable).where(eq(deviceTable.deviceId, tablet.id))).at(0);
  const condition: Condition = {
    version: 'one',
    storageUsedBytes: 1,
    storageQuotaBytes: 2,
    persisted: true,
    battery: null,
    unsynced: 3,
    oldestUnsyncedAt: 4,
  };
  await house.database.owner
    .update(deviceTable)
    .set({ revokedAt: withdrawn.wall, condition, conditionAt: 1 })
    .where(eq(deviceTable.deviceId, withdrawn.id));
  withdrawn.wall += 60_000;
  withdrawn.confirm(here.crossingId, 'called');
  forger.confirm(here.crossingId, 'called', { agency: 'customs' });
  sound.confirm(here.crossingId, 'called');
  const answers = await gathered(() =>
    Promise.all([blocker, withdrawn, forger, sound].map((tablet) => tablet.push(house.exchange))),
  );
  expect(answers.map(({ standing }) => standing)).toEqual(['active', 'withdrawn', 'active', 'active']);
  expect(new Set(answers.map(({ epoch }) => epoch)).size).toBe(1);
  expect(answers.map(({ verdicts }) => verdicts[0]?.kind)).toEqual([
    'applied',
    'applied',
    'quarantined',
    'applied',
  ]);
  expect(answers.map(({ incidents }) => incidents.map(({ kind }) => kind))).toEqual([
    [],
    ['after-device-revocation'],
    ['agency-forged'],
    [],
  ]);
  // Who says nothing of its condition keeps what it last said.
  expect(await rowOf(withdrawn)).toMatchObject({ condition, conditionAt: 1 });
  await isSound();
});
