import type { Process, Step } from '../process/process';
import type { Agency } from '../shared/vocabulary';
import type { InspectionPlace, QuarantineKind } from '../sync/work-bodies';
import type { Ledger } from './ledger';
import type { Waiting } from './state';
import { QUARANTINE_AGENCY, type Work } from './work';

/** Whose people stand at a place. Assumed: where a gate lends its desks otherwise, the place is named all the same. */
export const PLACE_AGENCY: Readonly<Record<InspectionPlace, Agency>> = {
  'documents-desk': 'customs',
  scanner: 'customs',
  weighbridge: 'customs',
  'physical-inspection': 'customs',
  'plant-quarantine': 'plant-quarantine',
  'animal-quarantine': 'animal-quarantine',
  'medical-quarantine': 'medical-quarantine',
  disinfection: 'medical-quarantine',
};

/** The optional step that a request for this quarantine asks for; null where the document has none. */
export const quarantineStep = (process: Process | null, kind: QuarantineKind): Step | null =>
  process?.steps.find(({ optional, agencies }) => optional && agencies.includes(QUARANTINE_AGENCY[kind])) ??
  null;

/** Who is waited for beside the steps of the process, since when (FO-14 to FO-16). */
export function workWaits(process: Process | null, ledger: Ledger, work: Work): readonly Waiting[] {
  return [...inspectionWait(work), ...quarantineWaits(process, ledger, work), ...questionWaits(work)];
}

/** The first place that has not spoken, since it could: since the order, or the place before it spoke. */
function inspectionWait({ inspection }: Work): readonly Waiting[] {
  if (inspection === null || inspection.status !== 'open') return [];
  const next = inspection.places.find(({ result }) => result === null);
  if (next === undefined) return [];
  const { place, orderedAt } = next;
  const earlier = inspection.places.slice(0, inspection.places.indexOf(next));
  const since = earlier.reduce((latest, { at }) => Math.max(latest, at ?? latest), orderedAt);
  return [{ agency: PLACE_AGENCY[place], step: null, ordered: { kind: 'inspection', place }, since }];
}

/** Where the process has an open step for it, that is waited for, with everything that hangs on it. */
function quarantineWaits(process: Process | null, ledger: Ledger, { quarantine }: Work): readonly Waiting[] {
  return quarantine.flatMap(({ kind, requestedAt, result, at }): Waiting[] => {
    if (requestedAt === null || result === 'passed' || result === 'failed') return [];
    const step = quarantineStep(process, kind);
    if (step !== null && !ledger.ticks.has(step.id)) return [];
    const since = at ?? requestedAt;
    return [
      {
        agency: QUARANTINE_AGENCY[kind],
        step: null,
        ordered: { kind: 'quarantine', quarantine: kind },
        since,
      },
    ];
  });
}

function questionWaits({ questions }: Work): readonly Waiting[] {
  return questions.flatMap(({ about, askedAt, answeredAt }): Waiting[] =>
    answeredAt === null
      ? [{ agency: 'firm', step: null, ordered: { kind: 'question', about }, since: askedAt }]
      : [],
  );
}
