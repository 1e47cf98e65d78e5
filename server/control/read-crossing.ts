import { and, asc, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing, crossingKey } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import type { CrossingState } from '@/domain/crossing/state';
import type { Stay } from '@/domain/crossing/stay';
import type { Process } from '@/domain/process/process';
import { processOf } from '@/domain/process/standard-processes';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { GateEvent } from '@/domain/sync/event';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { readStay } from '../crossing/read-stay';
import { openWords } from '../crossing/sealed-words';
import { loadProcesses } from '../log/load-processes';
import { readState } from '../log/read-states';

/** An event as the control room sees it: without the sealed personal fields (rule 16). */
export type OpenEvent = GateEvent & {
  readonly sealed: null;
  readonly recordedAt: number;
  readonly deviceName: string;
  /** What was typed beside it, opened for who may see the file; null when nothing was, or the crossing's people were erased. */
  readonly words: string | null;
};
export type CrossingFile = {
  readonly state: CrossingState;
  /** The version it began with; null while no declaration has arrived. */
  readonly process: Process | null;
  readonly events: readonly OpenEvent[];
  /** Beyond the line, or on the way back from there (DE-8). */
  readonly stay: Stay | null;
};

export async function readCrossing(
  { db, clock, actor, keys }: Pick<Context, 'db' | 'clock' | 'actor' | 'keys'>,
  { gateId, crossingId }: { gateId: GateId; crossingId: string },
): Promise<Result<CrossingFile, 'AP-NONE'>> {
  const ring = await keys();
  const found = await inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const [state, [kept], events, [row]] = await Promise.all([
      readState(tx, gateId, crossingIdSchema.parse(crossingId)),
      tx
        .select({ createdAt: crossingKey.createdAt })
        .from(crossingKey)
        .where(and(eq(crossingKey.gateId, gateId), eq(crossingKey.crossingId, crossingId))),
      tx
        .select({ event: eventTable.event, recordedAt: eventTable.recordedAt, deviceName: device.name })
        .from(eventTable)
        .leftJoin(device, and(eq(device.gateId, eventTable.gateId), eq(device.deviceId, eventTable.device)))
        .where(and(eq(eventTable.gateId, gateId), eq(eventTable.crossingId, crossingId)))
        .orderBy(asc(eventTable.hlc), asc(eventTable.position)),
      tx
        .select()
        .from(crossing)
        .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId))),
    ]);
    if (state === null) return null;
    const named = state.declared?.process ?? null;
    const processes = named === null ? [] : (await loadProcesses(tx, gateId, [named])).all;
    return {
      row,
      state,
      process: named === null ? null : processOf(processes, named),
      events: await Promise.all(
        events.map(async ({ event, recordedAt, deviceName }) => ({
          ...open(event, recordedAt, deviceName ?? ''),
          words: kept === undefined ? null : await openWords(ring, event.sealed),
        })),
      ),
    };
  });
  if (found === null) return err('AP-NONE');
  const { row, ...file } = found;
  return ok({ ...file, stay: row === undefined ? null : await readStay(db, row, clock.now()) });
}

const open = <E extends GateEvent>(event: E, recordedAt: number, deviceName: string) => ({
  ...event,
  sealed: null,
  recordedAt,
  deviceName,
});
