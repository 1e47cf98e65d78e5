import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deviceAct, deviceQuarantine } from '@/db/schema/device';
import { incident } from '@/db/schema/incident';
import { deviceIdSchema } from '@/domain/shared/identity';
import { answerPull, answerPush } from '../exchange/answer-exchange';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, HN } from '../testing/gate-house';

let house: ApiHouse;
let tablet: FakeTablet;
let declared: Declared;
const reason = 'lost at the yard';

beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  tablet = await house.tablet();
  declared = await house.declare();
});

const control = () => house.call(house.people.supervisor).control;
const kindsOf = async (one: FakeTablet) =>
  (await house.database.owner.select().from(incident).where(eq(incident.gateId, HN)))
    .filter((row) => row.incident.devices.includes(one.id))
    .map((row) => row.kind);
const rowOf = async (one: FakeTablet) =>
  (await control().devices({ gateId: HN })).find((row) => row.device === one.id);

describe('a withdrawn tablet', () => {
  test('IN-21 is told nothing, is still listened to, and what it recorded afterwards is an incident', async () => {
    const before = tablet.confirm(declared.crossingId, 'called');
    house.clock.at = tablet.wall + 5_000;
    await control().withdrawDevice({ gateId: HN, device: tablet.id, reason });
    tablet.wall = house.clock.at + 60_000;
    const after = tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
    house.clock.at += 120_000;

    const refused = await answerPull(
      house.exchange,
      await tablet.request('/api/sync/pull', {
        protocol: 2,
        device: tablet.id,
        gateId: HN,
        cursors: tablet.cursors,
        t0: 1,
      }),
    );
    expect(refused.status).toBe(403);
    const answer = await tablet.push(house.exchange);
    expect(answer).toMatchObject({ ackSeq: 2, standing: 'withdrawn' });
    expect(answer.verdicts.map((verdict) => verdict.kind)).toEqual(['applied', 'applied']);
    const rows = await house.database.owner
      .select()
      .from(incident)
      .where(and(eq(incident.gateId, HN), eq(incident.kind, 'after-device-revocation')));
    expect(rows.flatMap((row) => row.incident.events)).toEqual([after.id]);
    expect(rows[0]?.incident.events).not.toContain(before.id);
    // Sent again, told once; the facts stand.
    await tablet.push(house.exchange);
    expect(await kindsOf(tablet)).toEqual(['after-device-revocation']);
    expect(await rowOf(tablet)).toMatchObject({ status: 'revoked', wipeAskedAt: null });
  });

  test('OF-49 asked to be wiped it is withdrawn as well and told so with every answer; who asked and why is kept', async () => {
    await control().wipeDevice({ gateId: HN, device: tablet.id, reason });
    expect(await tablet.push(house.exchange, [], 1)).toMatchObject({ standing: 'wipe' });
    expect(await rowOf(tablet)).toMatchObject({ status: 'revoked', wipeAskedAt: house.clock.at });
    await expect(control().wipeDevice({ gateId: HN, device: tablet.id, reason })).rejects.toThrow('AP-DONE');
    await expect(control().withdrawDevice({ gateId: HN, device: tablet.id, reason })).rejects.toThrow(
      'AP-DONE',
    );
    const stranger = deviceIdSchema.parse(uuidv7());
    await expect(control().wipeDevice({ gateId: HN, device: stranger, reason })).rejects.toThrow('AP-NONE');
    const acts = await house.database.owner.select().from(deviceAct).where(eq(deviceAct.deviceId, tablet.id));
    expect(acts).toMatchObject([{ kind: 'wipe-asked', reason, by: house.people.supervisor.id }]);
    const change = house.database.app.update(deviceAct).set({ reason: 'other' });
    await expect(house.gate(() => change)).rejects.toThrow();
  });

  test('may be withdrawn first and wiped later, never taken back', async () => {
    await control().withdrawDevice({ gateId: HN, device: tablet.id, reason });
    expect((await tablet.push(house.exchange, [], 1)).standing).toBe('withdrawn');
    await control().wipeDevice({ gateId: HN, device: tablet.id, reason });
    expect((await tablet.push(house.exchange, [], 1)).standing).toBe('wipe');
  });
});

