import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bankCredit, feeBill, feeMovement } from '@/db/schema/fee';
import { feed } from '@/db/schema/release';
import type { BillKind } from '@/domain/fee/assess';
import { crossingIdSchema } from '@/domain/shared/identity';
import { bookCredits, pullCredits } from '../connectors/bank/pull-credits';
import { type SimulatedBank, startSimulatedBank } from '../connectors/bank/simulator/simulated-bank';
import { httpBank } from '../connectors/bank/source';
import { centreDraft } from '../log/centre-draft';
import { readState } from '../log/read-states';
import { recordEvents } from '../log/record-events';
import { type ApiHouse, apiHouse, TT } from '../testing/api-house';
import { declareCrossing, HN } from '../testing/gate-house';
import { assignCredit, payAtDesk, readFeeDesk } from './desk';
import { makeBill } from './make-bill';
import { readFeeStanding } from './read-standing';
import { askRefund, decideRefund } from './refund';
import { tickWaiting } from './tick-paid';

/** Over real HTTP and real Postgres: a firm, the gate, and a bank. */
let house: ApiHouse;
let bank: SimulatedBank;
const ACCOUNT = { bank: '970436', account: '0011000123456', holder: 'TRUNG TAM QUAN LY CUA KHAU' };

beforeAll(async () => {
  house = await apiHouse();
});
beforeEach(async () => {
  bank = await startSimulatedBank({
    port: 0,
    account: ACCOUNT.account,
    token: 'secret',
    now: () => house.clock.at,
  });
  await house.database.owner.delete(feed);
});
afterEach(() => bank.stop());
afterAll(() => house.close());

const now = () => house.clock.at;
const as = (who: 'gateManager' | 'supervisor' | 'manager') => house.context(house.people[who]);
const pull = () => {
  house.clock.at += 6 * 60_000;
  return pullCredits({
    db: house.database.app,
    bank: httpBank({ url: bank.url, token: 'secret', timeoutMs: 2_000, account: ACCOUNT.account }),
    now,
    everyMs: 10_000,
    leaseMs: 60_000,
    chance: () => 0.5,
  });
};

let plates = 80_000;
/** A loaded export of 19,698 kg of fresh fruit: 800,000 VND. */
const declare = () =>
  house.gate((tx) => declareCrossing(tx, house.ring, { plate: `12C${++plates}`, now: now() }));
