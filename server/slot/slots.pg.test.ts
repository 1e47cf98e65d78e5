import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { slot, slotConduct, slotPlace, slotRound } from '@/db/schema/slot';
import { decide } from '@/domain/flow/decide';
import { crossingIdSchema } from '@/domain/shared/identity';
import { checkDraw, commitmentTo } from '@/domain/slot/draw';
import { aboutDraw, recordLineSchema } from '@/domain/slot/public-record';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import { previewFlowPlan } from '../flow/preview-flow-plan';
import { readSituation } from '../flow/read-situation';
import { TT } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { type SlotHouse, slotHouse } from '../testing/slot-house';
import { stayInSlot } from './leave-slot';
import { postponeSlot } from './postpone-slot';
import { readDraw } from './read-draw';
import { readPublicSlots } from './read-public-slots';
import { readSlotBoard } from './read-slot-board';
import { takeSlot } from './take-slot';
import { gatesToTend, renewSlots, tendSlots } from './tend-slots';

let house: SlotHouse;
beforeAll(async () => {
  house = await slotHouse();
});
afterAll(() => house.close());
// Hours that no other test has opened.
beforeEach(() => {
  house.clock.at += 5 * 24 * HOUR_MS;
});

const tend = () => tendSlots(house.database.app, HN, house.clock.at);
const nth = async (count: number, firm = 'firm') =>
  (await house.lorries(Array.from({ length: count }, (_, n) => `${firm}-${n}`))).map((id) =>
    crossingIdSchema.parse(id),
  );
const record = () => readPublicSlots(house.context, { gateId: HN, before: null, reference: null });

