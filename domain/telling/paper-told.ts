import { paperStanding } from '../fleet/papers';
import { dateOf, HOME } from '../flow/zones';

/** Papers of a fleet that end: of a vehicle, and of a driver. */
export const FLEET_PAPERS = ['licence', 'insurance', 'inspection', 'driving'] as const;
export type FleetPaper = (typeof FLEET_PAPERS)[number];

/** Days before the last day of a paper on which its firm is told. */
export const PAPER_TOLD_DAYS = [30, 7, 1] as const;
/** What ended longer ago is nobody's news: whoever enters an old lorry knows it. */
const OVER_DAYS = 7;

export type PaperStage = (typeof PAPER_TOLD_DAYS)[number] | 'over';

/**
 * TE-15: of what is to be told on this day at home, if it was not told before; after a standstill only the nearest. Both days
 * as `2026-11-27`. `days`: left, 0 on the last day; since then for `over`.
 */
export function paperTold(
  until: string | null,
  today: string,
): { readonly stage: PaperStage; readonly days: number } | null {
  const standing = paperStanding(until, today);
  if (standing.kind === 'expired')
    return standing.days > OVER_DAYS ? null : { stage: 'over', days: standing.days };
  if (standing.kind !== 'expiring') return null;
  const stage = PAPER_TOLD_DAYS.toReversed().find((each) => standing.days <= each);
  return stage === undefined ? null : { stage, days: standing.days };
}

/** A paper of a fleet that its firm is told of; it belongs to no gate. */
export type PaperFact = {
  /** Names it for ever (TE-6): a paper that was renewed has another last day. */
  readonly key: string;
  readonly kind: 'paper-ending' | 'paper-over';
  readonly firmId: string;
  readonly entryId: string;
  readonly about: string;
  /** ms. */
  readonly at: number;
  readonly values: Readonly<Record<string, string | number>>;
};

/** A paper as its fleet has it; `plate` of a vehicle, null of a driver, whose name stands in no message (TE-6). */
export type HeldPaper = {
  readonly firmId: string;
  readonly entryId: string;
  readonly paper: FleetPaper;
  readonly plate: string | null;
  readonly until: string | null;
};

/** TE-15: null when there is nothing to tell of it today. `now` in ms. */
export function factOfPaper(held: HeldPaper, now: number): PaperFact | null {
  const told = paperTold(held.until, dateOf(now, HOME));
  if (told === null || held.until === null) return null;
  const { firmId, entryId, paper, plate, until } = held;
  return {
    key: ['paper', entryId, paper, until, told.stage].join(' '),
    kind: told.stage === 'over' ? 'paper-over' : 'paper-ending',
    firmId,
    entryId,
    about: `paper ${entryId} ${paper}`,
    at: now,
    values: { paper, until, days: told.days, ...(plate === null ? {} : { plate }) },
  };
}

/** A moment of that day in every zone of ours, for its words; ms. */
export const middayOf = (day: string): number => Date.parse(`${day}T05:00:00Z`);
