import { batchSize } from './batch-size';
import { classLimit } from './class-limits';
import { declaredLate } from './declared-late';
import { placesIn } from './flow-plan';
import { type Interval, subtract } from './intervals';
import { limitRulesOf } from './limit-rules';
import { type Acceptance, acceptance } from './neighbour';
import { stillToCome, takenAhead } from './neighbour-ahead';
import type { Allocation } from './order';
import { goodsOf } from './order-class';
import type { BatchLimit } from './picture';
import type { Outlook } from './preview-plan';
import type { Situation } from './situation';

const MINUTE_MS = 60_000;
/** Until the next batch is called. */
const CALL_EVERY_MS = 10 * MINUTE_MS;
/** Vehicles per hour of which one at least is always due. */
const MANY = 60;

export type Batch = { readonly size: number; readonly limitedBy: BatchLimit };
/** What is decided before the batch is. */
type Decided = {
  readonly open: readonly Interval[];
  readonly acceptance: Acceptance;
  readonly outlook: Outlook;
  readonly gatePerHour: number;
  readonly yardPerHour: number | null;
  readonly out: number;
  readonly order: readonly Allocation[];
  readonly mayGo: number;
};

/** Vehicles per hour that pass: the least of gate, yard and neighbour. */
export const paceOf = (
  { gatePerHour, yardPerHour }: Pick<Decided, 'gatePerHour' | 'yardPerHour'>,
  { vehiclesPerHour }: Acceptance,
): number => Math.min(gatePerHour, yardPerHour ?? gatePerHour, vehiclesPerHour);

export type Soon = {
  /** What the neighbour takes of those who are called now. */
  readonly acceptance: Acceptance;
  /** When the gate is open and the neighbour too. */
  readonly open: readonly Interval[];
  /** Who closes next, of those called now; null: nobody before they are through. */
  readonly closing: Acceptance | null;
};

const SHUT: readonly Acceptance['as'][] = ['closure', 'hours', 'agreed-hours'];

/** The time in which who is called now comes to the line, with the hours of the neighbour in it (NE-18). */
export function soonOf(
  { now, travel, service }: Situation,
  { acceptance: held, outlook, open }: Decided,
): Soon {
  const known = stillToCome(outlook.neighbour);
  const until = now + travel.p90Ms + service.p90Ms + CALL_EVERY_MS;
  const shut = takenAhead(known, { from: now, to: until }).filter(({ perHour }) => perHour === 0);
  // They open while who is called now is on the way: as before our own opening, the first are called for that.
  const opening = SHUT.includes(held.as) ? acceptance(known, now + travel.medianMs) : held;
  return {
    acceptance: opening,
    open: shut.reduce((left: readonly Interval[], each) => subtract(left, each), open),
    closing: shut[0] === undefined ? null : acceptance(known, Math.max(now, shut[0].from)),
  };
}

/** The neighbour's part, by what kind of word it is: a call that is held back says why (NE-18). */
const BY_WORD: Readonly<Record<NonNullable<Acceptance['as']>, BatchLimit>> = {
  rate: 'neighbour',
  closure: 'neighbour-closed',
  hours: 'neighbour-hours',
  agreement: 'agreed',
  'agreed-hours': 'agreed-hours',
};
const BY_LIMIT = {
  agreed: 'class-agreed',
  neighbour: 'class-neighbour',
  calendar: 'class-calendar',
  lever: 'lever',
} as const;
const named = ({ as }: Acceptance): BatchLimit => (as === null ? 'neighbour' : BY_WORD[as]);

/** Somebody in the yard could be called, and was declared too late for today (FL-11). */
function isKeptByDate(situation: Situation): boolean {
  const late = declaredLate(situation);
  return situation.standing.some(
    ({ crossingId, stage, callable, held }) =>
      stage === 'staging' && callable && !held && late.has(crossingId),
  );
}

/** How many to call now and what limits that (FL-25, FL-43). */
export function batchOf(situation: Situation, decided: Decided, soon: Soon): Batch {
  const { now, content, direction, travel, service } = situation;
  const { yardPerHour, mayGo, out, order } = decided;
  const neighbour = soon.acceptance.vehiclesPerHour;
  const vehiclesPerHour = paceOf(decided, soon.acceptance);
  const places = placesIn(content, 'inside', direction);
  const { open } = soon;
  const given = { now, open, vehiclesPerHour, out, travel, service, everyMs: CALL_EVERY_MS };
  const wanted = batchSize({ ...given, places });
  const kept = order[mayGo];
  const limit =
    kept === undefined
      ? null
      : classLimit(limitRulesOf(situation), goodsOf(kept.class), { from: now, to: now + 1 });
  if (wanted >= mayGo) {
    const last = isKeptByDate(situation) ? 'declared-late' : 'nobody';
    return { size: mayGo, limitedBy: limit === null ? last : BY_LIMIT[limit.by] };
  }
  const alone = { ...given, out: 0, places: null };
  if (batchSize(alone) === 0 && (vehiclesPerHour > 0 || soon.closing !== null)) {
    // Would anybody be called in our own hours, if the neighbour took as many as they like?
    const isOurs = batchSize({ ...alone, open: decided.open, vehiclesPerHour: MANY }) === 0;
    return { size: 0, limitedBy: isOurs || soon.closing === null ? 'closed' : named(soon.closing) };
  }
  if (places !== null && batchSize({ ...given, places: null }) > wanted)
    return { size: wanted, limitedBy: 'places' };
  if (wanted === 0 && out > 0) return { size: 0, limitedBy: 'enough' };
  const limitedBy =
    vehiclesPerHour === neighbour
      ? named(soon.acceptance)
      : vehiclesPerHour === yardPerHour
        ? 'yard'
        : 'gate';
  return { size: wanted, limitedBy };
}
