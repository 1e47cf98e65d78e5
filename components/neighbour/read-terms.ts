import { clockOf, dateAfter, dateOf, instantIn, instantOf, type Zone, zoneOf } from '@/domain/flow/zones';
import { type Flow, gateSchema, type Terms } from '@/domain/neighbour/content';
import type { GateId } from '@/domain/shared/identity';

/** Terms as they are typed; days and times by the clock that stands beside them. */
export type TermsTyped = {
  readonly about: Terms['about'];
  readonly flow: Flow;
  readonly from: string;
  readonly until: string;
  readonly perHour: string;
  readonly opens: string;
  readonly closes: string;
};
export type TermsFault = 'from' | 'until' | 'perHour' | 'opens' | 'closes';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Terms name each day's hours: no more days than a message has windows. */
const MOST_DAYS = 62;

/** A proposal to begin with: from tomorrow for a week. */
export const termsFrom = (now: number, zone: Zone): TermsTyped => {
  const tomorrow = dateAfter(dateOf(now, zone), 1);
  return {
    about: 'quota',
    flow: 'vn-cn',
    from: tomorrow,
    until: dateAfter(tomorrow, 6),
    perHour: '',
    opens: '07:00',
    closes: '19:00',
  };
};

/** Both days are inclusive. */
export function readTerms(
  typed: TermsTyped,
  { gateId, now, zone }: { readonly gateId: GateId; readonly now: number; readonly zone: Zone },
):
  | { readonly kind: 'terms'; readonly terms: Terms }
  | { readonly kind: 'faults'; readonly faults: readonly TermsFault[] } {
  const faults: TermsFault[] = [];
  const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  const days = (Date.parse(typed.until) - Date.parse(typed.from)) / 86_400_000 + 1;
  if (!isDay(typed.from) || typed.from < dateOf(now, zone)) faults.push('from');
  if (!isDay(typed.until) || !(days >= 1 && days <= MOST_DAYS)) faults.push('until');
  const perHour = Number(typed.perHour.trim());
  if (
    typed.about === 'quota' &&
    (typed.perHour.trim() === '' || !Number.isInteger(perHour) || perHour < 0 || perHour > 1000)
  )
    faults.push('perHour');
  if (typed.about === 'hours') {
    if (!CLOCK.test(typed.opens)) faults.push('opens');
    if (!CLOCK.test(typed.closes) || typed.closes <= typed.opens) faults.push('closes');
  }
  if (faults.length > 0) return { kind: 'faults', faults };
  const instant = (day: string, clock: string) => instantIn(instantOf(day, clock, zone), zone);
  const place = {
    gate: gateSchema.parse(gateId),
    flow: typed.flow,
    from: instant(typed.from, '00:00'),
    until: instant(dateAfter(typed.until, 1), '00:00'),
  };
  if (typed.about === 'quota')
    return { kind: 'terms', terms: { about: 'quota', ...place, quota: { perHour, byClass: {} } } };
  const windows = Array.from({ length: days }, (_, n) => dateAfter(typed.from, n)).map((day) => ({
    from: instant(day, typed.opens),
    until: instant(day, typed.closes),
  }));
  return { kind: 'terms', terms: { about: 'hours', ...place, zone, windows } };
}

/** By whose clock terms were written, so that their days stay days; `other`: of the side that they come from. */
export const zoneOfTerms = (terms: Terms, other: Zone): Zone =>
  terms.about === 'hours' ? terms.zone : (zoneOf(terms.from) ?? other);

/** What was proposed, to be countered. */
export function typedTerms(terms: Terms, zone: Zone): TermsTyped {
  const day = (instant: string, back = 0) => dateOf(Date.parse(instant) - back, zone);
  const [window] = terms.about === 'hours' ? terms.windows : [];
  const clock = (instant: string | undefined) =>
    instant === undefined ? '' : clockOf(Date.parse(instant), zone);
  return {
    about: terms.about,
    flow: terms.flow,
    from: day(terms.from),
    until: day(terms.until, 1),
    perHour: terms.about === 'quota' ? String(terms.quota.perHour) : '',
    opens: clock(window?.from),
    closes: clock(window?.until),
  };
}