describe('a place', () => {
  test('SL-4 what is given up goes to the line in its order, and nobody who comes later is quicker', async () => {
    await house.open(2, 1, 10);
    const [holder, first, second, quick] = await nth(4, 'line');
    if (!holder || !first || !second || !quick) throw new Error('no lorries');
    expect((await house.take(holder, 2)).kind).toBe('booked');
    expect((await house.take(first, 2)).kind).toBe('waits');
    house.clock.at += 1000;
    expect((await house.take(second, 2)).kind).toBe('waits');
    await house.leave(holder);
    await tend();
    expect(await house.stateOf(holder)).toBe('booked');
    house.clock.at += 20_000;
    await tend();
    expect(await house.stateOf(holder)).toBe('gone');
    expect(await house.stateOf(first)).toBe('booked');
    expect(await house.stateOf(second)).toBe('asked');
    // One more is given out: it is not for who presses at that moment.
    await house.open(2, 2, 10);
    expect((await house.take(quick, 2)).kind).toBe('waits');
    expect([await house.stateOf(second), await house.stateOf(quick)]).toEqual(['booked', 'asked']);
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-9 what was given up is taken back within the moment, place in line and all', async () => {
    await house.open(3, 1, 10);
    const [holder, waiter] = await nth(2, 'undo');
    if (!holder || !waiter) throw new Error('no lorries');
    await house.take(holder, 3);
    await house.take(waiter, 3);
    for (const crossingId of [holder, waiter]) {
      await house.leave(crossingId);
      expect(await stayInSlot(house.context, { gateId: HN, crossingId })).toEqual({ kept: true });
    }
    house.clock.at += 60_000;
    await tend();
    expect([await house.stateOf(holder), await house.stateOf(waiter)]).toEqual(['booked', 'asked']);
    await house.leave(holder);
    house.clock.at += 60_000;
    await tend();
    expect(await stayInSlot(house.context, { gateId: HN, crossingId: holder })).toEqual({ kept: false });
  });

  test('SL-8 a place is postponed once; who finds the later hour full keeps what it had', async () => {
    await house.open(4, 2, 10);
    await house.open(8, 1, 10);
    const [one, other] = await nth(2, 'late');
    if (!one || !other) throw new Error('no lorries');
    await house.take(one, 4);
    await house.take(other, 4);
    const postpone = (crossingId: typeof one, from = 4) =>
      postponeSlot(house.context, { gateId: HN, crossingId, hours: 4, from: house.hourNo(from) });
    expect(await postpone(one)).toMatchObject({ value: { kind: 'booked', hourStart: house.hourNo(8) } });
    expect(await postpone(other)).toMatchObject({ value: { kind: 'refused', because: 'SL-FULL' } });
    await house.open(12, 5, 10);
    expect(await postpone(one, 8)).toMatchObject({ value: { kind: 'refused', because: 'SL-AGAIN' } });
    const board = await readSlotBoard(house.context, { gateId: HN, crossingId: one });
    expect(board).toMatchObject({ value: { postponeBy: [], mine: { mayPostpone: false } } });
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-7 two no-shows running block the vehicle, at the gate next door too', async () => {
    const [lorry] = await nth(1, 'absent');
    if (!lorry) throw new Error('no lorry');
    for (let time = 0; time < 2; time += 1) {
      await house.open(1, 1, 10);
      expect((await house.take(lorry, 1)).kind).toBe('booked');
      house.clock.at = house.hourNo(2) + 60_000;
      await tend();
      expect(await house.stateOf(lorry)).toBe('gone');
    }
    expect(await house.take(lorry, 1)).toEqual({ kind: 'refused', because: 'SL-BLOCKED' });
    const board = () => readSlotBoard(house.context, { gateId: HN, crossingId: lorry });
    expect(await board()).toMatchObject({
      value: { refusal: 'SL-BLOCKED', blockedUntil: house.clock.at + 14 * 24 * HOUR_MS },
    });
    const [row] = await house.database.owner.select().from(crossing).where(eq(crossing.crossingId, lorry));
    const [next] = await house.lorries(['absent'], TT);
    if (!row || !next) throw new Error('no crossing');
    await house.database.owner
      .update(crossing)
      .set({ plateKey: row.plateKey })
      .where(eq(crossing.crossingId, next));
    const hour = { hourStart: house.hourNo(1), untilHour: house.hourNo(1), wait: true };
    expect(await takeSlot(house.context, { gateId: TT, crossingId: next, ...hour })).toMatchObject({
      value: { kind: 'refused', because: 'SL-BLOCKED' },
    });
    const conduct = await house.database.owner
      .select()
      .from(slotConduct)
      .where(eq(slotConduct.plateKey, row.plateKey ?? ''));
    expect(conduct.map(({ kind }) => kind)).toEqual(['no-show', 'no-show']);
    // Who stands at the gate is told that, not until when it would be blocked.
    await house.database.owner
      .update(crossing)
      .set({ endedAt: house.clock.at, endedKind: 'cancelled' })
      .where(eq(crossing.crossingId, lorry));
    expect(await board()).toMatchObject({ value: { refusal: 'SL-ENDED', blockedUntil: null } });
  });

  test('SL-9 who came has used the place, and a crossing that ended gives it back', async () => {
    await house.open(5, 2, 10);
    const [came, ended, waits] = await nth(3, 'came');
    if (!came || !ended || !waits) throw new Error('no lorries');
    await house.take(came, 5);
    await house.take(ended, 5);
    await house.take(waits, 5);
    const set = (crossingId: typeof came, change: object) =>
      house.database.owner.update(crossing).set(change).where(eq(crossing.crossingId, crossingId));
    await set(came, { arrivedAt: house.clock.at, stage: 'staging' });
    await set(ended, { endedAt: house.clock.at, endedKind: 'cancelled' });
    await tend();
    expect(await house.stateOf(came)).toBe('came');
    expect(await house.stateOf(ended)).toBe('gone');
    expect(await house.stateOf(waits)).toBe('booked');
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-13 a booked slot is the time its vehicle asked for, in the line, its live time and the forecast', async () => {
    // Who booked in the tests before and never came is settled first.
    await tend();
    await house.open(6, 1, 10);
    const [lorry] = await nth(1, 'planned');
    if (!lorry) throw new Error('no lorry');
    await house.take(lorry, 6);
    const { directions } = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
      readSituation(tx, HN, house.clock.at),
    );
    const hour = house.hourNo(6);
    const standing = directions.export.standing.find(({ crossingId }) => crossingId === lorry);
    expect(standing).toMatchObject({ plannedAt: hour, hasSlot: true });
    const { coming, live } = decide(directions.export);
    expect(coming.map(({ crossingId }) => crossingId)).toContain(lorry);
    expect(live.liveAt.get(lorry)).toBeGreaterThanOrEqual(hour);
    // A plan by which the line hardly moves: whoever booked keeps the slot and comes later; the manager is told before.
    const { content } = directions.export;
    const slow = { ...content, lanes: content.lanes.map((lane) => ({ ...lane, vehiclesPerHour: 0.01 })) };
    const preview = await previewFlowPlan(house.context, { gateId: HN, content: slow });
    // With the one that stands in the yard since the test before.
    expect(preview.export.withSlot).toEqual({ all: 2, later: 2 });
  });
});

