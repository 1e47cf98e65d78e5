import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { crossing, crossingKey } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { decodePass } from '@/domain/pass/decode-pass';
import { verifyPass } from '@/domain/pass/verify-pass';
import { crossingIdSchema } from '@/domain/shared/identity';
import { countDeclaration, THROTTLE_WINDOW_SECONDS } from '@/server/auth/throttle';
import { openPersonal } from '@/server/crossing/seal-personal';
import { verifySignature } from '@/server/keys/ed25519';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { TWICE } from './submit-declaration';

let house: ApiHouse;
let mine: Caller;
let theirs: Caller;

beforeAll(async () => {
  house = await apiHouse();
  mine = house.call(house.people.declarant);
  theirs = house.call(house.people.otherDeclarant);
});
afterAll(() => house.close());

const submit = (over: Parameters<typeof submission>[0] = {}, clientKey: string = randomUUID(), by = mine) =>
  by.declaration.submit({ submission: submission({ plate: freshPlate(), ...over }), clientKey });
async function issued(...args: Parameters<typeof submit>) {
  const outcome = await submit(...args);
  if (outcome.kind !== 'issued') throw new Error(`not issued: ${JSON.stringify(outcome)}`);
  return outcome;
}
const cancel = (crossingId: string, gateId = HN) =>
  inGate(house.database.app, { gateId, actor: null }, (tx) =>
    recordEvents(
      tx,
      gateId,
      [
        {
          ...centreDraft(gateId, { crossingId: crossingIdSchema.parse(crossingId) }),
          type: 'crossing.cancelled',
          body: { reason: 'no longer needed' },
        },
      ],
      house.clock.at,
    ),
  );
const liveOf = async (plate: string) =>
  house.database.owner
    .select({ id: crossing.crossingId, gateId: crossing.gateId })
    .from(crossing)
    .where(and(eq(crossing.plate, plate), sql`${crossing.endedAt} is null`));

