import type { QueuedVehicle } from '@/domain/flow/picture';
import { CALL_MOST } from '@/domain/sync/call-bodies';

/** Those of the line that can be called now, in the order in which they will be: whom a lever keeps back comes after them. */
export function callableOf(line: readonly QueuedVehicle[]): readonly QueuedVehicle[] {
  const ready = line.filter(({ kept, arrivedAt }) => kept === null && arrivedAt !== null);
  const limited = ready.findIndex(({ because }) => because?.code === 'class-limited');
  return ready.slice(0, Math.min(limited < 0 ? ready.length : limited, CALL_MOST));
}

/** A count as somebody typed it, no more than there are and no less than none. */
export const countWithin = (typed: number, most: number): number =>
  Number.isFinite(typed) ? Math.max(0, Math.min(most, Math.round(typed))) : 0;
