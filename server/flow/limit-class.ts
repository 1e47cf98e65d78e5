import type { PlanContent } from '@/domain/flow/flow-plan';
import { type Lever, liftedFor } from '@/domain/flow/levers';
import { concerns } from '@/domain/flow/queue';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { nextVersion } from '@/domain/shared/versions';
import type { Direction, GoodsClass } from '@/domain/shared/vocabulary';
import type { PersonContext } from '../control/person-context';
import { deed } from './call-deeds';
import { firstPlan, readPlanVersions } from './read-flow-plan';
import { insertPlan } from './write-flow-plan';

/** A lever that ended so long ago is of the versions before. */
const KEPT_MS = 24 * 3_600_000;
const MOST_AHEAD_MS = 14 * 24 * 3_600_000;

type Changed = Result<{ readonly version: number }, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT' | 'AP-SELF'>;

/** Stops or limits one class for a time (FL-22): a new version of the plan, as every change of it is. */
export function limitClass(
  context: PersonContext,
  input: {
    gateId: GateId;
    direction: Direction;
    class: GoodsClass;
    perHour: number;
    until: number | null;
    reason: string;
  },
): Promise<Changed> {
  const { gateId, direction, class: goods, perHour, until, reason } = input;
  return changeLevers(context, gateId, reason, (levers, now) => {
    if (until !== null && (until <= now || until > now + MOST_AHEAD_MS)) return 'AP-INPUT';
    const lever: Lever = {
      gates: [gateId],
      routes: null,
      directions: [direction],
      class: goods,
      from: now,
      to: until,
      perHour,
      reason,
    };
    // What holds over this direction is replaced; what is planned for later, or is about one of several roads, stays.
    const isReplaced = ({ class: of, from, to, ...whom }: Lever) =>
      of === goods && from <= now && (to === null || now < to) && over(gateId, direction, whom);
    return [
      ...levers.flatMap((each) => (isReplaced(each) ? liftedFor(each, direction, now) : [each])),
      lever,
    ];
  });
}

/** Lifts the lever that was pressed, for one direction: one that holds ends now, one that is planned goes. */
export function liftLimit(
  context: PersonContext,
  input: {
    gateId: GateId;
    direction: Direction;
    class: GoodsClass;
    /** Which of them: as it stands in the plan. */
    lever: Pick<Lever, 'from' | 'to' | 'perHour'>;
    reason: string;
  },
): Promise<Changed> {
  const { gateId, direction, class: goods, lever: pressed, reason } = input;
  return changeLevers(context, gateId, reason, (levers, now) => {
    const nth = levers.findIndex(
      ({ class: of, from, to, perHour, ...whom }) =>
        of === goods &&
        from === pressed.from &&
        to === pressed.to &&
        perHour === pressed.perHour &&
        (to === null || now < to) &&
        over(gateId, direction, whom),
    );
    const found = levers[nth];
    return found === undefined ? 'AP-NONE' : levers.toSpliced(nth, 1, ...liftedFor(found, direction, now));
  });
}

/** Whether it is one of those that a call desk shows over that direction. */
const over = (
  gateId: GateId,
  direction: Direction,
  { gates, routes, directions }: Pick<Lever, 'gates' | 'routes' | 'directions'>,
): boolean => concerns({ gates, routes, directions, classes: null }, { gateId, route: null, direction });

function changeLevers(
  context: PersonContext,
  gateId: GateId,
  reason: string,
  change: (levers: PlanContent['levers'], now: number) => PlanContent['levers'] | 'AP-INPUT' | 'AP-NONE',
): Promise<Changed> {
  return deed(context, gateId, async (tx, now): Promise<Changed> => {
    const history = await readPlanVersions(tx, gateId);
    const content = history.at(-1)?.content ?? firstPlan(gateId);
    const levers = change(content.levers, now);
    if (typeof levers === 'string') return err(levers);
    const kept = levers.filter(({ to }) => to === null || to > now - KEPT_MS);
    const version = nextVersion(
      history,
      { ...content, levers: kept },
      { madeAt: now, madeBy: context.actor.id, reason },
    );
    return (await insertPlan(tx, gateId, version)) ? ok({ version: version.version }) : err('AP-DONE');
  });
}
