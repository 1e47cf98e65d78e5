import type { QueuedVehicle, QueuePicture } from '@/domain/flow/picture';
import { CALL_MOST } from '@/domain/sync/call-bodies';

/** Those of the line that can be called now, in the order in which they will be: whom a lever keeps back comes after them. */
export const callableOf = (
  { line, batch, yards }: Pick<QueuePicture, 'line' | 'batch' | 'yards'>,
  yard: string | null = null,
): readonly QueuedVehicle[] =>
  line
    .filter(({ kept, arrivedAt }) => kept === null && arrivedAt !== null)
    .slice(0, Math.min(batch.mayGo, CALL_MOST))
    .filter((vehicle) => isCalledFrom(yards, vehicle.yard, yard));

const named = (yards: QueuePicture['yards']) => yards.flatMap((each) => each.yard ?? []);

/** Where there are several yards, a call from one is for those who stand there, and for those of whom no yard is known. */
const isCalledFrom = (yards: QueuePicture['yards'], at: string | null, from: string | null): boolean =>
  from === null || at === from || named(yards).length < 2 || !named(yards).some((name) => name === at);

/** How many the rules let go from this yard now, and when if not now (GA-12). */
export function batchFrom(
  { batch, yards }: Pick<QueuePicture, 'batch' | 'yards'>,
  yard: string,
  now: number,
): { readonly size: number; readonly waitsUntil: number | null } {
  const own = yards.find((each) => each.yard === yard);
  if (own === undefined || named(yards).length < 2) return { size: batch.size, waitsUntil: null };
  if (own.sendAt > now) return { size: 0, waitsUntil: own.sendAt };
  const unsaid = yards.find((each) => each.yard === null)?.vehicles ?? 0;
  return { size: own.vehicles + unsaid, waitsUntil: null };
}

/** The yard whose turn it is: with somebody to send, and soonest. */
export const yardInTurn = ({ yards }: Pick<QueuePicture, 'yards'>): string | null =>
  yards
    .filter(({ yard, vehicles }) => yard !== null && vehicles > 0)
    .toSorted((a, b) => a.sendAt - b.sendAt)[0]?.yard ?? null;

/** A count as somebody typed it, no more than there are and no less than none. */
export const countWithin = (typed: number, most: number): number =>
  Number.isFinite(typed) ? Math.max(0, Math.min(most, Math.round(typed))) : 0;
