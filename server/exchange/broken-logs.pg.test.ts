import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { device, deviceQuarantine } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { gateHead } from '@/db/schema/gate-head';
import { incident } from '@/db/schema/incident';
import { hlcSchema } from '@/domain/sync/event';
import { hlcMs } from '@/domain/sync/hlc';
import { readState } from '../log/read-states';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, type GateHouse, gateHouse, HN, MORNING } from '../testing/gate-house';

let house: GateHouse;
let tablet: FakeTablet;
let declared: Declared;

beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.at = MORNING;
  tablet = await house.tablet();
  declared = await house.declare();
});

const logOf = (one: FakeTablet) =>
  house.database.owner
    .select()
    .from(event)
    .where(and(eq(event.gateId, HN), eq(event.device, one.id)))
    .orderBy(asc(event.position));
const _quarantineOf = (one: FakeTablet) =>
  house.database.owner
    .select()
    .from(deviceQuarantine)
    .where(eq(deviceQuarantine.deviceId, one.id))
    .orderBy(asc(deviceQuarantine.seq));
const incidentsOf = async (one: FakeTablet) => {
  const rows = await house.database.owner.select().from(incident).where(eq(incident.gateId, HN));
  return rows.filter((row) => row.incident.devices.includes(one.id));
};

describe('a device that wrote two histories', () => {
  test('same sequence number, other hash: both are kept and it is an alarm (invariant 4)', async () => {
    tablet.confirm(declared.crossingId, 'staging-arrival');
    const tail = tablet.tail;
    const first = tablet.confirm(declared.crossingId, 'gate-entry');
    await tablet.push(house.exchange);
    tablet.rollBack(tail);
    const second = tablet.confirm(declared.crossingId, 'line-exit');
    const third = tablet.confirm(declared.crossingId, 'yard-in');
    const answer = await tablet.push(house.exchange, [second, third], 2);

    expect(second.seq).toBe(first.seq);
    expect(answer.verdicts).toEqual([
      { kind: 'fork', seq: 2 },
      { kind: 'applied', seq: 3 },
    ]);
    expect(answer.ackSeq).toBe(3);
    expect((await logOf(tablet)).map((one) => one.hash)).toEqual(
      [tablet.events[0], first, second, third].map((one) => one?.hash),
    );
    expect(answer.incidents.map((one) => [one.kind, one.severity])).toEqual([['fork', 'serious']]);
    // Facts are never refused: what the second history says happened, counts.
    const state = await house.gate((tx) => readState(tx, HN, declared.crossingId));
    expect(state?.steps.flatMap((step) => step.confirmations.map((tick) => tick.eventId))).toEqual(
      expect.arrayContaining([first.id, second.id]),
    );
    const again = await tablet.push(house.exchange, [second, third], 2);
    expect(again.verdicts.map((verdict) => verdict.kind)).toEqual(['duplicate', 'duplicate']);
    expect(await incidentsOf(tablet)).toHaveLength(1);
  });

  test('an event that continues an unknown history is a fork of the number before it', async () => {
    tablet.confirm(declared.crossingId, 'staging-arrival');
    await tablet.push(house.exchange);
    tablet.rollBack({ device: tablet.id, seq: 0, hash: null, hlc: null });
    tablet.confirm(declared.crossingId, 'called');
    const next = tablet.confirm(declared.crossingId, 'gate-entry');
    const answer = await tablet.push(house.exchange, [next], 2);
    expect(answer.verdicts).toEqual([{ kind: 'fork', seq: 2 }]);
    expect(answer.incidents.map((one) => one.kind)).toEqual(['fork']);
  });
});

describe("a hole in a device's numbers", () => {
  test('is reported, stops the acknowledgement, not the events; filled, it is withdrawn (invariant 3)', async () => {
    for (let n = 0; n < 5; n++) tablet.confirm(declared.crossingId, 'called');
    const [one, two, three, four, five] = tablet.events;
    await tablet.push(house.exchange, [one]);
    const answer = await tablet.push(house.exchange, [four, five], 4);

    expect(answer.verdicts.map((verdict) => verdict.kind)).toEqual(['applied', 'applied']);
    expect(answer.ackSeq).toBe(1);
    expect(answer.incidents.map((found) => found.kind)).toEqual(['sequence-gap']);
    expect(await logOf(tablet)).toHaveLength(3);
    expect((await tablet.push(house.exchange, [four, five], 4)).ackSeq).toBe(1);
    expect(await incidentsOf(tablet)).toHaveLength(1);

    const filled = await tablet.push(house.exchange, [two, three], 2);
    expect(filled.ackSeq).toBe(5);
    const [withdrawn] = await incidentsOf(tablet);
    expect(withdrawn?.withdrawnAt).not.toBeNull();
    const [row] = await house.database.owner.select().from(device).where(eq(device.deviceId, tablet.id));
    expect(row).toMatchObject({ ackSeq: 5, maxSeq: 5, headSeq: 5 });
  });
});

describe('clocks', () => {
  test("a tablet two days ahead is flagged; its events count, its clock does not enter the gate's (invariant 15)", async () => {
    tablet.wall += 48 * 3_600_000;
    tablet.confirm(declared.crossingId, 'staging-arrival');
    tablet.confirm(declared.crossingId, 'called');
    const answer = await tablet.push(house.exchange);
    expect(answer.verdicts.map((verdict) => verdict.kind)).toEqual(['applied', 'applied']);
    expect(answer.incidents.map((one) => one.kind)).toEqual(['clock-suspect']);
    const [head] = await house.database.owner.select().from(gateHead);
    expect(hlcMs(hlcSchema.parse(head?.hlc))).toBeLessThan(MORNING + 3_600_000);
  });
});
