import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { slotPlace } from '@/db/schema/slot';
import { redirect } from '@/db/schema/substitution';
import { extrasSchema } from '@/domain/declaration/whole';
import { BUILT_IN_GATES, forgetGates, putGatesInForce } from '@/domain/gate/gates';
import { fastestTravelMs } from '@/domain/gate/travel';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { openPersonal } from '../crossing/seal-personal';
import { readState } from '../log/read-states';
import { renewSlots, tendSlots } from '../slot/tend-slots';
import { ANONYMOUS, type ApiHouse, apiHouse, freshPlate, submission, TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
  for (const gateId of [HN, TT]) {
    await renewSlots(house.database.app, gateId, house.clock.at);
    await tendSlots(house.database.app, gateId, house.clock.at);
  }
});
afterAll(() => house.close());

const firm = () => house.call(house.people.dispatcher);
async function file(gate = 'Hữu Nghị') {
  house.clock.at += 60_000;
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), trailer: '', gate }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome.faults));
  return {
    of: { gateId: outcome.gateId, crossingId: outcome.crossingId },
    token: outcome.token,
    plate: outcome.plate,
  };
}
type Of = Awaited<ReturnType<typeof file>>['of'];
const takeHour = (of: Of) => {
  const hourStart = hourOf(house.clock.at) + 6 * HOUR_MS;
  return firm().slot.take({ ...of, hourStart, untilHour: hourStart, wait: true });
};
const placeOf = async ({ gateId, crossingId }: Of) => {
  const [row] = await inGate(house.database.app, { gateId, actor: null }, (tx) =>
    tx
      .select()
      .from(slotPlace)
      .where(and(eq(slotPlace.gateId, gateId), eq(slotPlace.crossingId, crossingId))),
  );
  return row ?? null;
};
const move = async (of: Of, to: GateId = TT) => {
  house.clock.at += 60_000;
  const answer = await firm().redirect.ask({ ...of, to, reason: 'tắc ở Hữu Nghị' });
  if (answer.kind !== 'moved') throw new Error(answer.code);
  return { ...answer, of: { gateId: answer.gateId, crossingId: answer.crossingId } };
};
const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof TRPCError) return error.message;
      throw error;
    },
  );

test('FV-15 FV-16 it ends here and goes on there with its people, its time of asking and a new pass; the place here is free', async () => {
  const { of, token, plate } = await file();
  expect((await takeHour(of)).kind).toBe('booked');
  const before = await placeOf(of);
  const choices = await firm().redirect.open(of);
  expect(choices).toMatchObject({ refusal: null, askedAt: before?.askedAt });
  expect(choices.gates.find(({ gateId }) => gateId === TT)?.carried).toBe(true);
  const moved = await move(of);
  expect(moved.carried).toBe(true);
  expect(await placeOf(moved.of)).toMatchObject({ state: 'asked', askedAt: before?.askedAt });
  const [old] = await house.database.owner
    .select()
    .from(crossing)
    .where(eq(crossing.crossingId, of.crossingId));
  expect(old).toMatchObject({ endedKind: 'cancelled' });
  const status = (text: string) => house.call(ANONYMOUS).pass.status({ token: text });
  expect((await status(token)).status).toBe('revoked');
  expect(await status(moved.token)).toMatchObject({ gateId: 'TT', status: 'live' });
  const personal = await inGate(house.database.app, { gateId: TT, actor: null }, (tx) =>
    openPersonal(tx, TT, crossingIdSchema.parse(moved.crossingId)),
  );
  expect(personal?.driverName).toBe('Đỗ Hữu Cường');
  const rows = await house.database.owner
    .select()
    .from(redirect)
    .where(eq(redirect.reason, 'tắc ở Hữu Nghị'));
  expect(rows.map(({ way, otherCrossing }) => [way, otherCrossing]).toSorted()).toEqual([
    ['came', of.crossingId],
    ['left', moved.crossingId],
  ]);
  const mine = await firm().declaration.mine();
  expect(mine.filter((each) => each.plate === plate).map(({ gateId }) => gateId)).toEqual(['TT', 'HN']);
  await tendSlots(house.database.app, HN, house.clock.at);
  expect(await placeOf(of)).toMatchObject({ state: 'gone', goneBecause: 'crossing-ended' });
});

test('FV-15 at the new gate it is served before who asked later than it had asked', async () => {
  const { of } = await file();
  expect((await takeHour(of)).kind).toBe('booked');
  const later = await file('Tân Thanh');
  await takeHour(later.of);
  const moved = await move(of);
  const [own, other] = [await placeOf(moved.of), await placeOf(later.of)];
  expect(own?.askedAt).toBeLessThan(other?.askedAt ?? 0);
  await tendSlots(house.database.app, TT, house.clock.at);
  expect((await placeOf(moved.of))?.state).toBe('booked');
});

