import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { event } from '@/db/schema/event';
import { gateHead } from '@/db/schema/gate-head';
import { incident } from '@/db/schema/incident';
import { stepIdSchema } from '@/domain/shared/identity';
import { eventHash } from '@/domain/sync/chain';
import { gateHash } from '../log/gate-chain';
import { rebuildProjections } from '../log/rebuild-projections';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, HN } from '../testing/gate-house';
import { type PushHouse, pushHouse } from '../testing/push-house';

let house: PushHouse;
let tablet: FakeTablet;
let declared: Declared;
beforeAll(async () => {
  house = await pushHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ tablet, declared } = await house.begin());
});

test('IN-5 a hole that remains when another is filled is told, also when what follows it came before', async () => {
  for (let n = 0; n < 5; n += 1) tablet.confirm(declared.crossingId, 'called');
  const [first, , third, , fifth] = tablet.events;
  await tablet.push(house.exchange, [fifth], 5);
  await tablet.push(house.exchange, [first, third], 1);
  const gaps = (await house.incidentsOf(tablet)).filter(
    (row) => row.kind === 'sequence-gap' && row.withdrawnAt === null,
  );
  expect(gaps.map((row) => row.incident.events)).toEqual([[third?.id]]);
  await tablet.push(house.exchange, tablet.events.slice(0, 3), 1);
  const left = (await house.incidentsOf(tablet)).filter(
    (row) => row.kind === 'sequence-gap' && row.withdrawnAt === null,
  );
  expect(left.map((row) => row.incident.events)).toEqual([[fifth?.id]]);
});

test('IN-5 a hole below what lies in quarantine alone is told as well', async () => {
  tablet.confirm(declared.crossingId, 'called');
  const poisoned = { ...tablet.confirm(declared.crossingId, 'called'), v: 9 };
  await tablet.push(house.exchange, [poisoned], 2);
  const gaps = (await house.incidentsOf(tablet)).filter((row) => row.kind === 'sequence-gap');
  expect(gaps.map((row) => row.incident.events)).toEqual([[]]);
});

test('IN-5 a head told twice with nothing to send is missing what never came; it comes after all, and nothing is', async () => {
  tablet.confirm(declared.crossingId, 'called');
  await tablet.push(house.exchange);
  for (let n = 0; n < 2; n += 1) tablet.confirm(declared.crossingId, 'called');
  const open = async () =>
    (await house.incidentsOf(tablet)).filter(
      (row) => row.kind === 'sequence-gap' && row.withdrawnAt === null,
    );
  // Told once, it may be on its way: so it is after the centre was set back.
  expect(await tablet.push(house.exchange, [], 4)).toMatchObject({ ackSeq: 1, hadSeq: 1 });
  expect(await open()).toEqual([]);
  await tablet.push(house.exchange, [], 4);
  expect(await open()).toHaveLength(1);
  await tablet.push(house.exchange, tablet.events.slice(1), 2);
  expect(await open()).toEqual([]);
});