describe('a release', () => {
  test('SL-1 SL-5 the plan fills the coming days, and every release has its commitment, its seed told to nobody', async () => {
    await renewSlots(house.database.app, TT, house.clock.at);
    const rows = await house.database.owner.select().from(slot).where(eq(slot.gateId, TT));
    expect(rows.length).toBeGreaterThan(4 * 72);
    const sum = (read: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + read(row), 0);
    expect(sum(({ capacity }) => capacity)).toBeGreaterThan(0);
    expect(sum(({ released }) => released)).toBeLessThan(sum(({ capacity }) => capacity));
    expect(sum(({ released }) => released)).toBeGreaterThan(0);
    const { rounds } = await readPublicSlots(house.context, { gateId: TT, before: null, reference: null });
    expect(rounds).toHaveLength(72);
    const seeds = await house.database.owner.select().from(slotRound).where(eq(slotRound.gateId, TT));
    for (const { seed, commitment } of seeds) {
      expect(commitmentTo(seed)).toBe(commitment);
      expect(JSON.stringify(rounds)).not.toContain(seed);
    }
    // Again it changes nothing.
    await renewSlots(house.database.app, TT, house.clock.at);
    expect(await house.database.owner.select().from(slot).where(eq(slot.gateId, TT))).toEqual(
      expect.arrayContaining(rows),
    );
  });

  test('SL-6 more ask than there are places: a draw decides, anybody can make it again, and it happens once', async () => {
    await renewSlots(house.database.app, HN, house.clock.at);
    const releaseAt = hourOf(house.clock.at) + HOUR_MS;
    const hourStart = releaseAt + 24 * HOUR_MS;
    const hour = 25;
    const before = await house.database.owner.select().from(slot).where(eq(slot.hourStart, hourStart));
    const own = before.find(
      (row) => row.gateId === HN && row.class === 'perishable' && row.direction === 'export',
    );
    if (own === undefined) throw new Error('no slot');
    await house.open(hour, own.released, own.capacity);
    const early = await nth(own.released - own.booked, 'early');
    for (const each of early) expect((await house.take(each, hour)).kind).toBe('booked');
    const places = Math.floor(own.capacity * 0.7 + 1e-9) - own.released;
    expect(places).toBeGreaterThan(0);
    const askers = await nth(places + 6, 'asks');
    for (const each of askers) expect((await house.take(each, hour)).kind).toBe('waits');

    house.clock.at = releaseAt + 1000;
    await Promise.all([tend(), tend(), tend()]);
    await tend();
    const { rounds, lines } = await record();
    const round = rounds.find((each) => each.releaseAt === releaseAt);
    const [made] = round?.draws ?? [];
    if (round === undefined || made === undefined) throw new Error('no draw');
    const published = { about: aboutDraw(HN, made, releaseAt), commitment: round.commitment };
    const proof = await readDraw(house.context, { gateId: HN, releaseAt, ...made });
    if (!proof.ok) throw new Error(proof.error);
    expect(checkDraw(proof.value, published)).toBe('holds');
    const { entries, given } = proof.value;
    expect([made.asked, made.places, entries.length, given.length]).toEqual([
      places + 6,
      places,
      places + 6,
      places,
    ]);
    const holders = await house.database.owner
      .select()
      .from(slotPlace)
      .where(eq(slotPlace.hourStart, hourStart));
    const drawn = holders.filter(
      ({ state, crossingId }) => state === 'booked' && !early.includes(crossingIdSchema.parse(crossingId)),
    );
    expect(drawn.map(({ reference }) => reference).toSorted()).toEqual(given.toSorted());
    expect(lines.filter(({ why }) => why.kind === 'taken' && why.by === 'draw')).toHaveLength(places);
    expect(await house.contradictions()).toEqual([]);
  });

  test('SL-9 only gates where something is due or held are tended', async () => {
    expect(await gatesToTend(house.database.app, house.clock.at)).toEqual([HN, TT]);
    expect(await gatesToTend(house.database.app, 0)).toEqual([HN]);
  });

  test('SL-10 the public record says neither firm nor plate nor crossing, and nobody can change it', async () => {
    const shown = await record();
    const text = JSON.stringify(shown);
    const places = await house.database.owner.select().from(slotPlace);
    const rows = await house.database.owner.select().from(crossing);
    expect(shown.lines.length).toBeGreaterThan(10);
    for (const line of shown.lines) expect(recordLineSchema.parse(line)).toEqual(line);
    for (const { firm, crossingId } of places) {
      expect(text).not.toContain(`"${firm}"`);
      expect(text).not.toContain(crossingId);
    }
    for (const { plate } of rows) expect(text).not.toContain(plate ?? 'no plate');
    const [one] = places;
    const found = await readPublicSlots(house.context, {
      gateId: HN,
      before: null,
      reference: one?.reference ?? '',
    });
    expect(new Set(found.lines.map(({ reference }) => reference))).toEqual(new Set([one?.reference]));
    for (const statement of [
      'delete from slot_record',
      `update slot_record set reference = 'mine'`,
      `update slot_round set seed = 'mine'`,
      'delete from slot_draw',
    ])
      await expect(house.gate((tx) => tx.execute(statement))).rejects.toThrow();
  });
});
