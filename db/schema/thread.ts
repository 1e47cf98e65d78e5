import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Agency, Locale } from '@/domain/shared/vocabulary';
import type { ThreadPhrase, ThreadSubject } from '@/domain/thread/thread';

/** What a firm asks about a declaration, and what it is answered (TE-11): written once. */
export const threadMessage = pgTable(
  'thread_message',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    messageId: uuid('message_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    subject: text('subject').$type<ThreadSubject>().notNull(),
    from: text('from_side').$type<'firm' | 'gate'>().notNull(),
    by: text('by').notNull(),
    /** Of whoever answered; null: the gate's supervisor or manager, or the firm. */
    agency: text('agency').$type<Agency>(),
    /** ms since the epoch. */
    at: bigint('at', { mode: 'number' }).notNull(),
    phrase: text('phrase').$type<ThreadPhrase>(),
    /** Own words, sealed to the centre (rule 16), and their language. */
    sealed: text('sealed'),
    locale: text('locale').$type<Locale>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'thread_message_pk', columns: [table.gateId, table.messageId] }),
    index('thread_message_crossing').on(table.gateId, table.crossingId),
    index('thread_message_at').on(table.gateId, table.at),
  ],
);
