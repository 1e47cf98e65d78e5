import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { revokePass } from '@/server/pass/revoke-pass';
import { type GateHouse, gateHouse, HN } from '@/server/testing/gate-house';
import { type RebuildOptions, runRebuild } from './rebuild-command';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
  const crossings = [await house.declare(), await house.declare(), await house.declare()];
  const [left, right] = [await house.tablet(), await house.tablet('customs')];
  for (const { crossingId, passId } of crossings) {
    left.confirm(crossingId, 'gate-entry', { passId });
    left.confirm(crossingId, 'gate-entry', { passId }); // a double use
    right.confirm(crossingId, 'gate-entry', { passId });
  }
  await left.push(house.exchange);
  await right.push(house.exchange);
  const [first, second] = crossings;
  if (first === undefined || second === undefined) throw new Error('nothing declared');
  await house.gate((tx) =>
    revokePass(
      tx,
      house.ring,
      { gateId: HN, passId: first.passId, reason: 'sold', actor: 's' },
      house.clock.at,
    ),
  );
  // A resolved incident and one of the exchange.
  const [found] = await house.database.owner.execute<{ id: string }>(sql`select id from incident limit 1`);
  await house.gate((tx) =>
    recordEvents(
      tx,
      HN,
      [
        {
          ...centreDraft(HN, { crossingId: second.crossingId, actor: 'supervisor-1' }),
          type: 'incident.resolved',
          body: { incident: found?.id ?? '', reason: 'same vehicle' },
        },
      ],
      house.clock.at,
    ),
  );
});
afterAll(() => house.close());

async function run(options: RebuildOptions): Promise<{ code: number; out: string }> {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const code = await runRebuild(house.database.ownerUrl, options, {
    out: say,
    err: say,
    now: () => house.clock.at,
  });
  return { code, out: lines.join('\n') };
}

const TABLES = ['event', 'crossing', 'pass', 'incident', 'gate_head', 'pass_token'];
async function everything(): Promise<string> {
  const tables = await Promise.all(
    TABLES.map((table) =>
      house.database.owner.execute(sql`select to_jsonb(t) as row from ${sql.identifier(table)} t order by 1`),
    ),
  );
  return JSON.stringify(tables);
}

beforeEach(async () => {
  await run({});
});

test('rebuild changes nothing', async () => {
  const before = await everything();
  expect(await run({})).toEqual({
    code: 0,
    out: 'HN: 3 crossings folded, 0 differences\nNo difference: the projections are what the log says.',
  });
  expect(await run({ check: true })).toMatchObject({ code: 0 });
  expect(await everything()).toBe(before);
});

describe('damage is named, left alone by --check, and mended', () => {
  const damages: readonly (readonly [string, ReturnType<typeof sql>, RegExp])[] = [
    [
      'a changed stage',
      sql`update crossing set stage = 'left' where crossing_id = (select min(crossing_id::text)::uuid from crossing)`,
      /crossing \S+: stage$/m,
    ],
    [
      'a changed binding',
      sql`update crossing set binding = jsonb_set(binding, '{seal}', '"VN1"')`,
      /crossing \S+: binding$/m,
    ],
    [
      'a lost crossing',
      sql`delete from crossing where crossing_id = (select min(crossing_id::text)::uuid from crossing)`,
      /crossing \S+: missing$/m,
    ],
    [
      'a crossing from nowhere',
      sql`insert into crossing (gate_id, crossing_id) values ('HN', '01939a5c-0000-7000-8000-000000000001')`,
      /crossing 01939a5c-\S+: surplus$/m,
    ],
    ['a revived pass', sql`update pass set status = 'live' where status = 'revoked'`, /pass \S+: status$/m],
    [
      'a lost pass',
      sql`delete from pass where pass_id = (select min(pass_id) from pass)`,
      /pass \S+: missing$/m,
    ],
    [
      'an incident made away with',
      sql`delete from incident where resolved_at is null`,
      /incident \S+: missing$/m,
    ],
    [
      'a resolution made up',
      sql`update incident set resolved_at = 1, incident = jsonb_set(incident, '{resolved}', '{"reason":"x","by":null,"at":1}') where resolved_at is null`,
      /incident \S+: resolvedAt, incident$/m,
    ],
    [
      'an incident made up',
      sql`insert into incident select gate_id, repeat('a', 32), origin, kind, severity, crossing_id, at, null, null, jsonb_set(incident, '{id}', to_jsonb(repeat('a', 32))), 999999 from incident limit 1`,
      /incident a{32}: surplus$/m,
    ],
  ];
  test.each(damages)('%s', async (_, damage, expected) => {
    const sound = withoutNumbers(await everything());
    await house.database.owner.execute(damage);
    const damaged = await everything();
    expect(withoutNumbers(damaged)).not.toBe(sound);

    const check = await run({ check: true });
    expect(check.code).toBe(1);
    expect(check.out).toMatch(expected);
    expect(check.out).toContain('nothing changed');
    expect(await everything()).toBe(damaged);

    const mend = await run({});
    expect(mend).toMatchObject({ code: 0 });
    expect(mend.out).toMatch(expected);
    expect(await run({ check: true })).toMatchObject({ code: 0 });
    await house.database.owner.execute(sql`delete from incident where id = repeat('a', 32)`);
    expect(withoutNumbers(await everything())).toBe(sound);
  });
});

/** Mended rows get new numbers, so that tablets are sent them. */
const withoutNumbers = (text: string): string => text.replaceAll(/"change":\d+/g, '"change":0');

test('mended passes reach a tablet that had the damaged ones', async () => {
  const tablet = await house.tablet();
  await house.database.owner.execute(sql`update pass set goods_name = 'gạch'`);
  await tablet.pull(house.exchange);
  await run({});
  const { upserts } = (await tablet.pull(house.exchange)).pages.passes;
  expect(upserts.map((one) => one.goodsName)).toEqual(['Xoài tươi', 'Xoài tươi', 'Xoài tươi']);
});

test('an incident of the exchange is no projection and stays', async () => {
  const tablet = await house.tablet();
  const declared = await house.declare();
  tablet.confirm(declared.crossingId, 'called');
  const late = tablet.confirm(declared.crossingId, 'called');
  await tablet.push(house.exchange, [late], 2);
  expect(await run({ check: true })).toMatchObject({ code: 0 });
  const rows = await house.database.owner.execute(
    sql`select 1 from incident where kind = 'sequence-gap' and withdrawn_at is null`,
  );
  expect(rows).toHaveLength(1);
});

test('without a database it says what to do', async () => {
  const lines: string[] = [];
  const terminal = { out: () => undefined, err: (line: string) => lines.push(line), now: () => 0 };
  expect(await runRebuild(undefined, {}, terminal)).toBe(2);
  expect(await runRebuild('postgres://nobody@127.0.0.1:1/none', {}, terminal)).toBe(2);
  expect(lines).toEqual([expect.stringContaining('DATABASE_URL'), expect.stringContaining('ECONNREFUSED')]);
});
