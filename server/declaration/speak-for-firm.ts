import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';

/** From here on the transaction sees and writes this firm's drafts and filings, and no other's. */
export async function speakForFirm(tx: Transaction, firmId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.firm', ${firmId}, true)`);
}
