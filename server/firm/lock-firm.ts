import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import type { Contact } from '@/domain/access/contact';

/** One change of a firm's people at a time: of two owners who remove each other at once one stays. */
export const lockFirm = (tx: Transaction, firmId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`firm ${firmId}`}, 0))`);

/** One account at a time for a contact. */
export const lockContact = (tx: Transaction, { value }: Contact) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`contact ${value}`}, 0))`);
