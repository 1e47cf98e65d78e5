import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ColumnMeaning } from '@/domain/declaration/column-names';
import type { ImportState, RowState } from '@/domain/intake/import-state';
import { firm } from './account';

/**
 * A firm's spreadsheet on its way to declarations (IM-4). The rows are here before anything is filed, so that a closed
 * browser or a killed server goes on where it stopped. Times are ms since the epoch.
 */
export const sheetImport = pgTable(
  'sheet_import',
  {
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    /** Made by the browser before the first attempt. */
    id: uuid('import_id').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file and of what its columns were said to be: the same again goes on, and is not a second import. */
    fileHash: text('file_hash').notNull(),
    state: text('state').$type<ImportState>().notNull(),
    /** Rows that the sheet has. */
    rowCount: integer('row_count').notNull(),
    /** AES-256 key of the rows, sealed to the centre's key and bound to the import. */
    key: text('sealed_key').notNull(),
    madeBy: uuid('made_by').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    doneAt: bigint('done_at', { mode: 'number' }),
    /** Taken away by its firm; may be brought back for a while. */
    discardedAt: bigint('discarded_at', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ name: 'sheet_import_pk', columns: [table.firmId, table.id] }),
    index('sheet_import_newest').on(table.firmId, table.madeAt.desc()),
    uniqueIndex('sheet_import_arriving')
      .on(table.firmId, table.fileHash)
      .where(sql`state = 'arriving' and discarded_at is null`),
  ],
);

/** One row of the sheet. What was typed holds names and numbers of people: sealed, and gone once the row is filed. */
export const sheetRow = pgTable(
  'sheet_row',
  {
    firmId: uuid('firm_id').notNull(),
    importId: uuid('import_id').notNull(),
    /** From 1, in the order of the sheet. */
    place: integer('place').notNull(),
    /** The sheet's own number of the row. */
    label: text('label').notNull(),
    /** Of the filing it becomes (IM-5). */
    clientKey: uuid('client_key').notNull(),
    state: text('state').$type<RowState>().notNull(),
    /** `{submission, faults}` under the import's key; null once filed. */
    sealed: text('sealed'),
    gateId: text('gate_id'),
    crossingId: uuid('crossing_id'),
    changedAt: bigint('changed_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'sheet_row_pk', columns: [table.firmId, table.importId, table.place] }),
    index('sheet_row_state').on(table.firmId, table.importId, table.state, table.place),
  ],
);

/**
 * Imports whose good rows are being filed: what the job looks for, whichever firm's they are. Two ids and a time, so any
 * transaction of the province may see it; the rows themselves stay with their firm.
 */
export const sheetWork = pgTable(
  'sheet_work',
  {
    importId: uuid('import_id').notNull(),
    firmId: uuid('firm_id').notNull(),
    /** Whoever finds this past moves it a lease ahead and files (decision 040). */
    nextAt: bigint('next_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'sheet_work_pk', columns: [table.importId] }),
    index('sheet_work_next').on(table.nextAt),
  ],
);

/** What a firm said about a header: said once, known for the next sheet. */
export const sheetColumn = pgTable(
  'sheet_column',
  {
    firmId: uuid('firm_id').notNull(),
    header: text('header').notNull(),
    meaning: text('meaning').$type<ColumnMeaning | 'ignore'>().notNull(),
    saidAt: bigint('said_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'sheet_column_pk', columns: [table.firmId, table.header] })],
);

/** A key with which a firm's own system declares. The key itself is shown once; here is what it hashes to. */
export const firmKey = pgTable(
  'firm_key',
  {
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    id: uuid('key_id').notNull(),
    name: text('name').notNull(),
    /** SHA-256 of the secret part, which has 256 bits of chance: nothing slower is needed. */
    secretHash: text('secret_hash').notNull(),
    madeBy: uuid('made_by').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    lastUsedAt: bigint('last_used_at', { mode: 'number' }),
    revokedAt: bigint('revoked_at', { mode: 'number' }),
    revokedBy: uuid('revoked_by'),
  },
  (table) => [primaryKey({ name: 'firm_key_pk', columns: [table.firmId, table.id] })],
);

/** Answers that filed something, by the caller's `Idempotency-Key`: the same request gets the same answer, until erasure. */
export const firmAnswer = pgTable(
  'firm_answer',
  {
    firmId: uuid('firm_id').notNull(),
    requestKey: text('request_key').notNull(),
    /** What it filed; erasing that crossing's people takes the answer along, whose pass names the driver (rule 16). */
    crossingId: uuid('crossing_id'),
    /** Or the entry of the fleet that it made; of that no answer is kept, and erasing a driver takes the row along. */
    entryId: uuid('entry_id'),
    /** SHA-256 of what was asked, in canonical JSON. */
    bodyHash: text('body_hash').notNull(),
    status: integer('status').notNull(),
    /** The text of the answer, as it went out. */
    body: text('body').notNull(),
    answeredAt: bigint('answered_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'firm_answer_pk', columns: [table.firmId, table.requestKey] })],
);