const standing = async (crossingId: string) => {
  const read = await readFeeStanding(as('supervisor'), { gateId: HN, crossingId }, ACCOUNT);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const balance = async (crossingId: string, kind: BillKind = 'infrastructure') =>
  (await standing(crossingId)).balances.find((each) => each.kind === kind);
const bill = async (crossingId: string) => {
  const made = await makeBill(as('supervisor'), { gateId: HN, crossingId, kind: 'infrastructure' });
  if (!made.ok) throw new Error(made.error);
  return made.value;
};
const statusOf = async (crossingId: string, step = 'fee-paid') =>
  (await house.gate((tx) => readState(tx, HN, crossingIdSchema.parse(crossingId))))?.steps.find(
    (each) => each.step === step,
  )?.status;
const correct = (crossingId: string, to: number) =>
  house.gate((tx) =>
    recordEvents(
      tx,
      HN,
      [
        {
          ...centreDraft(HN, { crossingId: crossingIdSchema.parse(crossingId), direction: 'export' }),
          type: 'crossing.corrected',
          body: { path: 'goods.grossWeightKg', from: 19_698, to, reason: 'weighed' },
        },
      ],
      now(),
    ),
  );

describe('FE bills', () => {
  test('FE-12 a bill is the same one however often it is asked for, and its code asks for exactly that', async () => {
    const { crossingId } = await declare();
    const made = await Promise.all(Array.from({ length: 8 }, () => bill(crossingId)));
    expect(new Set(made.map(({ reference }) => reference)).size).toBe(1);
    expect(await balance(crossingId)).toMatchObject({
      due: 800_000,
      open: 800_000,
      bill: { amount: 800_000, reference: made[0]?.reference, code: expect.stringContaining('5406800000') },
    });
  });

  test('FE-9 a corrected weight makes another bill for the difference, the old one stays on record as void', async () => {
    const { crossingId } = await declare();
    const first = await bill(crossingId);
    await correct(crossingId, 9_000);
    expect(await balance(crossingId)).toMatchObject({ due: 300_000, bill: null });
    const second = await bill(crossingId);
    expect(second).toMatchObject({ amount: 300_000 });
    expect(second.reference).not.toBe(first.reference);
    const rows = await house.gate((tx) => tx.select().from(feeBill));
    expect(rows.find(({ billId }) => billId === first.billId)?.voidedAt).toBe(now());
  });
});

describe('FE the bank', () => {
  test('FE-13 FE-15 a payment by the code is booked once for ever, whatever the bank does, and the gate’s step is ticked when it waits', async () => {
    const { crossingId } = await declare();
    const { reference } = await bill(crossingId);
    const code = (await balance(crossingId))?.bill?.code ?? '';
    expect(bank.order({ do: 'pay', code })).toMatch(/^FT/);
    bank.order({ do: 'fault', fault: 'twice' });
    expect(await pull()).toMatchObject({ kind: 'answered', heard: 1, booked: 1 });
    bank.order({ do: 'fault', fault: 'nonsense' });
    // The bank has forgotten where we were, and tells everything again.
    await house.database.owner.update(feed).set({ cursor: null });
    expect(await pull()).toMatchObject({ kind: 'answered', heard: 0, booked: 0, unreadable: 3 });
    expect(await balance(crossingId)).toMatchObject({ paid: 800_000, open: 0, excess: 0 });
    const [movement] = (await standing(crossingId)).movements;
    expect(movement).toMatchObject({ via: 'bank', amount: 800_000, receipt: expect.any(Number) });
    expect(reference).toMatch(/^LSH/);

    // Paid on the road: the gate was not waiting yet.
    expect(await statusOf(crossingId)).toBe('open');
    for (const [agency, step] of [
      ['yard', 'staging-arrival'],
      ['gate-centre', 'called'],
      ['border-guard', 'gate-entry'],
      ['customs', 'gate-entry'],
      ['yard', 'yard-in'],
      ['customs', 'yard-in'],
    ] as const) {
      const tablet = await house.tabletAt(HN, agency);
      tablet.wall = now();
      tablet.confirm(crossingId, step);
      await tablet.push(house.exchange);
      house.clock.at += 60_000;
    }
    expect(await tickWaiting(house.database.app, HN, now())).toBe(1);
    expect(await statusOf(crossingId)).toBe('confirmed');
    expect(await tickWaiting(house.database.app, HN, now())).toBe(0);
  });

  test('FE-13 money that comes while the gate waits ticks at once; of ten pulls at the same time one books', async () => {
    const { crossingId } = await declare();
    await bill(crossingId);
    bank.order({ do: 'pay', code: (await balance(crossingId))?.bill?.code ?? '' });
    house.clock.at += 10 * 60_000;
    const ports = {
      db: house.database.app,
      bank: httpBank({ url: bank.url, token: 'secret', timeoutMs: 2_000, account: ACCOUNT.account }),
      now,
      everyMs: 10_000,
      leaseMs: 60_000,
      chance: () => 0.5,
    };
    const turns = await Promise.all(Array.from({ length: 10 }, () => pullCredits(ports)));
    expect(turns.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => bookCredits(ports)));
    expect((await standing(crossingId)).movements).toHaveLength(1);
  });

  test('FE-13 words that name no bill wait for a person; two bills in one transfer too', async () => {
    const [one, other] = [await declare(), await declare()];
    const [first, second] = [await bill(one.crossingId), await bill(other.crossingId)];
    bank.order({ do: 'transfer', amount: 800_000, words: 'phi cua khau xe 12C' });
    bank.order({ do: 'transfer', amount: 1_600_000, words: `${first.reference} ${second.reference}` });
    bank.order({ do: 'transfer', amount: 500_000, words: 'LSH222222222 no such bill' });
    expect(await pull()).toMatchObject({ heard: 3, booked: 0 });
    const desk = await readFeeDesk(as('supervisor'), { gateId: HN, since: 0 });
    expect(desk.unclear.map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual([
      500_000, 800_000, 1_600_000,
    ]);
    const [credit] = desk.unclear.filter(({ amount }) => amount === 800_000);
    const order = { gateId: HN, bankId: credit?.bankId ?? '', reference: first.reference };
    // Who is of Tân Thanh books nothing at Hữu Nghị.
    expect(await assignCredit(as('supervisor'), { ...order, gateId: TT })).toMatchObject({ ok: false });
    expect(await assignCredit(as('supervisor'), { ...order, reference: 'LSHnone' })).toMatchObject({
      ok: false,
    });
    expect(await assignCredit(as('supervisor'), order)).toMatchObject({ ok: true });
    expect(await assignCredit(as('supervisor'), order)).toMatchObject({ ok: false });
    expect(await balance(one.crossingId)).toMatchObject({ paid: 800_000, open: 0 });
  });

  test('FE-13 words no database can keep hold up nothing, and the till of today counts what was booked today', async () => {
    const { crossingId } = await declare();
    const { reference } = await bill(crossingId);
    bank.order({ do: 'transfer', amount: 5_000, words: 'a\0b' });
    bank.order({ do: 'transfer', amount: 800_000, words: `\0${reference}` });
    const since = house.clock.at;
    house.clock.at += 24 * 3_600_000;
    expect(await pull()).toMatchObject({ kind: 'answered', heard: 2, booked: 1 });
    const desk = await readFeeDesk(as('supervisor'), { gateId: HN, since: since + 1 });
    expect(desk.latest).toMatchObject([{ crossingId, amount: 800_000 }]);
    expect(desk.unclear.some(({ words }) => words === 'a b')).toBe(true);
  });

  test.each(['error-500', 'html'] as const)(
    'FE-13 a bank in trouble (%s) is asked again later',
    async (fault) => {
      bank.order({ do: 'fault', fault });
      expect(await pull()).toMatchObject({ kind: 'failed' });
      bank.order({ do: 'fault', fault: 'none' });
      expect(await pull()).toMatchObject({ kind: 'answered' });
    },
  );
});

describe('FE the desk', () => {
  test('FE-12 the desk takes exactly what is open, once, with a receipt number that counts', async () => {
    const { crossingId } = await declare();
    const pay = (amount: number) =>
      payAtDesk(as('supervisor'), { gateId: HN, crossingId, kind: 'infrastructure', amount });
    expect(await pay(1)).toEqual({ ok: false, error: 'AP-DONE' });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => pay(800_000)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const receipts = (await house.gate((tx) => tx.select().from(feeMovement)))
      .flatMap(({ receipt }) => receipt ?? [])
      .toSorted((a, b) => a - b);
    expect(receipts).toEqual(receipts.map((_, n) => n + 1));
  });

  test('FE-14 too much goes back when another person lets it, never twice and never more than is too much', async () => {
    const { crossingId } = await declare();
    await payAtDesk(as('supervisor'), { gateId: HN, crossingId, kind: 'infrastructure', amount: 800_000 });
    const ask = () =>
      askRefund(as('gateManager'), {
        gateId: HN,
        crossingId,
        kind: 'infrastructure',
        reason: 'weighed less',
      });
    expect(await ask()).toEqual({ ok: false, error: 'AP-DONE' });
    await correct(crossingId, 9_000);
    expect(await balance(crossingId)).toMatchObject({ due: 300_000, excess: 500_000 });
    const asked = await ask();
    if (!asked.ok) throw new Error(asked.error);
    expect(asked.value.amount).toBe(500_000);
    expect(await ask()).toEqual({ ok: false, error: 'AP-DONE' });
    const decide = (who: 'gateManager' | 'manager', amount: number) =>
      decideRefund(as(who), { gateId: HN, crossingId, refundId: asked.value.refundId, amount });
    expect(await decide('gateManager', 500_000)).toEqual({ ok: false, error: 'AP-SELF' });
    // Meanwhile it was weighed once more: less is too much, and what the screen said no longer holds.
    await correct(crossingId, 12_000);
    expect(await decide('manager', 500_000)).toEqual({ ok: false, error: 'AP-DONE' });
    const desk = await readFeeDesk(as('manager'), { gateId: HN, since: 0 });
    expect(desk.refunds.find(({ id }) => id === asked.value.refundId)?.amount).toBe(300_000);
    const outcomes = await Promise.all([decide('manager', 300_000), decide('manager', 300_000)]);
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { amount: 300_000 } }]);
    expect(await balance(crossingId)).toMatchObject({ due: 500_000, paid: 500_000, open: 0, excess: 0 });
  });

  test('FE money that was booked cannot be changed by the application', async () => {
    await expect(house.gate((tx) => tx.update(feeMovement).set({ amount: 1 }).returning())).rejects.toThrow();
    await expect(house.gate((tx) => tx.delete(bankCredit).returning())).rejects.toThrow();
  });
});
