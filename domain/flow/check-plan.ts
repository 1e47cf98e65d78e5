import type * as z from 'zod';
import type { Gate } from '../gate/gates';
import { err, ok, type Result } from '../shared/result';
import { DIRECTIONS } from '../shared/vocabulary';
import { canonicalJson } from '../sync/canonical-json';
import type { CalendarRule } from './calendar';
import { yardName } from './compare-plans';
import { type PlanContent, planContentSchema } from './flow-plan';
import type { Lever } from './levers';
import { planDraftSchema } from './plan-draft';
import { dateAfter, instantOf, minutesOf } from './zones';

/** Why a plan may not be saved. Closed set; `path` is the field a manager must mend (`calendar.3.effect.windows.0`). */
export const PLAN_FAULTS = [
  'PL-SHAPE', // something that no screen makes
  'PL-CLOCK', // not a time of day up to 29:59
  'PL-ORDER', // ends before it begins
  'PL-OVERLAP', // two stretches of one day at the same time
  'PL-WINDOW', // a closure without its hours
  'PL-DATE', // no date
  'PL-DATES', // last day before the first
  'PL-BEFORE', // "declared before" a day that is after the first: it would keep nobody out
  'PL-PAST', // over before it begins to hold
  'PL-ROUTE', // not a route of this gate
  'PL-LANE', // no lane serves a direction
  'PL-OLDEST', // nobody takes a turn for having waited longest
  'PL-NAME', // no name
  'PL-TWICE', // two of one name
  'PL-NUMBER', // not a number that makes sense here
  'PL-REASON', // a lever without its reason
] as const;
export type PlanFaultCode = (typeof PLAN_FAULTS)[number];
export type PlanFault = { readonly code: PlanFaultCode; readonly path: string };

type About = {
  readonly gate: Gate;
  readonly now: number;
  /** The plan that holds: what stands in it already is not judged again, its closures may long be over. */
  readonly holds: PlanContent | null;
};
type Stretch = { readonly from: string; readonly to: string };

const DAY_MINUTES = 24 * 60;

/** Which of our faults a complaint of the schema is, by the field it is about. */
function shapeFault(issue: z.core.$ZodIssue): PlanFault {
  const path = issue.path.map(String);
  const fault = (code: PlanFaultCode): PlanFault => ({ code, path: path.join('.') });
  const field = path.at(-1) ?? '';
  const isOfStretch = path.includes('windows') || path.includes('serves');
  if (isOfStretch && issue.code === 'custom') return fault('PL-ORDER');
  if (field === 'windows') return fault('PL-WINDOW');
  if (isOfStretch && (field === 'from' || field === 'to')) return fault('PL-CLOCK');
  if (path[0] === 'ratios') return fault(issue.code === 'custom' ? 'PL-OLDEST' : 'PL-NUMBER');
  if (field === 'name') return fault('PL-NAME');
  if (field === 'reason') return fault('PL-REASON');
  if (field === 'from' || field === 'to' || field === 'date') return fault('PL-DATE');
  if (['vehiclesPerHour', 'places', 'secondPersonFrom', 'perHour'].includes(field)) return fault('PL-NUMBER');
  return fault('PL-SHAPE');
}

/** Stretches of one day that share a minute; `daily`: also with what those of the day before leave over. */
function overlaps(stretches: readonly Stretch[], path: string, daily: boolean): readonly PlanFault[] {
  const spans = stretches.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
  const shifts = daily ? [-DAY_MINUTES, 0] : [0];
  return spans.flatMap((span, at) => {
    const isDoubled = spans.some((other, earlier) =>
      shifts.some(
        (shift) =>
          (shift !== 0 || earlier < at) && other.from + shift < span.to && span.from < other.to + shift,
      ),
    );
    return isDoubled ? [{ code: 'PL-OVERLAP' as const, path: `${path}.${at}` }] : [];
  });
}

/** When a rule has said all it says; null: it holds on. */
function endOf({ effect, to, zone }: CalendarRule): number | null {
  if (to === null) return null;
  const last =
    effect.kind === 'declared-before'
      ? undefined
      : effect.windows
          .map((window) => window.to)
          .sort()
          .at(-1);
  return last === undefined ? instantOf(dateAfter(to, 1), '00:00', zone) : instantOf(to, last, zone);
}

