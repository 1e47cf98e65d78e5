import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import { type Call, stateOfCall } from './calls';
import { askedOf } from './decide';
import type { KeptBack } from './kept-back';
import { goodsOf } from './order-class';
import type { Situation } from './situation';

/** Of a call that waits for its second person: who is still meant, in the order in which they were proposed. */
export const stillProposed = (call: Call, now: number): readonly CrossingId[] =>
  [...stateOfCall(call, new Set(), now).vehicles].flatMap(([crossingId, state]) =>
    state === 'waiting' ? [crossingId] : [],
  );

/**
 * Whom the rules of this moment do not let go any more, and why (FL-26): a hold or a lever may have come after the proposal.
 * The call itself counts for nothing here, the other calls of the hour past do.
 */
export function keptBackOf(situation: Situation, call: Call): ReadonlyMap<CrossingId, KeptBack> {
  const calls = situation.calls.filter(({ id }) => id !== call.id);
  const { waiting, limitOf } = askedOf({ ...situation, calls });
  const mayGo = new Map(waiting.map((each) => [each.crossingId, goodsOf(each.class)]));
  // Whose turn it is, and who is not asked all the same: an officer holds it, or it was declared too late for today.
  const barred = new Map(
    situation.standing.flatMap(({ crossingId, stage, callable, held }) =>
      stage === 'staging' && callable
        ? [[crossingId, held ? ('on-hold' as const) : ('declared-late' as const)]]
        : [],
    ),
  );
  const gone = new Map<GoodsClass, number>();
  const kept = new Map<CrossingId, KeptBack>();
  for (const crossingId of stillProposed(call, situation.now)) {
    const goods = mayGo.get(crossingId);
    if (goods === undefined) {
      kept.set(crossingId, barred.get(crossingId) ?? 'not-waiting');
      continue;
    }
    const before = gone.get(goods) ?? 0;
    if (before < (limitOf(goods) ?? Number.POSITIVE_INFINITY)) gone.set(goods, before + 1);
    else kept.set(crossingId, 'class-limit');
  }
  return kept;
}
