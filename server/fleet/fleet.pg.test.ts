import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERY_GATE, inGate, sqlState } from '@/db/client';
import { fleetChange, fleetDriver, fleetVehicle } from '@/db/schema/fleet';
import { driverTypedSchema, templateTypedSchema, vehicleTypedSchema } from '@/domain/fleet/entry';
import { type ApiHouse, apiHouse, freshPlate, type Person } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

let chassisNumber = 100_000;
const freshChassis = () => `RLHJK1234NZ${++chassisNumber}`;
const vehicle = (over: object = {}) =>
  vehicleTypedSchema.parse({ kind: 'tractor', plate: freshPlate(), chassis: freshChassis(), ...over });
const api = (person: Person = house.people.dispatcher) => house.call(person);
async function save(typed = vehicle(), person?: Person, id: string = randomUUID()): Promise<string> {
  const outcome = await api(person).fleet.saveVehicle({ id, typed });
  if (outcome.kind !== 'saved') throw new Error(JSON.stringify(outcome.faults));
  return id;
}
const seen = async (id: string, person?: Person) =>
  (await api(person).fleet.list()).vehicles.find((each) => each.id === id);
const standing = async (id: string, person?: Person) => {
  const verification = (await seen(id, person))?.verification;
  return verification?.kind === 'unverified' ? verification.because : verification?.kind;
};
const verify = async (chassis: string, firmId: string | null, person = house.people.supervisor) => {
  const found = await api(person).fleet.find({ gateId: HN, text: chassis });
  const of = found.find((each) => each.firmId === firmId);
  if (of === undefined) throw new Error('not found');
  house.clock.at += 1_000;
  const { vehicleId, plate, kind, container } = of;
  const evidence = 'đăng ký xe, số khung trên sát-xi';
  const looked = { vehicleId, chassis, plate, kind, container, evidence };
  await api(person).fleet.verify({ gateId: HN, firmId: of.firmId, ...looked });
  house.clock.at += 1_000;
};
const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof TRPCError) return error.message;
      throw error;
    },
  );

