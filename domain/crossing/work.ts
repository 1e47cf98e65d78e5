import type { EventId } from '../shared/identity';
import { assertNever } from '../shared/result';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent, GateEventOf } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import type { QuarantineKind } from '../sync/work-bodies';
import type { BindingCheck, CrossingState, FlagCode, Inspection, Quarantine, Question } from './state';

/** What officers do besides ticking steps (FO-14 to FO-18). */
export type Work = Pick<
  CrossingState,
  'inspection' | 'quarantine' | 'questions' | 'pairing' | 'checks' | 'notes' | 'photos'
>;
const WORK_TYPES = [
  'inspection.ordered',
  'inspection.reported',
  'quarantine.requested',
  'quarantine.reported',
  'information.requested',
  'transshipment.paired',
  'binding.checked',
  'note.added',
  'photo.taken',
] as const;
export type WorkEvent = GateEventOf<(typeof WORK_TYPES)[number]>;

export const NO_WORK: Work = {
  inspection: null,
  quarantine: [],
  questions: [],
  pairing: null,
  checks: [],
  notes: 0,
  photos: 0,
};

/** Each kind of quarantine is one agency's word alone. */
export const QUARANTINE_AGENCY: Readonly<Record<QuarantineKind, Agency>> = {
  medical: 'medical-quarantine',
  plant: 'plant-quarantine',
  animal: 'animal-quarantine',
};

/**
 * The work after one more fact, in fold order. `flag`: what does not fit; the fact is kept all the same (rule 1).
 * `answers`: when the firm answered which question; an answer may sort before its question (FO-16).
 */
export function workAfter(
  work: Work,
  event: WorkEvent,
  answers: ReadonlyMap<EventId, number>,
): { readonly work: Work; readonly flag: FlagCode | null } {
  const at = occurredAt(event);
  const { agency } = event;
  switch (event.type) {
    case 'inspection.ordered':
      return { work: { ...work, inspection: ordered(work.inspection, event, at) }, flag: null };
    case 'inspection.reported':
      return reported(work, event, at);
    case 'quarantine.requested': {
      const quarantine = withQuarantine(work.quarantine, event.body.kind, (before) => ({
        ...before,
        requestedAt: before.result === null ? (before.requestedAt ?? at) : at,
        requestedBy: before.result === null && before.requestedAt !== null ? before.requestedBy : agency,
        // Asked again after an answer, it is open again.
        result: null,
        at: null,
      }));
      return { work: { ...work, quarantine }, flag: null };
    }
    case 'quarantine.reported': {
      const { kind, result } = event.body;
      if (agency !== null && agency !== QUARANTINE_AGENCY[kind]) return { work, flag: 'FL-AGENCY' };
      const known = work.quarantine.some((one) => one.kind === kind && one.requestedAt !== null);
      const quarantine = withQuarantine(work.quarantine, kind, (before) => ({ ...before, result, at }));
      return { work: { ...work, quarantine }, flag: known ? null : 'FL-PLACE' };
    }
    case 'information.requested': {
      const question: Question = {
        request: event.id,
        about: event.body.about,
        askedAt: at,
        agency,
        answeredAt: answers.get(event.id) ?? null,
      };
      return { work: { ...work, questions: [...work.questions, question] }, flag: null };
    }
    case 'transshipment.paired': {
      const before = work.pairing ?? { receiving: [], since: at };
      const receiving = [...new Set([...before.receiving, ...event.body.receiving])];
      return { work: { ...work, pairing: { receiving, since: before.since } }, flag: null };
    }
    case 'binding.checked': {
      const { which, matches } = event.body;
      const check: BindingCheck = { which, matches, at, agency };
      const others = work.checks.filter((one) => one.which !== which);
      return { work: { ...work, checks: [...others, check] }, flag: null };
    }
    case 'note.added':
      return { work: { ...work, notes: work.notes + 1 }, flag: null };
    case 'photo.taken':
      return { work: { ...work, photos: work.photos + 1 }, flag: null };
    default:
      return assertNever(event);
  }
}

/** The agency's tick at its optional step answers a request as "passed" does. */
export const quarantineTicked = (work: Work, agency: Agency, at: number): Work => ({
  ...work,
  quarantine: work.quarantine.map((one) =>
    QUARANTINE_AGENCY[one.kind] === agency && one.result !== 'passed'
      ? { ...one, result: 'passed', at }
      : one,
  ),
});

/** When each question was answered, ms: the earliest answer counts. */
export function answeredQuestions(events: readonly GateEvent[]): ReadonlyMap<EventId, number> {
  const answers = new Map<EventId, number>();
  for (const event of events) {
    if (event.type !== 'information.given') continue;
    const { request } = event.body;
    answers.set(request, Math.min(answers.get(request) ?? Number.POSITIVE_INFINITY, occurredAt(event)));
  }
  return answers;
}

type Places = Inspection['places'];

/** Places still open keep their place in the way; one that was reported and is ordered again is open again. */
function ordered(
  before: Inspection | null,
  event: GateEventOf<'inspection.ordered'>,
  at: number,
): Inspection {
  const open = new Set(before?.places.flatMap(({ place, result }) => (result === null ? [place] : [])));
  const again = [...new Set(event.body.places)].filter((place) => !open.has(place));
  const kept = (before?.places ?? []).filter(({ place }) => !again.includes(place));
  const added = again.map((place) => ({ place, orderedAt: at, result: null, at: null, agency: null }));
  const places = [...kept, ...added];
  const first = before?.status === 'open' ? before : null;
  return {
    reason: first?.reason ?? event.body.reason,
    orderedAt: first?.orderedAt ?? at,
    agency: first === null ? event.agency : first.agency,
    places,
    status: statusOf(places),
  };
}

/** The latest answer of a place counts: what was passed and then found wrong is wrong. */
function reported(
  work: Work,
  event: GateEventOf<'inspection.reported'>,
  at: number,
): { readonly work: Work; readonly flag: FlagCode | null } {
  const { place, result } = event.body;
  const { agency } = event;
  const before = work.inspection;
  const known = before?.places.find((one) => one.place === place);
  const places: Places =
    known === undefined
      ? [...(before?.places ?? []), { place, orderedAt: at, result, at, agency }]
      : (before?.places ?? []).map((one) => (one.place === place ? { ...one, result, at, agency } : one));
  const inspection: Inspection = {
    reason: before?.reason ?? 'other',
    orderedAt: before?.orderedAt ?? at,
    agency: before === null ? agency : before.agency,
    places,
    status: statusOf(places),
  };
  const flag = known === undefined ? 'FL-PLACE' : known.result === null ? null : 'FL-TWICE';
  return { work: { ...work, inspection }, flag };
}

function statusOf(places: Places): Inspection['status'] {
  if (places.some(({ result }) => result === 'failed')) return 'failed';
  return places.every(({ result }) => result === 'passed') ? 'passed' : 'open';
}

function withQuarantine(
  all: readonly Quarantine[],
  kind: QuarantineKind,
  change: (before: Quarantine) => Quarantine,
): readonly Quarantine[] {
  const before = all.find((one) => one.kind === kind);
  const blank: Quarantine = { kind, requestedAt: null, requestedBy: null, result: null, at: null };
  if (before === undefined) return [...all, change(blank)];
  return all.map((one) => (one === before ? change(one) : one));
}
