import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodePass } from '@/domain/pass/decode-pass';
import { type ApiHouse, apiHouse, type Caller, freshPlate, submission } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';
import { CORRECTABLE_FIELDS, readCorrection } from './read-correction';

let house: ApiHouse;
let mine: Caller;
let tablet: FakeTablet;

beforeAll(async () => {
  house = await apiHouse();
  mine = house.call(house.people.declarant);
  tablet = await house.tabletAt(HN, 'border-guard');
});
afterAll(() => house.close());

async function declared() {
  const outcome = await mine.declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error('not issued');
  return outcome;
}
const claimsOf = (token: string) => {
  const decoded = decodePass(token);
  if (decoded.kind !== 'decoded') throw new Error(decoded.kind);
  return decoded.pass.claims;
};
const reason = 'typed the wrong number';

describe('correcting one field', () => {
  test('of what the pass binds: a pass of a higher revision, the older one superseded, a history with a reason', async () => {
    const { crossingId, token, passId } = await declared();
    const outcome = await house.call(house.people.supervisor).declaration.correctField({
      gateId: HN,
      crossingId,
      field: 'trailer',
      to: '35R-111.22',
      reason,
    });
    if (outcome.kind !== 'corrected' || !outcome.pass) throw new Error(JSON.stringify(outcome));
    expect(outcome.reissued).toBe(true);
    expect(claimsOf(outcome.pass.token)).toMatchObject({
      passId,
      revision: 1,
      driver: 'Đỗ Hữu Cường',
      binding: { trailer: '35R11122' },
    });
    const anyone = house.call({ kind: 'anonymous' });
    expect(await anyone.pass.status({ token })).toMatchObject({ status: 'superseded', revision: 1 });
    expect(await anyone.pass.status({ token: outcome.pass.token })).toMatchObject({
      status: 'live',
      revision: 1,
      stage: 'declared',
    });
    const { state } = await house.call(house.people.supervisor).control.crossing({ gateId: HN, crossingId });
    expect(state.history).toMatchObject([
      {
        path: 'binding.trailer',
        from: '35R74472',
        to: '35R11122',
        reason,
        actor: house.people.supervisor.id,
      },
    ]);
  });

  test('of what the pass does not bind: the same pass', async () => {
    const { crossingId, token } = await declared();
    const outcome = await mine.declaration.correctField({
      gateId: HN,
      crossingId,
      field: 'weight',
      to: '21,5 tấn',
      reason,
    });
    expect(outcome).toEqual({ kind: 'corrected', reissued: false, pass: { revision: 0, token } });
    const { state } = await house.call(house.people.supervisor).control.crossing({ gateId: HN, crossingId });
    expect(state.declared?.goods.grossWeightKg).toBe(21_500);
  });

  test('a faulty value is answered by the rule that reads the whole form, and changes nothing', async () => {
    const { crossingId } = await declared();
    const outcome = await mine.declaration.correctField({
      gateId: HN,
      crossingId,
      field: 'container',
      to: 'CSQU3054384',
      reason,
    });
    expect(outcome).toMatchObject({ kind: 'faults', faults: [{ field: 'container', code: 'CT-CHECK' }] });
    await expect(
      mine.declaration.correctField({ gateId: HN, crossingId, field: 'trailer', to: '35R-744.72', reason }),
    ).rejects.toMatchObject({ message: 'AP-DONE' });
  });

  test('FV-9 a firm tells a trailer or container that was not known; one that was is not swapped by a correction', async () => {
    const { crossingId } = await declared();
    const correct = (field: 'trailer' | 'container', to: string) =>
      mine.declaration.correctField({ gateId: HN, crossingId, field, to, reason });
    const swap = (field: string) => ({ kind: 'faults', faults: [{ field, code: 'ID-SWAP' }] });
    // Emptied first it would be unknown again, and free for another.
    for (const to of ['35R-111.22', '']) expect(await correct('trailer', to)).toMatchObject(swap('trailer'));
    expect(await correct('container', 'CSQU3054383')).toMatchObject({ kind: 'corrected', reissued: true });
    expect(await correct('container', '')).toMatchObject(swap('container'));
    const { state } = await house.call(house.people.supervisor).control.crossing({ gateId: HN, crossingId });
    expect(state.declared?.binding).toMatchObject({ trailer: '35R74472', container: 'CSQU3054383' });
  });

  test('DE-12 a firm reads its fields as they stand and what was corrected, its own people by name', async () => {
    const { crossingId } = await declared();
    const of = { gateId: HN, crossingId };
    const before = await mine.declaration.fields(of);
    expect(before.history).toEqual([]);
    expect(before.fields.map(({ field }) => field)).toEqual([...CORRECTABLE_FIELDS]);
    const stands = (field: string, from = before) => from.fields.find((each) => each.field === field);
    expect(stands('trailer')).toMatchObject({ value: '35R74472', isAsked: true, isBound: true });
    // Not given yet: a firm may tell it (FV-9).
    expect(stands('container')).toMatchObject({ value: null, isAsked: false });
    await mine.declaration.correctField({ ...of, field: 'seal', to: 'VN41', reason });
    await house.call(house.people.supervisor).declaration.correctField({
      ...of,
      field: 'trailer',
      to: '35R-111.22',
      reason: 'seen at the yard',
    });
    const after = await mine.declaration.fields(of);
    expect(stands('seal', after)?.value).toBe('VN41');
    expect(after.history).toEqual([
      expect.objectContaining({ field: 'trailer', from: '35R74472', to: '35R11122', by: null }),
      expect.objectContaining({
        field: 'seal',
        from: null,
        to: 'VN41',
        reason,
        by: expect.stringMatching(/./),
      }),
    ]);
    const stranger = house.call(house.people.otherDeclarant);
    await expect(stranger.declaration.fields(of)).rejects.toMatchObject({ message: 'AP-MAY' });
  });

  test('two corrections at once both count, one revision after the other', async () => {
    const { crossingId, token } = await declared();
    const correct = (field: 'seal' | 'container', to: string) =>
      mine.declaration.correctField({ gateId: HN, crossingId, field, to, reason });
    const outcomes = await Promise.all([correct('seal', 'VN111'), correct('container', 'CSQU3054383')]);
    const revisions = outcomes.map((outcome) =>
      outcome.kind === 'corrected' ? outcome.pass?.revision : null,
    );
    expect([...revisions].sort()).toEqual([1, 2]);
    const newest = outcomes.find((outcome) => outcome.kind === 'corrected' && outcome.pass?.revision === 2);
    if (newest?.kind !== 'corrected' || !newest.pass) throw new Error('no newest pass');
    expect(claimsOf(newest.pass.token).binding).toMatchObject({ seal: 'VN111', container: 'CSQU3054383' });
    expect(claimsOf(token).binding).toMatchObject({ seal: null, container: null });
  });

  test('an ended crossing is not corrected; a revoked pass is not brought back by a correction', async () => {
    const { crossingId, passId } = await declared();
    const supervisor = house.call(house.people.supervisor);
    await supervisor.control.revokePass({ gateId: HN, passId, reason: 'papers withdrawn' });
    expect(
      await mine.declaration.correctField({ gateId: HN, crossingId, field: 'seal', to: 'VN9', reason }),
    ).toMatchObject({ kind: 'corrected', reissued: false });
    tablet.write({
      ...tablet.envelope(crossingId),
      type: 'crossing.turned-back',
      body: { reason: 'went home' },
    });
    await tablet.push(house.exchange);
    await expect(
      mine.declaration.correctField({ gateId: HN, crossingId, field: 'seal', to: 'VN8', reason }),
    ).rejects.toMatchObject({ message: 'AP-ENDED' });
  });

  test("another firm and another gate's supervisor may not, the gate's own supervisor may", async () => {
    const { crossingId } = await declared();
    const input = { gateId: HN, crossingId, field: 'seal', to: 'VN7', reason } as const;
    for (const actor of [house.people.otherDeclarant, house.people.otherSupervisor, house.people.officer])
      await expect(house.call(actor).declaration.correctField(input)).rejects.toMatchObject({
        message: 'AP-MAY',
      });
    expect((await house.call(house.people.supervisor).declaration.correctField(input)).kind).toBe(
      'corrected',
    );
  });

  test('every correctable field is read by the one rule, and nothing may be emptied that is needed', () => {
    const good: Record<(typeof CORRECTABLE_FIELDS)[number], [string, unknown]> = {
      trailer: ['35R-111.22', '35R11122'],
      container: ['CSQU 305438 3', 'CSQU3054383'],
      seal: ['vn 12', 'VN 12'],
      customsDeclaration: ['308207518100', '30820751810'],
      goodsName: ['  Chuối   xanh ', 'Chuối xanh'],
      hsCode: ['0803.90', '0803.90'],
      weight: ['21.484 kg', 21_484],
      arrivalTime: ['29/08/2024 17h35', Date.UTC(2024, 7, 29, 10, 35)],
    };
    for (const field of CORRECTABLE_FIELDS) {
      const [typed, value] = good[field];
      const read = readCorrection(field, typed);
      expect({ field, value: read.ok ? read.value.value : read.error }).toMatchObject({ field });
      expect(read.ok).toBe(true);
      if (read.ok && field !== 'seal' && field !== 'hsCode') expect(read.value.value).toBe(value);
    }
    expect(readCorrection('goodsName', ' ').ok).toBe(false);
    expect(readCorrection('trailer', '')).toMatchObject({ ok: true, value: { value: null } });
  });
});
