import { gateById } from '../gate/gates';
import { comesAt } from '../position/on-the-way';
import type { GateId } from '../shared/identity';
import type { Decision } from './decide';
import { defaultPlan } from './default-plan';
import { type PlanContent, placesIn } from './flow-plan';
import { type ForecastHour, type ForecastInput, forecast } from './forecast';
import type { Acceptance } from './neighbour';
import { hoursUnder } from './preview-plan';
import type { Situation } from './situation';
import { earlyWarning, type Warning } from './warning';

const HOUR_MS = 3_600_000;
const AHEAD = 24;
/** Hours for which bookings say nearly all; later ones are still to come (assumed, as in the simulator). */
const BOOKED_HOURS = 12;
const WALK_UP_SHARE = 0.15;
const NO_SHOW_SHARE = 0.05;
/** Between which factors a neighbour that nobody has measured may lie (assumed, as in the back-test). */
const UNMEASURED = { low: 0.7, high: 1.15 };

/** Between which factors of its rate the neighbour may lie (FL-31). */
export const boundsOf = ({ low, high, vehiclesPerHour }: Acceptance): ForecastInput['acceptance'] =>
  low === null || high === null || vehiclesPerHour <= 0
    ? UNMEASURED
    : { low: low / vehiclesPerHour, high: high / vehiclesPerHour };

/** What the forecast of one queue is made from (FL-33). */
export function forecastInputOf(situation: Situation, decision: Decision): ForecastInput {
  const { now, history, latest, widths } = situation;
  const { acceptance, coming, yard, out, hours } = decision;
  const from = now - (now % HOUR_MS);
  return {
    from,
    hours: AHEAD,
    history,
    season: 1,
    latest,
    booked: Array.from({ length: AHEAD }, (_, n) => {
      if (n >= BOOKED_HOURS || coming.length === 0) return null;
      const start = from + n * HOUR_MS;
      return coming.filter(({ plannedAt, seen }) => {
        const at = Math.max(comesAt(plannedAt, seen) ?? now, now);
        return start <= at && at < start + HOUR_MS;
      }).length;
    }),
    walkUpShare: WALK_UP_SHARE,
    noShowShare: NO_SHOW_SHARE,
    standing: yard.length + out,
    capacity: hours.slice(0, AHEAD),
    acceptance: boundsOf(acceptance),
    widths,
  };
}

export type Ahead = {
  readonly input: ForecastInput;
  readonly hours: readonly ForecastHour[];
  readonly warning: Warning | null;
};

/** The coming day with its band, and whether the yards will overflow and why (FL-33, FL-34). */
export function lookAhead(situation: Situation, decision: Decision): Ahead {
  const input = forecastInputOf(situation, decision);
  const { content, direction } = situation;
  const standingRoom = sum(placesIn(content, 'staging', direction), placesIn(content, 'inside', direction));
  return {
    input,
    hours: forecast(input),
    warning: standingRoom === null ? null : earlyWarning(input, standingRoom, usualOf(situation, decision)),
  };
}

const sum = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Each thing as it usually is, one at a time: what would the day be without it? */
function usualOf({ gateId, content }: Situation, { outlook }: Decision) {
  const usual = contentOf(gateId);
  const under = (plan: PlanContent, neighbour = outlook.neighbour) =>
    hoursUnder(plan, { ...outlook, neighbour }).slice(0, AHEAD);
  const expected = under(content);
  const untold = under(content, { ...outlook.neighbour, told: [], measured: null });
  return {
    neighbour: untold.map((hour, n) => {
      const known = expected[n];
      return known !== undefined && known.exact > hour.exact ? known : hour;
    }),
    closure: under({ ...content, calendar: usual?.calendar ?? content.calendar }),
    gate: under({
      ...content,
      lanes: usual?.lanes ?? content.lanes,
      yards: usual?.yards ?? content.yards,
    }),
  };
}

function contentOf(gateId: GateId): PlanContent | null {
  const gate = gateById(gateId);
  return gate === null ? null : defaultPlan(gate);
}
