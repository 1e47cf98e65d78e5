import type { vehiclePosition } from '@/db/schema/position';
import { type Approach, approach, POSITION_LIFE_MS, type Position } from '@/domain/position/on-the-way';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';

type Row = typeof vehiclePosition.$inferSelect;

/** As a row says it. */
export const positionOf = ({ north, east, at, nearSince }: Row): Position => ({
  cell: { north, east },
  at,
  nearSince,
});

/** What a row tells now; nothing of one that the job is about to forget (PO-9). */
export const seenOf = (
  row: Row,
  way: { readonly gateId: GateId; readonly direction: Direction },
  now: number,
): Approach | null => (now - row.at >= POSITION_LIFE_MS ? null : approach(positionOf(row), way, now));
