import { eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { process as processTable } from '@/db/schema/process';
import { type Process, processSchema } from '@/domain/process/process';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { GateId } from '@/domain/shared/identity';

/** What a new crossing may begin with: the gate's published documents, and those every installation has. */
export async function readProcesses(tx: Transaction, gateId: GateId): Promise<readonly Process[]> {
  const rows = await tx
    .select({ document: processTable.document })
    .from(processTable)
    .where(eq(processTable.gateId, gateId));
  return [...rows.map((row) => processSchema.parse(row.document)), ...STANDARD_PROCESSES];
}
