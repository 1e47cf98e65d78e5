import type { CrossingId } from '@/domain/shared/identity';
import { assertNever } from '@/domain/shared/result';
import type { EventDraft, EventType, GateEventOf } from '@/domain/sync/event';
import type {
  CheckedBinding,
  InformationSubject,
  InspectionPlace,
  InspectionReason,
  QuarantineKind,
  QuarantineResult,
} from '@/domain/sync/work-bodies';
import { type Author, workEnvelope } from './drafts';
import type { Vehicle } from './outcome';

/** Why a vehicle is sent back: a closed set on the wire; anything typed beside it is sealed to the centre (OF-19). */
export const TURN_BACK_REASONS = [
  'documents',
  'goods',
  'vehicle',
  'driver',
  'quarantine',
  'neighbour',
  'own-wish',
  'other',
] as const;
export type TurnBackReason = (typeof TURN_BACK_REASONS)[number];

/** What an officer does with the vehicle before them besides ticking and holding; each is one event (FO-14 to FO-18). */
export type Deed =
  | { readonly kind: 'turn-back'; readonly reason: TurnBackReason }
  | {
      readonly kind: 'order-inspection';
      readonly places: readonly InspectionPlace[];
      readonly reason: InspectionReason;
    }
  | {
      readonly kind: 'report-inspection';
      readonly place: InspectionPlace;
      readonly result: 'passed' | 'failed';
    }
  | { readonly kind: 'request-quarantine'; readonly quarantine: QuarantineKind }
  | {
      readonly kind: 'report-quarantine';
      readonly quarantine: QuarantineKind;
      readonly result: QuarantineResult;
    }
  | { readonly kind: 'ask-firm'; readonly about: InformationSubject; readonly words: string }
  | { readonly kind: 'pair'; readonly receiving: readonly CrossingId[] }
  /** `read`: the number as it stands on the vehicle; sealed. */
  | {
      readonly kind: 'compare';
      readonly which: CheckedBinding;
      readonly matches: boolean;
      readonly read: string | null;
    }
  | { readonly kind: 'note'; readonly words: string };

/** What of a deed an officer typed: it travels sealed, never in the body. Null when there is nothing. */
export function wordsOf(deed: Deed): { readonly note: string } | { readonly read: string } | null {
  switch (deed.kind) {
    case 'ask-firm':
    case 'note':
      return { note: deed.words };
    case 'compare':
      return deed.read === null ? null : { read: deed.read };
    default:
      return null;
  }
}

export function deedDraft(author: Author, vehicle: Vehicle, deed: Deed, sealed: string | null): EventDraft {
  const envelope = workEnvelope(author, vehicle, sealed);
  switch (deed.kind) {
    case 'turn-back':
      return { ...envelope, type: 'crossing.turned-back', body: { reason: deed.reason } };
    case 'order-inspection':
      return {
        ...envelope,
        type: 'inspection.ordered',
        body: { places: [...deed.places], reason: deed.reason },
      };
    case 'report-inspection':
      return {
        ...envelope,
        type: 'inspection.reported',
        body: { place: deed.place, result: deed.result },
      };
    case 'request-quarantine':
      return { ...envelope, type: 'quarantine.requested', body: { kind: deed.quarantine } };
    case 'report-quarantine':
      return {
        ...envelope,
        type: 'quarantine.reported',
        body: { kind: deed.quarantine, result: deed.result },
      };
    case 'ask-firm':
      return { ...envelope, type: 'information.requested', body: { about: deed.about } };
    case 'pair':
      return { ...envelope, type: 'transshipment.paired', body: { receiving: [...deed.receiving] } };
    case 'compare':
      return { ...envelope, type: 'binding.checked', body: { which: deed.which, matches: deed.matches } };
    case 'note':
      return { ...envelope, type: 'note.added', body: {} };
    default:
      return assertNever(deed);
  }
}

export const photoDraft = (
  author: Author,
  vehicle: Vehicle,
  photo: EventBody<'photo.taken'>,
): EventDraft => ({ ...workEnvelope(author, vehicle, null), type: 'photo.taken', body: photo });

type EventBody<T extends EventType> = GateEventOf<T>['body'];
