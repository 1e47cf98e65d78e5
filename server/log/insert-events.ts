import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import type { GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import { storedText } from './event-text';

export type LogRow = {
  readonly position: number;
  /** The crossing it was given to, which it need not name itself (FO-13). */
  readonly crossingId: string | null;
  readonly gatePrev: string | null;
  readonly gateHash: string;
  readonly event: GateEvent;
};

/**
 * Rows of the log in one statement: a list per column and one line of JSON per event. Postgres takes them in half the
 * time of a list of JSON objects (decision 025). Every column but the event is of an alphabet that needs no quoting
 * in a list, which their schemas hold; `type` is one of ours.
 */
export async function insertEvents(
  tx: Transaction,
  gateId: GateId,
  rows: readonly LogRow[],
  recordedAt: number,
): Promise<void> {
  if (rows.length === 0) return;
  const list = (value: (row: LogRow) => string | number | null) =>
    `{${rows.map((row) => value(row) ?? 'NULL').join(',')}}`;
  await tx.execute(sql`
    insert into ${eventTable} (gate_id, position, device, seq, id, hlc, type, crossing_id, pass_id, hash, recorded_at,
      gate_prev, gate_hash, event)
    select ${gateId}, position, device, seq, id, hlc, type, crossing_id, pass_id, hash, ${recordedAt}::bigint,
      gate_prev, gate_hash, event::jsonb
    from unnest(
      ${list((row) => row.position)}::bigint[], ${list(({ event }) => event.device)}::uuid[],
      ${list(({ event }) => event.seq)}::bigint[], ${list(({ event }) => event.id)}::uuid[],
      ${list(({ event }) => event.hlc)}::text[], ${list(({ event }) => event.type)}::text[],
      ${list((row) => row.crossingId)}::uuid[], ${list(({ event }) => event.passId)}::text[],
      ${list(({ event }) => event.hash)}::text[], ${list((row) => row.gatePrev)}::text[],
      ${list((row) => row.gateHash)}::text[],
      string_to_array(${rows.map(({ event }) => storedText(event)).join('\n')}, E'\n')
    ) as line (position, device, seq, id, hlc, type, crossing_id, pass_id, hash, gate_prev, gate_hash, event)`);
}
