import { beforeEach, describe, expect, test } from 'vitest';
import { passRowOf } from './sync/prepare-page';
import type { Tablet } from './tablet';
import { plainVault } from './testing/plain-vault';
import { plateNo, recordNo, tokenNo } from './testing/sample-passes';
import { passNo } from './testing/samples';
import { type SimulatedGate, subjectNo } from './testing/simulated-gate';
import { entry, MINUTE, type TwoTablets, twoTablets } from './testing/two-tablets';

let gate: SimulatedGate;
let tablet: Tablet;
let second: Tablet;
let open: TwoTablets['open'];
let judge: TwoTablets['judge'];
beforeEach(async () => {
  ({ gate, tablet, second, open, judge } = await twoTablets());
});

describe('deeds', () => {
  test('OF-11 an undo of the own tick makes the pass usable again', async () => {
    const token = await tokenNo(1);
    const { vehicle } = await tablet.scan(token, 'camera');
    const ticked = await tablet.confirmSteps(vehicle, [entry]);
    const [event] = ticked.kind === 'recorded' ? ticked.events : [];
    if (event === undefined) throw new Error('not recorded');
    gate.pass(3000);
    await tablet.undo(event.id);
    expect((await judge(token)).code).toBe('AD-OK');
    expect((await tablet.recent(9)).find((line) => line.eventId === event.id)?.undone).toBe(true);
  });

  test('a hold refuses everywhere until it is lifted', async () => {
    const subject = subjectNo(2);
    await tablet.placeHold(subject, 'documents');
    await tablet.exchange();
    await second.exchange();
    expect((await second.scan(await tokenNo(2), 'camera')).decision.code).toBe('AD-HOLD');
    await tablet.liftHold(subject);
    expect((await judge(await tokenNo(2))).code).toBe('AD-OK');
  });

  test('look-up finds by plate, tail, container and short code, however it is typed', async () => {
    const found = async (query: string) => (await tablet.lookUp(query)).map(({ passId }) => passId);
    const plate = plateNo(2);
    for (const query of [
      plate,
      plate.toLowerCase(),
      `${plate.slice(0, 3)}-${plate.slice(3)}`,
      plate.slice(-5),
    ])
      expect(await found(query)).toEqual([passNo(2)]);
    expect(await found('MSKU 123456-5')).toHaveLength(3);
    expect(await found('99Z99999')).toEqual([]);
    expect(await found('2')).toEqual([]);
    const [vehicle] = await tablet.lookUp(plate);
    expect(await found(vehicle?.shortCode ?? '')).toContain(passNo(2));
    expect(vehicle?.crossing?.binding?.plate).toBe(plate);
    expect((await judge(vehicle?.token ?? '')).code).toBe('AD-OK');
  });

  test('OF-85 after a substitution the look-up finds the vehicle once, under the pass that is in force', async () => {
    const store = gate.tablets[0]?.store;
    if (store === undefined) throw new Error('no store');
    const told = await recordNo(2);
    const anew = passNo(0x0001);
    for (const [old, next] of [
      [told.passId, passNo(0xffff)],
      [told.passId, anew],
    ] as const) {
      const page = { stream: 'passes', tombstones: [], from: (await store.cursors()).passes } as const;
      const upserts = await Promise.all([
        passRowOf({ ...told, passId: old, status: 'revoked' }, plainVault),
        passRowOf({ ...told, passId: next, token: await tokenNo(2, { passId: next }) }, plainVault),
      ]);
      await store.applyPage({ ...page, next: page.from, upserts });
      const found = await tablet.lookUp(plateNo(2));
      expect(found.map(({ passId }) => passId)).toEqual([next]);
      expect(found[0]?.record?.status).toBe('live');
      // Picked from the queue, too.
      expect((await tablet.vehicle({ ...subjectNo(2), passId: null })).record?.passId).toBe(next);
      const gone = await passRowOf({ ...told, passId: next, status: 'superseded' }, plainVault);
      await store.applyPage({ ...page, next: page.from, upserts: [gone] });
    }
  });

  test('OF-83 the codes on customs’ papers find the vehicles they are about', async () => {
    const found = async (query: string) => (await tablet.lookUp(query)).length;
    expect(await found('30712345678')).toBe(3);
    expect(await found('307123456780')).toBe(3);
    expect(await found('30712345679')).toBe(0);
    expect(await found('MSKU1234565')).toBe(3);
  });

  test('ID-61 look-alikes find every vehicle that is meant, the exact one first', async () => {
    const plain = plateNo(2);
    const confused = plain.replaceAll('0', 'O').replaceAll('5', 'S').replaceAll('1', 'I');
    expect((await tablet.lookUp(confused)).map(({ passId }) => passId)).toEqual([passNo(2)]);
    // A container shared by several is shown as several.
    expect(await tablet.lookUp('M5KU1234S6S')).toHaveLength(3);
  });

  test('a reload knows the plate of a pass the centre never told of', async () => {
    await tablet.scan(await tokenNo(9), 'trigger');
    const [line] = await open(0).recent(1);
    expect(line).toMatchObject({ plate: plateNo(9), what: 'scan', standing: { kind: 'unsynced' } });
  });

  test('OF-14 a backlog of fifty, or of half an hour, is said', async () => {
    expect((await tablet.standing()).backlog).toBe(false);
    await tablet.scan('x', 'camera');
    gate.pass(31 * MINUTE);
    expect(await tablet.standing()).toMatchObject({ backlog: true, unsyncedCount: 1 });
    await tablet.exchange();
    expect(await tablet.standing()).toMatchObject({ backlog: false, unsyncedCount: 0, clockOffsetMs: -700 });
  });
});