describe('another agency’s name', () => {
  test('IN-20 the event is kept whole and counts nowhere, and the incident is serious', async () => {
    const forged = tablet.confirm(declared.crossingId, 'gate-entry', {
      agency: 'customs',
      passId: declared.passId,
    });
    const own = tablet.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
    const answer = await tablet.push(house.exchange);
    expect(answer.verdicts).toEqual([
      { kind: 'quarantined', seq: 1, code: 'device' },
      { kind: 'applied', seq: 2 },
    ]);
    expect(answer.incidents).toMatchObject([
      { kind: 'agency-forged', severity: 'serious', events: [forged.id], crossingId: declared.crossingId },
    ]);
    const file = await control().crossing({ gateId: HN, crossingId: declared.crossingId });
    expect(file.state.uses.map((use) => use.agency)).toEqual(['border-guard']);
    const other = await house.tablet('customs');
    const told = (await other.pull(house.exchange)).pages.events.upserts.map((event) => event.id);
    expect(told).toContain(own.id);
    expect(told).not.toContain(forged.id);
    const kept = await house.database.owner
      .select()
      .from(deviceQuarantine)
      .where(eq(deviceQuarantine.deviceId, tablet.id));
    expect(kept.map((row) => JSON.parse(row.raw))).toEqual([forged]);
    expect(await kindsOf(tablet)).toEqual(['agency-forged']);
  });
});

describe('quarantine', () => {
  test('is listed with reason, tablet, time and the raw thing; looked at once, with a reason, and kept', async () => {
    const event = tablet.confirm(declared.crossingId, 'called');
    const broken = { ...event, type: 'no.such.type' };
    await tablet.push(house.exchange, [broken]);
    const listed = async () =>
      (await control().quarantine({ gateId: HN })).filter((thing) => thing.device === tablet.id);
    const [thing] = await listed();
    if (thing === undefined) throw new Error('nothing listed');
    expect(thing).toMatchObject({
      deviceName: 'border-guard tablet',
      checkpoint: 'gate',
      seq: 1,
      code: 'shape',
      receivedAt: house.clock.at,
      looked: null,
    });
    expect(JSON.parse(thing.raw)).toEqual(broken);

    const { seq, rawHash } = thing;
    const look = () => control().lookAtQuarantined({ gateId: HN, device: tablet.id, seq, rawHash, reason });
    await look();
    await expect(look()).rejects.toThrow('AP-DONE');
    const by = house.people.supervisor.id;
    expect((await listed())[0]?.looked).toEqual({ by, at: house.clock.at, reason });
    expect(
      await house.database.owner.$count(deviceQuarantine, eq(deviceQuarantine.deviceId, tablet.id)),
    ).toBe(1);
  });

  test('what nobody has looked at comes first', async () => {
    const first = await house.tablet();
    await first.push(house.exchange, ['seen soon']);
    house.clock.at += 1000;
    const second = await house.tablet();
    await second.push(house.exchange, ['not seen']);
    const things = () => control().quarantine({ gateId: HN });
    const [newest] = await things();
    expect(newest?.device).toBe(second.id);
    if (newest === undefined) throw new Error('nothing listed');
    const { seq, rawHash } = newest;
    await control().lookAtQuarantined({ gateId: HN, device: second.id, seq, rawHash, reason });
    const after = await things();
    expect(after.findIndex((thing) => thing.device === first.id)).toBeLessThan(
      after.findIndex((thing) => thing.device === second.id),
    );
  });
});

test('OF-43 how the machine fares is on its row in the control room, with the time it was told', async () => {
  const condition = {
    version: 'abc123',
    storageUsedBytes: 10,
    storageQuotaBytes: 100,
    persisted: true,
    battery: { level: 0.4, charging: false },
    unsynced: 0,
    oldestUnsyncedAt: null,
  };
  const tell = async (told: unknown) => {
    const body = { ...tablet.pushRequest([], 1), condition: told };
    return (await answerPush(house.exchange, await tablet.request('/api/sync/push', body))).status;
  };
  expect(await tell(condition)).toBe(200);
  expect(await rowOf(tablet)).toMatchObject({ condition, conditionAt: house.clock.at });
  house.clock.at += 1000;
  // What cannot be read, and saying nothing, leave what was told.
  expect([await tell({ version: 1 }), await tell(null)]).toEqual([200, 200]);
  expect(await rowOf(tablet)).toMatchObject({ condition, conditionAt: house.clock.at - 1000 });
});