describe('an upload', () => {
  test('is applied, acknowledged, folded and chained', async () => {
    tablet.scan(declared.crossingId, declared.passId);
    tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
    house.clock.at += 5000;
    const answer = await tablet.push(house.exchange);

    expect(answer.verdicts).toEqual([
      { kind: 'applied', seq: 1 },
      { kind: 'applied', seq: 2 },
    ]);
    expect(answer.ackSeq).toBe(2);
    const row = await house.crossingRow(declared.crossingId);
    expect(row.plate).toBe(declared.order.binding.plate);
    expect(row.waitingOn.map((waiting) => [waiting.step, waiting.agency])).toContainEqual([
      'gate-entry',
      'customs',
    ]);
    expect((await house.logOf(tablet)).map((one) => one.hash)).toEqual(tablet.events.map((one) => one.hash));
  });

  test('whose reply was lost adds nothing when it comes again (invariant 7)', async () => {
    tablet.confirm(declared.crossingId, 'staging-arrival');
    tablet.confirm(declared.crossingId, 'called');
    await tablet.push(house.exchange);
    const before = await house.database.owner.select().from(gateHead);
    const again = await tablet.push(house.exchange);

    expect(again.verdicts.map((verdict) => verdict.kind)).toEqual(['duplicate', 'duplicate']);
    expect(again.ackSeq).toBe(2);
    expect(await house.logOf(tablet)).toHaveLength(2);
    expect(await house.database.owner.select().from(gateHead)).toEqual(before);
  });

  test('the same batch twice at once is taken in once', async () => {
    for (let n = 0; n < 20; n++) tablet.confirm(declared.crossingId, 'called');
    const answers = await Promise.all([1, 2, 3, 4].map(() => tablet.push(house.exchange)));
    expect(await house.logOf(tablet)).toHaveLength(20);
    const applied = answers.flatMap((answer) =>
      answer.verdicts.filter((verdict) => verdict.kind === 'applied'),
    );
    expect(applied).toHaveLength(20);
    expect(answers.every((answer) => answer.ackSeq === 20)).toBe(true);
  });

  test('with a poisoned event goes on behind it, and the poisoned one is kept whole (invariant 8)', async () => {
    tablet.confirm(declared.crossingId, 'staging-arrival');
    const bad = tablet.confirm(declared.crossingId, 'called');
    tablet.confirm(declared.crossingId, 'gate-entry');
    const poisons: readonly unknown[] = [
      { ...bad, type: 'no.such.type' },
      'nonsense',
      null,
      { ...bad, body: { note: 'a'.repeat(400) } },
      { ...bad, actor: 'nul \u0000 character' },
      { ...bad, actor: 'half a pair \ud800' },
      { ...bad, big: 'x'.repeat(20_000) },
      { ...bad, hash: '0'.repeat(64) },
      { ...bad, gateId: 'TT' },
      { ...bad, device: declared.crossingId },
    ];
    for (const poison of poisons) {
      const other = await house.tablet();
      const first = other.confirm(declared.crossingId, 'staging-arrival');
      other.confirm(declared.crossingId, 'called');
      const third = other.confirm(declared.crossingId, 'gate-entry');
      const answer = await other.push(house.exchange, [first, poison, third]);
      expect(answer.verdicts.map((verdict) => verdict.kind)).toEqual(['applied', 'quarantined', 'applied']);
      expect(answer.ackSeq).toBe(3);
      const [kept] = await house.quarantineOf(other);
      expect(JSON.parse(kept?.raw ?? '')).toEqual(poison);
      expect(kept?.seq).toBe(2);

      const again = await other.push(house.exchange, [first, poison, third]);
      expect(again.verdicts.map((verdict) => verdict.kind)).toEqual([
        'duplicate',
        'quarantined',
        'duplicate',
      ]);
      expect(await house.quarantineOf(other)).toHaveLength(1);
    }
  });

  test('what only the centre may say is set aside when a tablet says it', async () => {
    const event = tablet.write({
      ...tablet.envelope(declared.crossingId),
      passId: declared.passId,
      type: 'pass.revoked',
      body: { reason: 'none of its business' },
    });
    const answer = await tablet.push(house.exchange, [event]);
    expect(answer.verdicts).toEqual([{ kind: 'quarantined', seq: 1, code: 'device' }]);
    expect((await house.stateOf(declared.crossingId))?.passes[0]?.status).toBe('live');
  });

  test('no tablet speaks as a supervisor by leaving its agency out', async () => {
    const hold = tablet.write({
      ...tablet.envelope(declared.crossingId),
      agency: null,
      type: 'hold.lifted',
      body: { reason: 'other' },
    });
    const answer = await tablet.push(house.exchange, [hold]);
    expect(answer.verdicts).toEqual([{ kind: 'quarantined', seq: 1, code: 'device' }]);
  });

  test("with the id of somebody else's event does not touch that event", async () => {
    const original = tablet.confirm(declared.crossingId, 'called');
    await tablet.push(house.exchange);
    const thief = await house.tablet();
    const unhashed = { ...thief.confirm(declared.crossingId, 'gate-entry'), id: original.id };
    const answer = await thief.push(house.exchange, [{ ...unhashed, hash: eventHash(unhashed) }]);
    expect(answer.verdicts).toEqual([{ kind: 'quarantined', seq: 1, code: 'device' }]);
    expect((await house.logOf(tablet)).map((one) => one.hash)).toEqual([original.hash]);
  });
});