function checkRule(rule: CalendarRule, at: number, { gate, now }: About): readonly PlanFault[] {
  const path = `calendar.${at}`;
  const faults: PlanFault[] = [];
  const { effect } = rule;
  if (rule.to !== null && rule.to < rule.from) faults.push({ code: 'PL-DATES', path: `${path}.to` });
  else {
    const end = endOf(rule);
    if (end !== null && end <= now) faults.push({ code: 'PL-PAST', path: `${path}.to` });
  }
  if (rule.routes?.some((route) => !gate.routes.includes(route)) === true)
    faults.push({ code: 'PL-ROUTE', path: `${path}.routes` });
  if (effect.kind === 'declared-before') {
    if (effect.date > rule.from) faults.push({ code: 'PL-BEFORE', path: `${path}.effect.date` });
  } else faults.push(...overlaps(effect.windows, `${path}.effect.windows`, false));
  return faults;
}

function checkLever({ from, to, routes }: Lever, at: number, { gate, now }: About): readonly PlanFault[] {
  const fault = (code: PlanFaultCode, field: string): PlanFault => ({ code, path: `levers.${at}.${field}` });
  return [
    ...(to !== null && to <= from ? [fault('PL-ORDER', 'to')] : []),
    ...(to !== null && to <= now ? [fault('PL-PAST', 'to')] : []),
    ...(routes?.some((route) => !gate.routes.includes(route)) === true ? [fault('PL-ROUTE', 'routes')] : []),
  ];
}

function checkLanes(
  { lanes }: PlanContent,
  misshapen: readonly PlanFault[],
  { gate }: About,
): readonly PlanFault[] {
  const faults = lanes.flatMap(({ route, serves }, at): readonly PlanFault[] => {
    if (faultsAt(misshapen, `lanes.${at}.serves`).length > 0) return [];
    const turned = serves.flatMap(({ from, to }, n): readonly PlanFault[] =>
      from < to ? [] : [{ code: 'PL-ORDER', path: `lanes.${at}.serves.${n}` }],
    );
    return [
      ...(route === null || gate.routes.includes(route)
        ? []
        : [{ code: 'PL-ROUTE' as const, path: `lanes.${at}.route` }]),
      // A lane cannot serve both ways at once, nor one way twice.
      ...(turned.length > 0 ? turned : overlaps(serves, `lanes.${at}.serves`, true)),
    ];
  });
  const unserved = DIRECTIONS.filter(
    (way) => !lanes.some(({ serves }) => serves.some(({ direction }) => direction === way)),
  );
  return [...faults, ...unserved.map((way) => ({ code: 'PL-LANE' as const, path: `lanes.${way}` }))];
}

/** Two without a name are not two of one name. */
const twice = (names: readonly string[], part: string): readonly PlanFault[] =>
  names.flatMap((name, at) =>
    name !== '' && names.indexOf(name) < at
      ? [{ code: 'PL-TWICE' as const, path: `${part}.${at}.name` }]
      : [],
  );

/**
 * A plan as a manager brings it (FL-60): every fault at its field. What holds already is not judged anew (FL-61), so that
 * a calendar may go on naming last year's closures.
 */
export function checkPlan(document: unknown, about: About): Result<PlanContent, readonly PlanFault[]> {
  const parsed = planContentSchema.safeParse(document);
  const misshapen = parsed.success ? [] : parsed.error.issues.map(shapeFault);
  // A field that cannot be read does not hide what is wrong with the others.
  const content = planDraftSchema.safeParse(document).data;
  if (content === undefined) return err(misshapen);
  const held = new Set(
    [...(about.holds?.calendar ?? []), ...(about.holds?.levers ?? [])].map((each) => canonicalJson(each)),
  );
  const isJudged = (each: unknown, path: string) =>
    !held.has(canonicalJson(each)) && faultsAt(misshapen, path).length === 0;
  const faults: readonly PlanFault[] = [
    ...misshapen,
    ...content.calendar.flatMap((rule, at) =>
      isJudged(rule, `calendar.${at}`) ? checkRule(rule, at, about) : [],
    ),
    ...checkLanes(content, misshapen, about),
    ...twice(
      content.lanes.map(({ name }) => name.trim()),
      'lanes',
    ),
    ...twice(
      content.yards.map((yard) => (yard.name.trim() === '' ? '' : yardName(yard))),
      'yards',
    ),
    ...content.levers.flatMap((lever, at) =>
      isJudged(lever, `levers.${at}`) ? checkLever(lever, at, about) : [],
    ),
  ];
  return parsed.success && faults.length === 0 ? ok(parsed.data) : err(faults);
}

/** Of all faults those of one field and of what lies in it. */
export const faultsAt = (faults: readonly PlanFault[], path: string): readonly PlanFault[] =>
  faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
