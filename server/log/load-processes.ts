import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { process as processTable } from '@/db/schema/process';
import { type Process, processSchema } from '@/domain/process/process';
import { processOf, standardProcesses } from '@/domain/process/standard-processes';
import type { GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';

export type ProcessName = { readonly id: string; readonly version: number };

/** Process that a crossing began with, as its earliest declaration says; null while none has arrived. */
export function processNamed(events: readonly GateEvent[]): ProcessName | null {
  let earliest: GateEvent | null = null;
  for (const event of events) {
    if (event.type === 'crossing.declared' && (earliest === null || event.hlc < earliest.hlc))
      earliest = event;
  }
  return earliest?.type === 'crossing.declared' ? earliest.body.process : null;
}

export type KnownProcesses = {
  readonly all: readonly Process[];
  /** Standard documents that this gate's crossings use and that are not published to its tablets yet. */
  readonly unpublished: readonly Process[];
};

/** The documents behind these names: what the gate has published, else what the installation begins with. */
export async function loadProcesses(
  tx: Transaction,
  gateId: GateId,
  names: readonly ProcessName[],
): Promise<KnownProcesses> {
  const ids = [...new Set(names.map((name) => name.id))];
  if (ids.length === 0) return { all: [], unpublished: [] };
  const rows = await tx
    .select({ document: processTable.document })
    .from(processTable)
    .where(and(eq(processTable.gateId, gateId), inArray(processTable.processId, ids)));
  const published = rows.map((row) => row.document);
  const standard = standardProcesses(gateId);
  const unpublished = new Map<string, Process>();
  for (const name of names) {
    const found = processOf(standard, name);
    if (processOf(published, name) === null && found !== null)
      unpublished.set(`${name.id}/${name.version}`, found);
  }
  return { all: [...published, ...unpublished.values()], unpublished: [...unpublished.values()] };
}

/** All documents of a gate, for whoever chooses one for a new crossing. */
export async function readProcesses(tx: Transaction, gateId: GateId): Promise<readonly Process[]> {
  const rows = await tx
    .select({ document: processTable.document })
    .from(processTable)
    .where(eq(processTable.gateId, gateId));
  const published = rows.map((row) => processSchema.parse(row.document));
  const standard = standardProcesses(gateId).filter((process) => processOf(published, process) === null);
  return [...published, ...standard];
}
