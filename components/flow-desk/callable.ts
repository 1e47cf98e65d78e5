import type { QueuedVehicle } from '@/domain/flow/picture';
import { CALL_MOST } from '@/domain/sync/call-bodies';

/** Those of the line that can be called now, in the order in which they will be. */
export const callableOf = (line: readonly QueuedVehicle[]): readonly QueuedVehicle[] =>
  line.filter(({ kept, arrivedAt }) => kept === null && arrivedAt !== null).slice(0, CALL_MOST);

/** A count as somebody typed it, no more than there are and no less than none. */
export const countWithin = (typed: number, most: number): number =>
  Number.isFinite(typed) ? Math.max(0, Math.min(most, Math.round(typed))) : 0;
