import type { QueuedVehicle, QueuePicture } from '@/domain/flow/picture';
import { CALL_MOST } from '@/domain/sync/call-bodies';

/** Those of the line that can be called now, in the order in which they will be: whom a lever keeps back comes after them. */
export const callableOf = ({ line, batch }: Pick<QueuePicture, 'line' | 'batch'>): readonly QueuedVehicle[] =>
  line
    .filter(({ kept, arrivedAt }) => kept === null && arrivedAt !== null)
    .slice(0, Math.min(batch.mayGo, CALL_MOST));

/** A count as somebody typed it, no more than there are and no less than none. */
export const countWithin = (typed: number, most: number): number =>
  Number.isFinite(typed) ? Math.max(0, Math.min(most, Math.round(typed))) : 0;