describe('what the centre finds', () => {
  test('two tablets let the same pass in: once on the board, one incident, found by the second upload', async () => {
    const second = await house.tablet();
    tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId, verdict: 'proceed' });
    second.wall += 60_000;
    second.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId, verdict: 'proceed' });
    expect((await second.push(house.exchange)).incidents).toEqual([]);
    const answer = await tablet.push(house.exchange);
    expect(answer.incidents.map((one) => one.kind)).toEqual(['double-use']);
    expect((await house.stateOf(declared.crossingId))?.uses).toHaveLength(2);
    const rows = await house.database.owner
      .select()
      .from(incident)
      .where(eq(incident.crossingId, declared.crossingId));
    expect(rows.map((row) => row.kind)).toEqual(['double-use']);
  });

  test('FO-13 a tablet that was never told of the pass counts all the same, and its second use is found', async () => {
    const untold = { crossingId: null, passId: declared.passId, verdict: 'proceed' } as const;
    tablet.confirm(declared.crossingId, 'gate-entry', untold);
    expect((await tablet.push(house.exchange)).incidents).toEqual([]);
    expect((await house.stateOf(declared.crossingId))?.uses).toMatchObject([{ device: tablet.id }]);

    const second = await house.tablet();
    second.wall = tablet.wall + 60_000;
    const again = second.confirm(declared.crossingId, 'gate-entry', untold);
    const answer = await second.push(house.exchange);
    expect(answer.incidents).toMatchObject([{ kind: 'double-use', crossingId: declared.crossingId }]);
    // What the tablet wrote and hashed stays as it is; a third upload and a rebuild see both.
    const undo = second.write({
      ...second.envelope(null),
      passId: declared.passId,
      type: 'event.undone',
      body: { event: again.id, reason: null },
    });
    await second.push(house.exchange, [undo], 2);
    expect((await house.incidentsOf(second))[0]?.withdrawnAt).toBe(house.clock.at);
    expect((await house.logOf(second))[0]?.event.crossingId).toBeNull();
    const rebuilt = await rebuildProjections(house.database.app, HN, { mend: false, now: house.clock.at });
    expect(rebuilt.differences).toEqual([]);
  });

  test('a verdict on a pass that the tablet was never told of is judged again as well', async () => {
    const other = await house.tablet('customs');
    other.write({ ...other.envelope(declared.crossingId), type: 'hold.placed', body: { reason: 'seal' } });
    await other.push(house.exchange);
    tablet.wall += 60_000;
    tablet.scan(declared.crossingId, declared.passId, {
      crossingId: null,
      step: stepIdSchema.parse('gate-entry'),
    });
    const answer = await tablet.push(house.exchange);
    expect(answer.incidents).toMatchObject([{ kind: 'verdict-differs', crossingId: declared.crossingId }]);
  });

  test('an incident whose cause is undone is withdrawn', async () => {
    tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
    const slip = tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
    const first = await tablet.push(house.exchange);
    expect(first.incidents.map((one) => one.kind)).toEqual(['double-use']);
    const undo = tablet.write({
      ...tablet.envelope(declared.crossingId),
      type: 'event.undone',
      body: { event: slip.id, reason: null },
    });
    await tablet.push(house.exchange, [undo], 3);
    const [row] = await house.incidentsOf(tablet);
    expect(row?.withdrawnAt).toBe(house.clock.at);
  });

  test('a tablet that let through what is held elsewhere is contradicted, both verdicts stand', async () => {
    const other = await house.tablet('customs');
    other.write({ ...other.envelope(declared.crossingId), type: 'hold.placed', body: { reason: 'seal' } });
    await other.push(house.exchange);
    tablet.wall += 60_000;
    tablet.scan(declared.crossingId, declared.passId, { step: stepIdSchema.parse('gate-entry') });
    const answer = await tablet.push(house.exchange);
    expect(answer.incidents.map((one) => [one.kind, one.severity])).toEqual([['verdict-differs', 'serious']]);
    expect((await house.logOf(tablet))[0]?.event.verdict).toBe('proceed');
  });

  test('what happened before it and arrives after it is heard as well, and a contradiction may go by it', async () => {
    const other = await house.tablet('customs');
    const hold = other.write({
      ...other.envelope(declared.crossingId),
      type: 'hold.placed',
      body: { reason: 'seal' },
    });
    other.wall += 20_000;
    const lift = other.write({
      ...other.envelope(declared.crossingId),
      type: 'hold.lifted',
      body: { reason: 'checked' },
    });
    tablet.wall += 40_000;
    tablet.scan(declared.crossingId, declared.passId, { step: stepIdSchema.parse('gate-entry') });
    expect((await tablet.push(house.exchange)).incidents).toEqual([]);
    await other.push(house.exchange, [hold], 1);
    expect((await house.incidentsOf(tablet)).map((row) => [row.kind, row.withdrawnAt])).toEqual([
      ['verdict-differs', null],
    ]);
    await other.push(house.exchange, [lift], 2);
    expect((await house.incidentsOf(tablet)).map((row) => [row.kind, row.withdrawnAt])).toEqual([
      ['verdict-differs', house.clock.at],
    ]);
  });

  test("an ordinary scan is not contradicted, whatever its lists' age", async () => {
    tablet.scan(declared.crossingId, declared.passId, { verdict: 'check', codes: ['AD-STALE'] });
    tablet.scan(declared.crossingId, declared.passId);
    expect((await tablet.push(house.exchange)).incidents).toEqual([]);
  });
});

test("the gate's chain holds over everything written above, without a gap", async () => {
  const rows = await house.database.owner
    .select()
    .from(event)
    .where(eq(event.gateId, HN))
    .orderBy(asc(event.position));
  expect(rows.length).toBeGreaterThan(50);
  let previous: string | null = null;
  for (const [at, row] of rows.entries()) {
    expect(row.position).toBe(at + 1);
    expect(row.gatePrev).toBe(previous);
    expect(row.gateHash).toBe(gateHash(previous, row));
    previous = row.gateHash;
  }
  const [head] = await house.database.owner.select().from(gateHead);
  expect(head).toMatchObject({ position: rows.length, chainHash: previous });
});
