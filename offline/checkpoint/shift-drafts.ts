import type { EventDraft, GateEventOf } from '@/domain/sync/event';
import type { Author } from './drafts';

/** A shift belongs to the tablet, not to a vehicle. */
const ofNothing = {
  crossingId: null,
  passId: null,
  step: null,
  direction: null,
  verdict: null,
  codes: [],
  lists: null,
  sealed: null,
} as const;

export type Opening = GateEventOf<'shift.opened'>['body'];
export type Ending = GateEventOf<'shift.ended'>['body'];

export const openedDraft = (author: Author, body: Opening): EventDraft => ({
  ...author,
  ...ofNothing,
  codes: [],
  type: 'shift.opened',
  body,
});
export const endedDraft = (author: Author, body: Ending): EventDraft => ({
  ...author,
  ...ofNothing,
  codes: [],
  type: 'shift.ended',
  body,
});
