import { and, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { MovedVehicle, PlanPreview } from '@/domain/flow/picture';
import { hoursUnder, type Moved, previewPlan } from '@/domain/flow/preview-plan';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import type { PersonContext } from '../control/person-context';
import { currentPlan } from './read-flow-plan';
import { readSituations } from './read-situation';

/** As far as live times are looked for: who stands beyond keeps the place in the line. */
const HOURS_LOOKED_AT = 72;
const HOURS_COUNTED = 24;

async function readPlates(
  tx: Transaction,
  gateId: GateId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: crossing.crossingId, plate: crossing.plate })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), oneOf(crossing.crossingId, ids)));
  return new Map(rows.map(({ id, plate }) => [id, plate ?? '']));
}

/** What a plan would do to everybody who holds a place, and to the places of the next day; nothing is written (FL-14). */
export function previewFlowPlan(
  { db, clock, actor }: PersonContext,
  { gateId, content }: { readonly gateId: GateId; readonly content: PlanContent },
): Promise<PlanPreview> {
  const now = clock.now();
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const { content: holds } = await currentPlan(tx, gateId);
    const situations = await readSituations(tx, gateId, now);
    const one = async (direction: Direction): Promise<PlanPreview[Direction]> => {
      const { holders, position, acceptance } = situations[direction];
      const about = {
        queue: { gateId, route: null, direction },
        now,
        hours: HOURS_LOOKED_AT,
        holders,
        position,
        neighbourPerHour: acceptance.vehiclesPerHour,
      };
      const { later, sooner, unmoved } = previewPlan(holds, content, about);
      const plates = await readPlates(
        tx,
        gateId,
        [...later, ...sooner].map(({ crossingId }) => crossingId),
      );
      const named = (moved: readonly Moved[]): readonly MovedVehicle[] =>
        moved
          .map((each) => ({ ...each, plate: plates.get(each.crossingId) ?? '' }))
          .toSorted((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity));
      const places = (plan: PlanContent) =>
        hoursUnder(plan, { ...about, hours: HOURS_COUNTED }).reduce((sum, hour) => sum + hour.places, 0);
      return {
        holders: holders.length,
        unmoved,
        later: named(later),
        sooner: named(sooner),
        places: { before: places(holds), after: places(content) },
      };
    };
    return { export: await one('export'), import: await one('import') };
  });
}
