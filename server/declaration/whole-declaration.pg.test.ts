import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filing } from '@/db/schema/filing';
import { decodePass } from '@/domain/pass/decode-pass';
import { crossingIdSchema } from '@/domain/shared/identity';
import { occurredAt } from '@/domain/sync/hlc';
import { readState } from '@/server/log/read-states';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
let mine: Caller;
beforeAll(async () => {
  house = await apiHouse();
  mine = house.call(house.people.declarant);
});
afterAll(() => house.close());

type Input = Parameters<Caller['declaration']['submit']>[0];
const send = (over: Partial<Input> & { readonly said?: Parameters<typeof submission>[0] } = {}) => {
  const { said, ...input } = over;
  return mine.declaration.submit({
    submission: submission({ plate: freshPlate(), ...said }),
    clientKey: randomUUID(),
    ...input,
  });
};
async function issued(...args: Parameters<typeof send>) {
  const outcome = await send(...args);
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
  return outcome;
}
const detailsOf = async (crossingId: string) => {
  const state = await house.gate((tx) => readState(tx, HN, crossingIdSchema.parse(crossingId)));
  return state?.declared?.details;
};
const vehicle = (over: object = {}) => ({ key: randomUUID(), plate: freshPlate(), ...over });

describe('a declaration of several parts', () => {
  test('DE-5 n vehicles are n crossings with passes of their own under one number', async () => {
    const outcome = await issued({ extras: { vehicles: [vehicle(), vehicle({ seal: 'VN77' })] } });
    expect(outcome.vehicles).toHaveLength(3);
    expect(new Set(outcome.vehicles.map(({ crossingId }) => crossingId)).size).toBe(3);
    const details = await Promise.all(outcome.vehicles.map(({ crossingId }) => detailsOf(crossingId)));
    const [first] = details;
    expect(first?.number).toMatch(/^20261122\d{5}$/);
    expect(details.map((each) => [each?.number, each?.part, each?.parts])).toEqual([
      [first?.number, 1, 3],
      [first?.number, 2, 3],
      [first?.number, 3, 3],
    ]);
    for (const { token, passId } of outcome.vehicles) {
      const decoded = decodePass(token);
      expect(decoded.kind === 'decoded' && decoded.pass.claims.passId).toBe(passId);
      expect(token.length).toBeLessThan(400);
    }
    const next = await issued();
    const after = await detailsOf(next.crossingId);
    expect(Number(after?.number) - Number(first?.number)).toBe(1);
  });

  test('DE-4 one vehicle that is under way already stops no other, and joins the declaration when it is put right', async () => {
    const busy = freshPlate();
    await issued({ said: { plate: busy } });
    const [right, wrong] = [vehicle(), vehicle({ plate: busy })];
    const clientKey = randomUUID();
    const outcome = await issued({ clientKey, extras: { vehicles: [wrong, right] } });
    expect(outcome.vehicles).toHaveLength(2);
    expect(outcome.kept).toEqual([
      { field: 'plate', code: 'PL-TWICE', detail: { row: 'live' }, within: { list: 'vehicles', at: 0 } },
    ]);
    const later = await issued({ clientKey: wrong.key, declarationKey: clientKey });
    const [before, after] = [await detailsOf(outcome.crossingId), await detailsOf(later.crossingId)];
    expect(after).toMatchObject({ number: before?.number, part: 3, parts: 3 });
  });

  test('DE-4 sent again after a lost reply: the same passes, the same number, nothing twice', async () => {
    const input = {
      submission: submission({ plate: freshPlate() }),
      clientKey: randomUUID(),
      extras: { vehicles: [vehicle()], goods: [{ goodsName: 'Ớt', customsDeclaration: '306123456791' }] },
    };
    const [one, two] = await Promise.all([mine.declaration.submit(input), mine.declaration.submit(input)]);
    expect(two).toEqual(one);
    const rows = await house.database.owner
      .select()
      .from(filing)
      .where(inArray(filing.clientKey, [input.clientKey, input.extras.vehicles[0]?.key ?? '']));
    expect(rows.map(({ part }) => part).sort()).toEqual([1, 2]);
    expect(new Set(rows.map(({ declarationNo }) => declarationNo)).size).toBe(1);
    const other = { ...input, extras: { ...input.extras, goods: [] } };
    await expect(mine.declaration.submit(other)).rejects.toMatchObject({ message: 'AP-KEY' });
  });

  test('DE-4 further goods and what is not known yet are told to the gate; names of people are not', async () => {
    const late = [{ field: 'seal', owner: 'driver', dueAt: house.clock.at + 3_600_000 }] as const;
    const known = { field: 'weight', owner: 'office', dueAt: house.clock.at } as const;
    const outcome = await issued({
      said: { quantity: '900 thùng', origin: 'Việt Nam' },
      extras: { goods: [{ goodsName: 'Ớt', weight: '1', weightUnit: 'tấn' }], late: [...late, known] },
    });
    const details = await detailsOf(outcome.crossingId);
    expect(details).toMatchObject({
      more: { quantity: '900 thùng', origin: 'Việt Nam', value: null },
      goods: [{ name: 'Ớt', grossWeightKg: 1000 }],
      late,
    });
    expect(JSON.stringify(details)).not.toContain('Hữu');
  });

  test('DE-6 lorries that take the load over come by crossings of their own, tied to it', async () => {
    const [one, two] = [vehicle({ yard: 'Khu B', driverName: 'Lê Văn Bốc' }), vehicle()];
    const outcome = await issued({
      said: { direction: 'nhập', kind: 'sang tải', plate: '桂F8A101', trailer: '' },
      extras: { receiving: [one, two] },
    });
    expect(outcome.receiving).toHaveLength(2);
    const source = await detailsOf(outcome.crossingId);
    expect(source?.receiving?.map(({ area }) => area)).toEqual(['Khu B', null]);
    const [first] = outcome.receiving;
    expect(await detailsOf(first?.crossingId ?? '')).toMatchObject({
      number: source?.number,
      receivesFrom: outcome.crossingId,
    });
    const state = await house.gate((tx) => readState(tx, HN, crossingIdSchema.parse(first?.crossingId)));
    expect(state?.declared).toMatchObject({ kind: 'empty', goods: { class: 'empty' } });
    expect(JSON.stringify(state)).not.toContain('Bốc');
  });

  test('DE-6 nothing comes for a load that was not filed', async () => {
    const plate = '桂F8A102';
    const said = { direction: 'nhập', kind: 'sang tải', plate, trailer: '' };
    await issued({ said });
    const lorry = vehicle();
    const outcome = await send({ said, extras: { receiving: [lorry] } });
    expect(outcome).toMatchObject({ kind: 'faults', faults: [{ field: 'plate', code: 'PL-TWICE' }] });
    expect(await issued({ said: { plate: lorry.plate } })).toMatchObject({ kept: [] });
  });

  test('DE-7 a trip back is tied to the firm’s own trip out of the same vehicle, and to nothing else', async () => {
    const plate = freshPlate();
    const out = await issued({ said: { plate, tripBack: 'có', kind: 'có hàng' } });
    const back = (over: Partial<Input> = {}, to = plate) =>
      issued({ said: { plate: to, direction: 'nhập', gate: 'Hữu Nghị', trailer: '' }, ...over });
    const strange = await back({ extras: { continues: out.crossingId } }, freshPlate());
    expect((await detailsOf(strange.crossingId))?.continues).toBeUndefined();
    const tablet = await house.tablet();
    const left = tablet.confirm(crossingIdSchema.parse(out.crossingId), 'line-exit');
    await tablet.push(house.exchange);
    const leftAt = occurredAt(left);
    const own = await back({ extras: { continues: out.crossingId } });
    expect((await detailsOf(own.crossingId))?.continues).toEqual({
      crossingId: out.crossingId,
      leftAt,
      twoWay: true,
    });
    const [row] = await house.database.owner
      .select({ continues: filing.continues, twoWay: filing.twoWay })
      .from(filing)
      .where(and(eq(filing.gateId, HN), eq(filing.crossingId, own.crossingId)));
    expect(row).toEqual({ continues: out.crossingId, twoWay: false });
    const theirs = house.call(house.people.otherDeclarant);
    const stranger = await theirs.declaration.submit({
      submission: submission({ plate, direction: 'nhập', gate: TT, trailer: '' }),
      clientKey: randomUUID(),
      extras: { continues: out.crossingId },
    });
    // Under way already by its own firm: another firm learns nothing of the trip out.
    expect(stranger).toMatchObject({ kind: 'faults', faults: [{ code: 'PL-TWICE' }] });
  });
});
