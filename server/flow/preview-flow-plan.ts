import { inGate } from '@/db/client';
import { decide } from '@/domain/flow/decide';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { MovedVehicle, PlanPreview } from '@/domain/flow/picture';
import { hoursUnder, type Moved, previewPlan } from '@/domain/flow/preview-plan';
import type { Situation } from '@/domain/flow/situation';
import type { GateId } from '@/domain/shared/identity';
import type { PersonContext } from '../control/person-context';
import { readSituation } from './read-situation';

const HOURS_COUNTED = 24;

/** What a plan would do to everybody who holds a place, and to the places of the next day; nothing is written (FL-14). */
export async function previewFlowPlan(
  { db, clock, actor }: PersonContext,
  { gateId, content }: { readonly gateId: GateId; readonly content: PlanContent },
): Promise<PlanPreview> {
  const now = clock.now();
  const { directions } = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    readSituation(tx, gateId, now),
  );
  return { export: previewOf(directions.export, content), import: previewOf(directions.import, content) };
}

function previewOf(situation: Situation, after: PlanContent): PlanPreview['export'] {
  const { outlook } = decide(situation);
  const before = situation.content;
  const { later, sooner, unmoved } = previewPlan(before, after, outlook);
  const plates = new Map(situation.standing.map(({ crossingId, plate }) => [crossingId, plate]));
  const named = (moved: readonly Moved[]): readonly MovedVehicle[] =>
    moved
      .map((each) => ({ ...each, plate: plates.get(each.crossingId) ?? '' }))
      .toSorted((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity));
  const slots = new Set(situation.standing.flatMap((each) => (each.hasSlot ? [each.crossingId] : [])));
  const places = (plan: PlanContent) =>
    hoursUnder(plan, { ...outlook, hours: HOURS_COUNTED }).reduce((sum, hour) => sum + hour.places, 0);
  return {
    holders: outlook.holders.length,
    unmoved,
    later: named(later),
    sooner: named(sooner),
    withSlot: {
      all: outlook.holders.filter(({ crossingId }) => slots.has(crossingId)).length,
      later: later.filter(({ crossingId }) => slots.has(crossingId)).length,
    },
    places: { before: places(before), after: places(after) },
  };
}
