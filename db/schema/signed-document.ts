import { bigint, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { SignedDocument } from '@/domain/sync/protocol';

/**
 * Every version of the lists that tablets judge by. Old versions stay: an event names the versions its officer had,
 * so "revoked while offline" is judged by what was known then. The trust list also is the register of issuer keys;
 * private keys never enter the database.
 */
export const signedDocument = pgTable(
  'signed_document',
  {
    gateId: text('gate_id').notNull(),
    kind: text('kind').$type<SignedDocument['kind']>().notNull(),
    version: integer('version').notNull(),
    /** Key id of an issuer, or the root's. */
    signer: text('signer').notNull(),
    payload: text('payload').notNull(),
    signature: text('signature').notNull(),
    /** ms since the epoch. */
    issuedAt: bigint('issued_at', { mode: 'number' }).notNull(),
    /** SHA-256 over the listed content: an unchanged list need only be signed again when it grows old. */
    contentHash: text('content_hash').notNull(),
    change: bigint('change', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'signed_document_pk', columns: [table.gateId, table.kind, table.version] }),
    uniqueIndex('signed_document_change').on(table.gateId, table.change),
  ],
);
