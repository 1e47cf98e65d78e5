import { and, asc, eq } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { feeBill, feeMovement, feeRefund } from '@/db/schema/fee';
import { slotPlace } from '@/db/schema/slot';
import { substitution } from '@/db/schema/substitution';
import { threadMessage } from '@/db/schema/thread';
import type { Declared, FieldChange } from '@/domain/crossing/state';
import { type CrossingId, crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { KeyRing } from '../keys/key-ring';
import { readStates } from '../log/read-states';
import { linesOf, type ThreadLine } from '../thread/read-thread';
import type { FirmRecord } from './firm-records';
import { iso } from './iso';

// What the firm has of each row: nobody of the gate is named in it.

const correctionOf = ({ path, from, to, reason, at }: FieldChange) => ({
  at: iso(at),
  path,
  from,
  to,
  reason,
});
const slotOf = (row: typeof slotPlace.$inferSelect) => ({
  askedAt: iso(row.askedAt),
  reference: row.reference,
  class: row.class,
  state: row.state,
  hour: iso(row.hourStart),
  untilHour: iso(row.untilHour),
  postponed: row.postponed,
  endedBecause: row.goneBecause,
});
const billOf = ({ kind, reference, tariff, lines, amount, ...row }: typeof feeBill.$inferSelect) => ({
  at: iso(row.madeAt),
  kind,
  reference,
  tariff,
  lines,
  amount,
  voidedAt: iso(row.voidedAt),
});
const paymentOf = ({ at, kind, amount, via, receipt }: typeof feeMovement.$inferSelect) => ({
  at: iso(at),
  kind,
  amount,
  via,
  receipt,
});
const refundOf = ({ askedAt, kind, amount, reason, outcome }: typeof feeRefund.$inferSelect) => ({
  at: iso(askedAt),
  kind,
  amount,
  reason,
  outcome,
});
const substitutionOf = (row: typeof substitution.$inferSelect) => ({
  at: iso(row.askedAt),
  part: row.part,
  before: row.before,
  after: row.after,
  fleetEntry: row.entryId,
  reason: row.reason,
  outcome: row.outcome,
  code: row.code,
  answer: row.words,
});
const questionOf = ({ at, from, agency, subject, phrase, words, locale }: ThreadLine) => ({
  at: iso(at),
  from,
  agency,
  subject,
  phrase,
  words,
  locale,
});

/** What the gate keeps of a declaration beside its line of the list. Times are ISO 8601 in UTC, amounts VND. */
export type FirmFile = {
  /** As it stands now, with its further goods and its receiving lorries; null: nothing of it is in the log. */
  readonly declared: Declared | null;
  readonly corrections: readonly ReturnType<typeof correctionOf>[];
  readonly slot: ReturnType<typeof slotOf> | null;
  readonly bills: readonly ReturnType<typeof billOf>[];
  readonly payments: readonly ReturnType<typeof paymentOf>[];
  readonly refunds: readonly ReturnType<typeof refundOf>[];
  readonly substitutions: readonly ReturnType<typeof substitutionOf>[];
  readonly questions: readonly ReturnType<typeof questionOf>[];
};

/** Crossings per question: each is folded from its events. */
const BATCH = 200;

/** The same declarations, each with its file. */
export async function withFiles(
  tx: Transaction,
  records: readonly FirmRecord[],
  ring: KeyRing,
): Promise<readonly (FirmRecord & FirmFile)[]> {
  const files = new Map<string, FirmFile>();
  for (const gate of new Set(records.map((record) => record.gate))) {
    const ids = records
      .filter((record) => record.gate === gate)
      .map((record) => crossingIdSchema.parse(record.id));
    for (let from = 0; from < ids.length; from += BATCH)
      for (const [id, file] of await readFiles(
        tx,
        gateIdSchema.parse(gate),
        ids.slice(from, from + BATCH),
        ring,
      ))
        files.set(id, file);
  }
  return records.flatMap((record) => {
    const file = files.get(record.id);
    return file === undefined ? [] : [{ ...record, ...file }];
  });
}

async function readFiles(
  tx: Transaction,
  gateId: GateId,
  ids: readonly CrossingId[],
  ring: KeyRing,
): Promise<readonly (readonly [CrossingId, FirmFile])[]> {
  const states = await readStates(tx, gateId, ids);
  const rows = await readRows(tx, gateId, ids);
  return Promise.all(
    ids.map(async (id) => {
      const isOf = (row: { readonly crossingId: string }) => row.crossingId === id;
      const state = states.get(id);
      const file: FirmFile = {
        declared: state?.declared ?? null,
        corrections: (state?.history ?? []).map(correctionOf),
        slot: rows.places.filter(isOf).map(slotOf)[0] ?? null,
        bills: rows.bills.filter(isOf).map(billOf),
        payments: rows.payments.filter(isOf).map(paymentOf),
        refunds: rows.refunds.filter(isOf).map(refundOf),
        substitutions: rows.substitutions.filter(isOf).map(substitutionOf),
        questions: (await linesOf(ring, rows.messages.filter(isOf), '')).map(questionOf),
      };
      return [id, file] as const;
    }),
  );
}

async function readRows(tx: Transaction, gateId: GateId, ids: readonly CrossingId[]) {
  const own = (table: { readonly gateId: PgColumn; readonly crossingId: PgColumn }) =>
    and(eq(table.gateId, gateId), oneOf(table.crossingId, ids));
  const [places, bills, payments, refunds, substitutions, messages] = await Promise.all([
    tx.select().from(slotPlace).where(own(slotPlace)),
    tx.select().from(feeBill).where(own(feeBill)).orderBy(asc(feeBill.madeAt)),
    tx.select().from(feeMovement).where(own(feeMovement)).orderBy(asc(feeMovement.at)),
    tx.select().from(feeRefund).where(own(feeRefund)).orderBy(asc(feeRefund.askedAt)),
    tx.select().from(substitution).where(own(substitution)).orderBy(asc(substitution.askedAt)),
    tx
      .select()
      .from(threadMessage)
      .where(own(threadMessage))
      .orderBy(asc(threadMessage.at), asc(threadMessage.messageId)),
  ]);
  return { places, bills, payments, refunds, substitutions, messages };
}
