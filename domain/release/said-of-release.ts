import type { CrossingState } from '../crossing/state';
import type { GateEventOf } from '../sync/event';

/**
 * RE-3: customs answers, on a tablet of its own, or the centre, which reads its list and its feed. An officer's word is
 * never a list's.
 */
export const mayAnswer = (event: GateEventOf<'release.eligibility'>): boolean =>
  event.agency === null || (event.agency === 'customs' && event.body.source === 'officer');

/** RE-1: of a tablet's override only a signed one counts; whether the signature is good was asked at the centre's door. */
export const isApproved = (event: GateEventOf<'release.overridden'>): boolean =>
  event.agency === null || event.body.approval !== undefined;

export function overrideOf(
  event: GateEventOf<'release.overridden'>,
  at: number,
): NonNullable<CrossingState['override']> {
  const { reason, approvedBy } = event.body;
  return { eventId: event.id, reason, approvedBy, at };
}
