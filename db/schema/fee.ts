import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BillKind, FeeLine } from '@/domain/fee/assess';

/**
 * A bill as it was shown to somebody: what it asks for never changes. A later assessment makes another one for the
 * difference and voids this (FE-9). Times in ms, amounts in whole VND.
 */
export const feeBill = pgTable(
  'fee_bill',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    billId: uuid('bill_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    kind: text('kind').$type<BillKind>().notNull(),
    /** The words of a transfer that pays it. */
    reference: text('reference').notNull(),
    tariff: text('tariff').notNull(),
    lines: jsonb('lines').$type<readonly FeeLine[]>().notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    voidedAt: bigint('voided_at', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ name: 'fee_bill_pk', columns: [table.gateId, table.billId] }),
    uniqueIndex('fee_bill_reference').on(table.reference),
    index('fee_bill_crossing').on(table.gateId, table.crossingId),
  ],
);

/** Money in, and money that went back (negative). Written once. */
export const feeMovement = pgTable(
  'fee_movement',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7; its time is that of the writing. */
    movementId: uuid('movement_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    kind: text('kind').$type<BillKind>().notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    via: text('via').$type<'bank' | 'desk' | 'refund'>().notNull(),
    /** The bill it named; null for a refund. */
    billId: uuid('bill_id'),
    /** The bank's own number of the credit; with it a credit is booked once for ever. */
    bankId: text('bank_id'),
    /** Receipt number of the gate, counted. */
    receipt: integer('receipt'),
    at: bigint('at', { mode: 'number' }).notNull(),
    /** Who took it or gave it back; null: the bank's notice. */
    by: text('by'),
    reason: text('reason'),
  },
  (table) => [
    primaryKey({ name: 'fee_movement_pk', columns: [table.gateId, table.movementId] }),
    uniqueIndex('fee_movement_bank').on(table.bankId),
    uniqueIndex('fee_movement_receipt').on(table.gateId, table.receipt),
    index('fee_movement_crossing').on(table.gateId, table.crossingId),
    index('fee_movement_at').on(table.gateId, table.at),
  ],
);

/** A refund that one person asked for; another lets it go (FE-14). */
export const feeRefund = pgTable(
  'fee_refund',
  {
    gateId: text('gate_id').notNull(),
    refundId: uuid('refund_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    kind: text('kind').$type<BillKind>().notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: bigint('asked_at', { mode: 'number' }).notNull(),
    decidedBy: text('decided_by'),
    decidedAt: bigint('decided_at', { mode: 'number' }),
    outcome: text('outcome').$type<'paid-back' | 'refused'>(),
  },
  (table) => [
    primaryKey({ name: 'fee_refund_pk', columns: [table.gateId, table.refundId] }),
    index('fee_refund_crossing').on(table.gateId, table.crossingId),
  ],
);

/**
 * Every credit that the bank has told of, of the whole province, once for ever; the bank's number is its key. What names
 * no bill stays here until a person says whose it is (FE-13).
 */
export const bankCredit = pgTable(
  'bank_credit',
  {
    bankId: text('bank_id').primaryKey(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    words: text('words').notNull(),
    bookedAt: bigint('booked_at', { mode: 'number' }).notNull(),
    heardAt: bigint('heard_at', { mode: 'number' }).notNull(),
    /** The gate and bill it was booked for; null: nobody knows yet. */
    forGate: text('for_gate'),
    forBill: uuid('for_bill'),
  },
  (table) => [index('bank_credit_heard').on(table.heardAt)],
);