describe('vehicles', () => {
  test('FV-5 an officer verifies with what was looked at; another plate ends it, and both plates are kept', async () => {
    const typed = vehicle();
    const id = await save(typed);
    expect(await standing(id)).toBe('never');
    await verify(typed.chassis, house.people.owner.firmId, house.people.officer);
    expect(await standing(id)).toBe('verified');
    const [found] = await api(house.people.supervisor).fleet.find({ gateId: HN, text: typed.plate });
    expect(found?.log).toMatchObject([
      { by: 'A officer', gateId: 'HN', evidence: 'đăng ký xe, số khung trên sát-xi' },
    ]);
    await save({ ...typed, plate: freshPlate() }, undefined, id);
    expect(await standing(id)).toBe('changed');
    expect((await seen(id))?.plates.map(({ plate }) => plate)).toEqual([typed.plate.replace(/[-.]/g, '')]);
    await save(typed, undefined, id);
    expect(await standing(id)).toBe('verified');
  });

  test('FV-5 another kind or another container ends what an officer saw, and what was seen holds again with it', async () => {
    const typed = { ...vehicle(), kind: 'tractor', container: '40' };
    const id = await save(typed);
    await verify(typed.chassis, house.people.owner.firmId);
    for (const over of [{ container: '45' }, { kind: 'rigid' }]) {
      await save({ ...typed, ...over }, undefined, id);
      expect(await standing(id)).toBe('changed');
      await save(typed, undefined, id);
      expect(await standing(id)).toBe('verified');
    }
  });

  test('FV-5 what the firm changed since it was on the screen is not what was seen', async () => {
    const typed = vehicle();
    const id = await save(typed);
    const [found] = await api(house.people.supervisor).fleet.find({ gateId: HN, text: typed.chassis });
    if (!found) throw new Error('not found');
    await save({ ...typed, plate: freshPlate() }, undefined, id);
    const { firmId, vehicleId, chassis, plate, kind, container } = found;
    const deed = api(house.people.supervisor).fleet.verify({
      gateId: HN,
      firmId,
      vehicleId,
      chassis,
      plate,
      kind,
      container,
      evidence: 'đăng ký',
    });
    expect(await codeOf(deed)).toBe('AP-DONE');
    expect(await standing(id)).toBe('never');
  });

  test('FV-6 another firm with the same chassis number: no error, neither is verified, then the one that was seen', async () => {
    const typed = vehicle();
    const own = await save(typed);
    await verify(typed.chassis, house.people.owner.firmId);
    const { otherOwner } = house.people;
    const other = await save({ ...typed, plate: freshPlate() }, otherOwner);
    expect([await standing(own), await standing(other, otherOwner)]).toEqual([
      'claimed-twice',
      'claimed-twice',
    ]);
    expect(await api(house.people.supervisor).fleet.find({ gateId: HN, text: typed.chassis })).toHaveLength(
      2,
    );
    await verify(typed.chassis, otherOwner.firmId);
    expect([await standing(own), await standing(other, otherOwner)]).toEqual(['claimed-twice', 'verified']);
    await api(otherOwner).fleet.retire({ entry: 'vehicle', id: other, retired: true });
    expect(await standing(own)).toBe('verified');
  });

  test('FV-7 within a fleet a plate and a chassis number stand once, also of two saved at once', async () => {
    const typed = vehicle();
    await save(typed);
    const again = await api().fleet.saveVehicle({ id: randomUUID(), typed });
    expect(again).toMatchObject({ kind: 'faults', faults: [{ code: 'PL-FLEET' }, { code: 'CH-TWICE' }] });
    const both = vehicle();
    const outcomes = await Promise.all(
      [randomUUID(), randomUUID()].map((id) => api().fleet.saveVehicle({ id, typed: both })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['faults', 'saved']);
  });

  test('FV-7 retired it comes back, unless another bears its plate by then; every change is kept and cannot be rewritten', async () => {
    const typed = vehicle();
    const id = await save(typed);
    const retire = (retired: boolean) => api().fleet.retire({ entry: 'vehicle', id, retired });
    await retire(true);
    expect((await seen(id))?.retiredAt).not.toBeNull();
    await retire(false);
    await retire(true);
    await save({ ...typed, chassis: freshChassis() });
    expect(await codeOf(retire(false))).toBe('AP-DONE');
    const kept = await house.database.owner.select().from(fleetChange).where(eq(fleetChange.entryId, id));
    expect(kept.map(({ kind }) => kind)).toEqual(['added', 'retired', 'restored', 'retired']);
    expect(new Set(kept.map(({ by }) => by))).toEqual(new Set([house.people.dispatcher.id]));
    const firmId = house.people.owner.firmId ?? '';
    const rewritten = await inGate(house.database.app, { gateId: EVERY_GATE, actor: null, firmId }, (tx) =>
      tx.execute(sql`update fleet_change set after = 'x'`),
    ).then(
      () => null,
      (error: unknown) => sqlState(error),
    );
    expect(rewritten).toBe('42501');
  });

  test('FV-3 the list says how the papers stand on the day at home', async () => {
    const id = await save(vehicle({ licenceUntil: '2026-11-29', insuranceUntil: '2026-11-21' }));
    expect(await seen(id)).toMatchObject({
      licenceStands: { kind: 'expiring', days: 7, within: 7 },
      insuranceStands: { kind: 'expired', days: 1 },
    });
  });
});

describe('FV-8 whose it is', () => {
  test('FV-8 another firm sees nothing, and by guessed ids changes, retires and erases nothing', async () => {
    const { otherOwner } = house.people;
    const id = randomUUID();
    const typed = vehicle();
    await save(typed, undefined, id);
    await api().fleet.saveDriver({
      id,
      typed: driverTypedSchema.parse({ name: 'Nông Văn Kín', phone: '0912345678' }),
    });
    await api().fleet.saveTemplate({ id, typed: templateTypedSchema.parse({ goodsName: 'Hàng kín' }) });
    const told = JSON.stringify(await api(otherOwner).fleet.list());
    for (const secret of [id, typed.chassis, 'Nông Văn Kín', 'Hàng kín']) expect(told).not.toContain(secret);
    for (const entry of ['vehicle', 'driver', 'template'] as const)
      expect(await codeOf(api(otherOwner).fleet.retire({ entry, id, retired: true }))).toBe('AP-NONE');
    expect(await codeOf(api(otherOwner).fleet.eraseDriver({ id }))).toBe('AP-NONE');
    // The same id in another fleet is another entry.
    await save(vehicle(), otherOwner, id);
    await api(otherOwner).fleet.saveDriver({ id, typed: driverTypedSchema.parse({ name: 'Ai Khác' }) });
    await api(otherOwner).fleet.saveTemplate({ id, typed: templateTypedSchema.parse({ goodsName: 'Khác' }) });
    const own = await api().fleet.list();
    expect(own.vehicles.find((each) => each.id === id)?.chassis).toBe(typed.chassis);
    expect(own.drivers.find((each) => each.id === id)?.person?.name).toBe('Nông Văn Kín');
    expect(own.templates.find((each) => each.id === id)?.name).toBe('Hàng kín');
  });

  test('FV-8 row-level security alone keeps the rows apart', async () => {
    await save();
    const rows = (firmId?: string) =>
      inGate(house.database.app, { gateId: EVERY_GATE, actor: null, ...(firmId ? { firmId } : {}) }, (tx) =>
        tx.select().from(fleetVehicle),
      );
    const own = house.people.owner.firmId ?? '';
    expect(new Set((await rows(own)).map(({ firmId }) => firmId))).toEqual(new Set([own]));
    expect(await rows()).toEqual([]);
  });

  test('FV-7 a driver or goods saved as they stand are no change', async () => {
    const [driverId, templateId] = [randomUUID(), randomUUID()];
    const driver = driverTypedSchema.parse({ name: 'Hoàng Văn Pảo', phone: '0987654322' });
    const template = templateTypedSchema.parse({ name: 'Vải', goodsName: 'vải thiều tươi' });
    const saved = async (over: { readonly driver?: object; readonly template?: object } = {}) => {
      await api().fleet.saveDriver({ id: driverId, typed: { ...driver, ...over.driver } });
      await api().fleet.saveTemplate({ id: templateId, typed: { ...template, ...over.template } });
    };
    const kinds = async (id: string) =>
      (await house.database.owner.select().from(fleetChange).where(eq(fleetChange.entryId, id)))
        .map(({ kind }) => kind)
        .sort();
    await saved();
    await saved();
    expect([await kinds(driverId), await kinds(templateId)]).toEqual([['added'], ['added']]);
    await saved({ driver: { licenceNumber: 'C-1' }, template: { goodsName: 'vải thiều khô' } });
    await saved({
      driver: { licenceNumber: 'C-1', licenceUntil: '2031-01-31' },
      template: { name: 'Vải 2' },
    });
    const each = ['added', 'edited', 'edited'];
    expect([await kinds(driverId), await kinds(templateId)]).toEqual([each, each]);
  });

  test('FV-8 a driver lies sealed, and erased nothing of them is left', async () => {
    const id = randomUUID();
    const typed = driverTypedSchema.parse({
      name: 'Lương Thị Mây',
      phone: '0987654321',
      licenceNumber: 'B2-778899',
    });
    await api().fleet.saveDriver({ id, typed });
    const stored = async () =>
      JSON.stringify([
        await house.database.owner.select().from(fleetDriver).where(eq(fleetDriver.id, id)),
        await house.database.owner.select().from(fleetChange).where(eq(fleetChange.entryId, id)),
      ]);
    for (const secret of ['Lương', '987654321', '778899']) expect(await stored()).not.toContain(secret);
    expect(await codeOf(api().fleet.eraseDriver({ id }))).toBe('AP-NONE');
    await api().fleet.retire({ entry: 'driver', id, retired: true });
    await api().fleet.eraseDriver({ id });
    const [row] = await house.database.owner.select().from(fleetDriver).where(eq(fleetDriver.id, id));
    expect(row).toMatchObject({ sealed: null, licenceUntil: null });
    expect((await api().fleet.list()).drivers.find((each) => each.id === id)?.person).toBeNull();
    expect(await codeOf(api().fleet.saveDriver({ id, typed }))).toBe('AP-DONE');
  });
});