test('FV-14 once, not to where it is, not after its end; who has asked for no hour takes none along', async () => {
  const { of } = await file();
  expect(await firm().redirect.ask({ ...of, to: HN, reason: 'thử xem' })).toEqual({
    kind: 'refused',
    code: 'RD-SAME',
  });
  const moved = await move(of);
  expect(moved.carried).toBe(false);
  expect(await placeOf(moved.of)).toBeNull();
  expect(await firm().redirect.ask({ ...moved.of, to: HN, reason: 'thử xem' })).toMatchObject({
    code: 'RD-AGAIN',
  });
  expect(await firm().redirect.ask({ ...of, to: TT, reason: 'thử xem' })).toMatchObject({
    code: 'RD-ENDED',
  });
  expect((await firm().redirect.open(of)).change).toEqual({ way: 'left', gateId: 'TT' });
});

test('FV-14 not to a gate that is closed', async () => {
  const { of } = await file();
  putGatesInForce(
    1,
    BUILT_IN_GATES.map((gate) => ({ ...gate, closed: gate.code === TT })),
  );
  try {
    expect((await firm().redirect.open(of)).gates.map(({ gateId }) => gateId)).not.toContain(TT);
    expect(await firm().redirect.ask({ ...of, to: TT, reason: 'thử xem' })).toEqual({
      kind: 'refused',
      code: 'RD-CLOSED',
    });
  } finally {
    forgetGates();
  }
});

test('DE-10 FV-16 what the firm owes goes along; what it has told meanwhile is not asked for again', async () => {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate(), trailer: '', seal: '', customsDeclaration: '' }),
    clientKey: randomUUID(),
    extras: {
      late: (['seal', 'customsDeclaration'] as const).map((field) => ({
        field,
        owner: 'office' as const,
        dueAt: house.clock.at + HOUR_MS,
      })),
    },
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome.faults));
  const { gateId, crossingId } = outcome;
  await firm().declaration.correctField({ gateId, crossingId, field: 'seal', to: 'VN 9', reason: 'đã biết' });
  const moved = await move({ gateId, crossingId });
  const mine = (await firm().declaration.mine()).find((each) => each.crossingId === moved.crossingId);
  expect(mine?.late.map(({ field }) => field)).toEqual(['customsDeclaration']);
});

test('FV-16 pressed twice it goes once, and two in opposite directions do not stand in each other’s way', async () => {
  const one = await file();
  const [first, second] = await Promise.all(
    [1, 2].map(() => firm().redirect.ask({ ...one.of, to: TT, reason: 'hai lần' })),
  );
  expect([first?.kind, second?.kind].sort()).toEqual(['moved', 'refused']);
  const [there, here] = [await file(), await file('Tân Thanh')];
  const answers = await Promise.all([
    firm().redirect.ask({ ...there.of, to: TT, reason: 'sang kia' }),
    firm().redirect.ask({ ...here.of, to: HN, reason: 'sang đây' }),
  ]);
  expect(answers.map(({ kind }) => kind)).toEqual(['moved', 'moved']);
});

test('FV-8 another firm moves nobody by a guessed id', async () => {
  const { of } = await file();
  const stranger = house.call(house.people.otherOwner);
  expect(await codeOf(stranger.redirect.ask({ ...of, to: TT, reason: 'thử xem' }))).toBe('AP-MAY');
  expect(await codeOf(stranger.redirect.open(of))).toBe('AP-MAY');
});

test('FV-14 the gates are offered with those first to which the time of asking goes along, the nearest of them first', async () => {
  const { of } = await file();
  await takeHour(of);
  const { gates } = await firm().redirect.open(of);
  expect(gates.length).toBeGreaterThan(2);
  const rank = gates.map(({ gateId, carried }) => [carried ? 0 : 1, fastestTravelMs(HN, gateId)] as const);
  expect(rank).toEqual(rank.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
  expect(gates[0]).toMatchObject({ carried: true });
});

test('FV-16 the list of lorries that come for the load goes along', async () => {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: '桂F8A771', trailer: '', kind: 'sang tải', direction: 'nhập' }),
    clientKey: randomUUID(),
    extras: extrasSchema.parse({ receiving: [{ key: randomUUID(), plate: freshPlate() }] }),
  });
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome.faults));
  const listed = async (gateId: GateId, crossingId: string) => {
    const state = await inGate(house.database.app, { gateId, actor: null }, (tx) =>
      readState(tx, gateId, crossingIdSchema.parse(crossingId)),
    );
    return state?.declared?.details?.receiving;
  };
  const before = await listed(HN, outcome.crossingId);
  expect(before).toHaveLength(1);
  const moved = await move({ gateId: HN, crossingId: outcome.crossingId });
  expect(await listed(TT, moved.crossingId)).toEqual(before);
});
