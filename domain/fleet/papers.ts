import * as z from 'zod';

const DAY_MS = 86_400_000;

/** Days before a paper ends on which its firm is warned, the last being its last day. */
export const WARN_DAYS = [30, 7, 0] as const;

/** A day as papers print it, `2027-03-31`; the paper holds on that day still. */
export const paperDaySchema = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2099-12-31');

export type PaperStanding =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'good' }
  /** `days`: left, 0 on its last day; `within`: the nearest of `WARN_DAYS` it has reached. */
  | { readonly kind: 'expiring'; readonly days: number; readonly within: (typeof WARN_DAYS)[number] }
  /** `days`: since its last day, 1 and more. */
  | { readonly kind: 'expired'; readonly days: number };

/** FV-3: how a paper stands on a day at home. Both days as `2026-11-27`. */
export function paperStanding(until: string | null, today: string): PaperStanding {
  if (until === null) return { kind: 'unknown' };
  const days = Math.round((Date.parse(until) - Date.parse(today)) / DAY_MS);
  if (days < 0) return { kind: 'expired', days: -days };
  const within = WARN_DAYS.toReversed().find((each) => days <= each);
  return within === undefined ? { kind: 'good' } : { kind: 'expiring', days, within };
}

/** FV-3: the more pressing first: over, ending, not known, good. */
export function urgencyOf(standing: PaperStanding): number {
  switch (standing.kind) {
    case 'expired':
      return -1;
    case 'expiring':
      return standing.days;
    case 'unknown':
      return 1000;
    case 'good':
      return 2000;
  }
}