describe('submitting a declaration', () => {
  test('makes a crossing and a pass that verifies and says what was declared', async () => {
    const outcome = await issued({ plate: '90H-446.05', container: 'CSQU3054383', seal: 'VN0072' });
    expect(outcome.plate).toBe('90H44605');
    const decoded = decodePass(outcome.token);
    if (decoded.kind !== 'decoded') throw new Error(decoded.kind);
    const seconds = Math.floor(house.clock.at / 1000);
    const { list } = await house.ring.trustList(seconds);
    const at = { nowSeconds: seconds, gateId: HN };
    expect((await verifyPass(decoded.pass, list, at, verifySignature)).kind).toBe('genuine');
    expect(decoded.pass.claims).toMatchObject({
      passId: outcome.passId,
      revision: 0,
      direction: 'export',
      kind: 'loaded',
      goodsClass: 'perishable',
      driver: 'Đỗ Hữu Cường',
      binding: {
        plate: '90H44605',
        trailer: '35R74472',
        container: 'CSQU3054383',
        seal: 'VN0072',
        customsDeclaration: '30820751810',
      },
    });
    const [row] = await liveOf('90H44605');
    expect(row).toEqual({ id: outcome.crossingId, gateId: 'HN' });
  });

  test('faults are an answer by field, and nothing is stored', async () => {
    const before = await house.database.owner.select().from(event);
    const outcome = await submit({ container: 'CSQU3054384', taxCode: '0101338997', weight: '21' });
    expect(outcome).toMatchObject({ kind: 'faults' });
    if (outcome.kind !== 'faults') return;
    expect(outcome.faults.map((fault) => fault.field).sort()).toEqual(['container', 'taxCode', 'weight']);
    expect(await house.database.owner.select().from(event)).toHaveLength(before.length);
  });

  test('a firm that sends without end is asked to wait; the others are not, nor is it for long', async () => {
    const { declarant, otherDeclarant } = house.people;
    const count = (firmId: string | null) => countDeclaration(house.accounts, firmId ?? '', house.clock.at);
    while (await count(declarant.firmId));
    await expect(submit()).rejects.toMatchObject({ message: 'AP-MANY' });
    await expect(submit({}, randomUUID(), house.call(otherDeclarant))).resolves.toMatchObject({
      kind: 'issued',
    });
    house.clock.at += THROTTLE_WINDOW_SECONDS * 1000;
    await expect(submit()).resolves.toMatchObject({ kind: 'issued' });
  });

  test('people are sealed in the log under the key of their crossing, and gone when the key is', async () => {
    const { crossingId } = await issued({ note: 'giao cho anh Bình' });
    const [row] = await house.database.owner
      .select({ event: event.event })
      .from(event)
      .where(and(eq(event.crossingId, crossingId), eq(event.type, 'crossing.declared')));
    expect(row?.event.sealed).not.toBeNull();
    for (const secret of ['Cường', 'Bình']) expect(JSON.stringify(row)).not.toContain(secret);
    const open = () =>
      inGate(house.database.app, { gateId: HN, actor: null }, (tx) => openPersonal(tx, HN, crossingId));
    expect(await open()).toEqual({
      driverName: 'Đỗ Hữu Cường',
      driverIdNumber: '027300723494',
      driverPhone: '+84703149027',
      note: 'giao cho anh Bình',
    });
    await house.database.owner.delete(crossingKey).where(eq(crossingKey.crossingId, crossingId));
    expect(await open()).toBeNull();
  });

  test('the same client key again answers with the same pass; with other content it is refused', async () => {
    const key = randomUUID();
    const plate = freshPlate();
    const first = await issued({ plate }, key);
    expect(await submit({ plate }, key)).toEqual(first);
    await expect(submit({ plate, goodsName: 'Thanh long' }, key)).rejects.toMatchObject({
      message: 'AP-KEY',
    });
    // Another firm's key is another key.
    expect((await issued({}, key, theirs)).crossingId).not.toBe(first.crossingId);
  });

  test('the same client key ten times at once makes one crossing', async () => {
    const key = randomUUID();
    const plate = freshPlate();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => issued({ plate }, key)));
    expect(new Set(outcomes.map((outcome) => outcome.crossingId)).size).toBe(1);
    expect(new Set(outcomes.map((outcome) => outcome.token)).size).toBe(1);
    expect(await liveOf(outcomes[0]?.plate ?? '')).toHaveLength(1);
  });

  test('of ten that declare the same vehicle at once, at two gates and by two firms, exactly one gets a crossing', async () => {
    const plate = freshPlate();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        submit(
          { plate, gate: at % 2 === 0 ? 'Hữu Nghị' : 'Tân Thanh' },
          randomUUID(),
          at % 3 === 0 ? theirs : mine,
        ),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome.kind === 'issued');
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.kind === 'faults') expect(outcome.faults).toEqual([TWICE]);
    expect(await liveOf(winners[0]?.plate ?? '')).toHaveLength(1);
  });

  test('a vehicle that is under way may be declared the other way, and again once its crossing has ended', async () => {
    const plate = freshPlate();
    const out = await issued({ plate });
    await issued({ plate, direction: 'nhập' });
    expect((await submit({ plate, gate: 'Tân Thanh' })).kind).toBe('faults');
    await cancel(out.crossingId);
    const again = await issued({ plate, gate: 'Tân Thanh' });
    expect(again.crossingId).not.toBe(out.crossingId);
    expect((await submit({ plate })).kind).toBe('faults');
    await cancel(again.crossingId, TT);
    // Freed: of many that want it at once one gets it.
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => submit({ plate })));
    expect(outcomes.filter((outcome) => outcome.kind === 'issued')).toHaveLength(1);
  });

  test('a refused vehicle leaves nothing behind: the same key works when it is free', async () => {
    const plate = freshPlate();
    const key = randomUUID();
    const first = await issued({ plate });
    expect((await submit({ plate }, key, theirs)).kind).toBe('faults');
    await cancel(first.crossingId);
    expect((await submit({ plate }, key, theirs)).kind).toBe('issued');
  });

  test('spellings of one plate are one vehicle', async () => {
    const first = await issued({ plate: '12H-987.65' });
    expect((await submit({ plate: '12h 98765' })).kind).toBe('faults');
    await cancel(first.crossingId);
  });

  test('a firm lists its own declarations with stage and pass, and no other firm sees them', async () => {
    const { crossingId, token } = await issued({ goodsName: 'Sầu riêng' });
    const [newest] = (await mine.declaration.mine()).filter((one) => one.crossingId === crossingId);
    expect(newest).toMatchObject({
      gateId: 'HN',
      direction: 'export',
      goodsName: 'Sầu riêng',
      stage: 'declared',
      ended: null,
      pass: { revision: 0, status: 'live', token },
    });
    expect((await theirs.declaration.mine()).map((one) => one.crossingId)).not.toContain(crossingId);
  });

  test('what is under way stands before what has ended since, also where the list is cut', async () => {
    // Later than all that was filed above.
    house.clock.at += 1_000;
    const before = await theirs.declaration.mine();
    const { crossingId: old } = await issued({}, undefined, theirs);
    house.clock.at += 1_000;
    const { crossingId: ended } = await issued({}, undefined, theirs);
    await cancel(ended);
    const all = (await theirs.declaration.mine()).map(({ crossingId }) => crossingId);
    expect(all).toHaveLength(before.length + 2);
    expect(all.indexOf(old)).toBeLessThan(all.indexOf(ended));
    const cut = await theirs.declaration.mine({ most: 1 });
    expect(cut.map((one) => one.crossingId)).toEqual([old]);
  });

  test('the log of the gate stays without gaps and every event has its place', async () => {
    const rows = await house.database.owner
      .select({ position: event.position })
      .from(event)
      .where(eq(event.gateId, HN))
      .orderBy(event.position);
    expect(rows.map((row) => row.position)).toEqual(rows.map((_, at) => at + 1));
  });
});
