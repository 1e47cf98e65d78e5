import type { Decision } from '@/domain/admission/verdict';
import type { EventId } from '@/domain/shared/identity';
import type { Subject, Vehicle } from './outcome';

/** The vehicle before the officer, and the answer about it. */
export type Shown = {
  readonly vehicle: Vehicle;
  readonly decision: Decision | null;
  /** The scan's own event, by which the centre's word on it is found. */
  readonly scanned: EventId | null;
  /** Which answer of this shift it is: another number is another answer, also about the same vehicle (OF-84). */
  readonly nth: number;
};

export const subjectOf = ({ crossingId, passId }: Vehicle): Subject => ({ crossingId, passId });
export const keyOf = ({ crossingId, passId }: Subject): string => `${crossingId}/${passId}`;

/** What was read anew of a vehicle: nothing where another has come to stand there meanwhile. */
export const readAnew =
  (asked: string, vehicle: Vehicle) =>
  (now: Shown | null): Shown | null =>
    now !== null && keyOf(now.vehicle) === asked ? { ...now, vehicle } : now;

/** A tick that was refused makes its reason the answer of the vehicle it was pressed for, and of no other (rule 4). */
export const refused =
  (pressedAt: number, decision: Decision, nth: number) =>
  (now: Shown | null): Shown | null =>
    now !== null && now.nth === pressedAt ? { ...now, decision, nth } : now;
