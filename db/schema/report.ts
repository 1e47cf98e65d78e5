import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { OrderedReport } from '@/domain/report/sheet';
import type { Locale } from '@/domain/shared/vocabulary';

/** Who gets which report by mail. The address is the account's own and stands only there. */
export const reportSubscription = pgTable(
  'report_subscription',
  {
    /** A gate, or the province's own code for the report over all gates. */
    gateId: text('gate_id').notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    personId: uuid('person_id').notNull(),
    report: text('report').$type<OrderedReport>().notNull(),
    /** Clock hour in Hà Nội, 0–23. */
    hour: integer('hour').notNull(),
    locale: text('locale').$type<Locale>().notNull(),
    format: text('format').$type<'pdf' | 'xlsx' | 'csv'>().notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    /** When its next mail is to be made, ms; moved on in the transaction that makes the delivery. */
    dueAt: bigint('due_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'report_subscription_pk', columns: [table.gateId, table.subscriptionId] }),
    index('report_subscription_person').on(table.gateId, table.personId),
  ],
);

/** One mail of a subscription: its key is what keeps it from being made twice. */
export const reportDelivery = pgTable(
  'report_delivery',
  {
    gateId: text('gate_id').notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    /** The day it was due. */
    dueDay: text('due_day').notNull(),
    /** The day it tells of. */
    day: text('day').notNull(),
    state: text('state').$type<'waiting' | 'sent' | 'given-up'>().notNull(),
    tries: integer('tries').notNull().default(0),
    /** Whoever finds this past moves it a lease ahead and sends (decision 040). */
    nextAt: bigint('next_at', { mode: 'number' }).notNull(),
    triedAt: bigint('tried_at', { mode: 'number' }),
    sentAt: bigint('sent_at', { mode: 'number' }),
    fault: text('fault'),
  },
  (table) => [
    primaryKey({
      name: 'report_delivery_pk',
      columns: [table.gateId, table.subscriptionId, table.dueDay],
    }),
    index('report_delivery_waiting').on(table.gateId, table.state, table.nextAt),
  ],
);
