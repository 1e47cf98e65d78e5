import type { PlanContent } from '@/domain/flow/flow-plan';
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

type Lever = PlanContent['levers'][number];
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
    return [...levers.map(ended(direction, goods, now)), lever];
  });
}

/** Ends what limits a class now; what is planned for later stays. */
export function liftLimit(
  context: PersonContext,
  input: { gateId: GateId; direction: Direction; class: GoodsClass; reason: string },
): Promise<Changed> {
  const { gateId, direction, class: goods, reason } = input;
  return changeLevers(context, gateId, reason, (levers, now) => {
    const lifted = levers.map(ended(direction, goods, now));
    return lifted.every((lever, nth) => lever === levers[nth]) ? 'AP-NONE' : lifted;
  });
}

const ended =
  (direction: Direction, goods: GoodsClass, now: number) =>
  (lever: Lever): Lever => {
    const holds = lever.from <= now && (lever.to === null || now < lever.to);
    const concerned = lever.class === goods && (lever.directions?.includes(direction) ?? true);
    return holds && concerned ? { ...lever, to: now } : lever;
  };

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
