import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';

/** From here on the transaction sees and writes the drafts and filings of these firms, and no other's. */
export async function speakForFirms(tx: Transaction, firmIds: Iterable<string>): Promise<void> {
  await tx.execute(sql`select set_config('app.firm', ${[...new Set(firmIds)].join(',')}, true)`);
}
