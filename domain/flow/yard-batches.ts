import type { CrossingId } from '../shared/identity';
import { stateOfCall } from './calls';
import type { PlanContent } from './flow-plan';
import type { Allocation } from './order';
import type { Situation, Standing } from './situation';
import { otherYardFirst, staggerYards } from './stagger';

/** One staging yard now: how full it is, and what of the batch it may let go. Times in ms. */
export type YardBatch = {
  /** Null: those of whom nobody recorded a yard; they go with whichever yard calls. */
  readonly yard: string | null;
  readonly standing: number;
  /** Null: nobody has said. */
  readonly places: number | null;
  /** Of those whom the rules would call now, how many stand here. */
  readonly vehicles: number;
  /** When they may be let go so as not to meet another yard's on the way in (FL-29); now, where there is none. */
  readonly sendAt: number;
};

const stagingYards = ({ content, direction }: Situation): PlanContent['yards'] =>
  content.yards.filter((yard) => yard.kind === 'staging' && yard.direction === direction);

/** The yard a vehicle stands in, as far as the plan has it. */
const yardOf = (yards: PlanContent['yards'], each: Standing | undefined): string | null =>
  yards.find(({ name }) => name === each?.yard)?.name ?? null;

/**
 * GA-13: what a call from one yard is decided from: those who stand elsewhere are not asked. Where there is one yard, or
 * none, a call is for all.
 */
export function seenFromYard(situation: Situation, yard: string): Situation {
  const yards = stagingYards(situation);
  if (yards.length < 2 || !yards.some(({ name }) => name === yard)) return situation;
  const standing = situation.standing.filter((each) => {
    const at = each.stage === 'staging' ? yardOf(yards, each) : null;
    return at === null || at === yard;
  });
  return { ...situation, standing };
}

/** GA-11, GA-12: the batch shared out over the yards its vehicles stand in, each at its own time. */
export function yardBatches(
  situation: Situation,
  decided: { readonly order: readonly Allocation[]; readonly size: number; readonly vehiclesPerHour: number },
): readonly YardBatch[] {
  const { now, standing, travel } = situation;
  const yards = stagingYards(situation);
  const staged = standing.filter(({ stage }) => stage === 'staging');
  const byId = new Map(staged.map((each) => [each.crossingId, each]));
  const batch = decided.order
    .slice(0, decided.size)
    .map(({ crossingId }) => yardOf(yards, byId.get(crossingId)));
  const countOf = (yard: string | null) => batch.filter((each) => each === yard).length;
  // The yard whose vehicle is first in the order goes first.
  const inOrder = [...new Set(batch)].flatMap((yard) => yard ?? []);
  const turns = new Map(
    staggerYards(
      inOrder.map((yard) => ({ yard, vehicles: countOf(yard), travelMs: travel.medianMs })),
      now,
      decided.vehiclesPerHour,
    ).map(({ yard, sendAt }) => [yard, sendAt]),
  );
  const sent = sentCalls(situation);
  const sendAtOf = (yard: string) =>
    Math.max(
      turns.get(yard) ?? now,
      otherYardFirst(sent, yard, travel.medianMs, decided.vehiclesPerHour, now)?.at ?? now,
    );
  const unsaid = staged.filter((each) => yardOf(yards, each) === null).length;
  return [
    ...yards.map(({ name, places }) => ({
      yard: name,
      standing: staged.filter((each) => yardOf(yards, each) === name).length,
      places,
      vehicles: countOf(name),
      sendAt: yards.length < 2 ? now : sendAtOf(name),
    })),
    ...(unsaid === 0
      ? []
      : [{ yard: null, standing: unsaid, places: null, vehicles: countOf(null), sendAt: now }]),
  ];
}

/** What of a batch goes now: the others wait for their yard's turn. */
export const sizeNow = (yards: readonly YardBatch[], now: number): number =>
  yards.reduce((sum, { vehicles, sendAt }) => sum + (sendAt <= now ? vehicles : 0), 0);

/** Calls whose vehicles are still on their way in. */
const sentCalls = ({ calls, called, now }: Situation): Parameters<typeof otherYardFirst>[0] =>
  calls.flatMap((call) => {
    const arrived = new Set<CrossingId>(
      call.allocations.flatMap(({ crossingId }) => (called.get(crossingId)?.arrived ? [crossingId] : [])),
    );
    const { status, sentAt, vehicles } = stateOfCall(call, arrived, now);
    const going = [...vehicles.values()].filter((state) => state !== 'recalled');
    return status === 'sent' && going.some((state) => state !== 'arrived')
      ? [{ yard: call.yard, sentAt, vehicles: going }]
      : [];
  });
