import type { PassClaims } from '../pass/claims';
import type { Process } from '../process/process';
import type { EventType, GateEvent, Hlc } from '../sync/event';
import type { AdmissionContext } from './verdict';

/** What neither holds nor ends a crossing, whatever came before it. */
const CALM: ReadonlySet<EventType> = new Set<EventType>([
  'crossing.declared',
  'pass.issued',
  'pass.scanned',
  'step.confirmed',
  'release.eligibility',
  'release.overridden',
  'inspection.ordered',
  'inspection.reported',
  'information.requested',
  'information.given',
  'binding.checked',
  'note.added',
  'photo.taken',
]);

/**
 * AD-18: clock of the first fact by which a crossing may be held or ended; null where there is none. Whatever happened
 * before it found the crossing neither held nor ended, so that `decide` need not be asked about that.
 */
export function firstDoubt(process: Process | null, events: readonly GateEvent[]): Hlc | null {
  const leaving = new Set(process?.steps.flatMap(({ id, stage }) => (stage === 'left' ? id : [])));
  let first: Hlc | null = null;
  for (const { type, step, hlc } of events) {
    const isCalm = CALM.has(type) && !(type === 'step.confirmed' && step !== null && leaving.has(step));
    if (!isCalm && (first === null || hlc < first)) first = hlc;
  }
  return first;
}

/**
 * AD-18: of a genuine pass that is neither revoked, superseded nor used, for a crossing that is neither held nor ended:
 * true where nothing is left for which `decide` could refuse. Right gate, direction and time, and no release.
 */
export function isInPlace(
  { gateNumber, direction, notAfter }: PassClaims,
  context: Pick<AdmissionContext, 'gateNumber' | 'direction' | 'now' | 'step' | 'process'>,
): boolean {
  const isRelease = context.process?.steps.some(({ id, release }) => release && id === context.step) ?? false;
  const isRightWay = context.direction === 'both' || context.direction === direction;
  return !isRelease && gateNumber === context.gateNumber && isRightWay && context.now <= notAfter * 1000;
}
