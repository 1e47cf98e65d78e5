import type * as z from 'zod';
import type { CrossingId } from '../shared/identity';
import type { recipientSchema } from '../sync/call-bodies';

export type Recipient = Readonly<z.infer<typeof recipientSchema>>;
export type RecipientCount = { readonly drivers: number; readonly yards: number };

/** What happens to one call-up, as facts in any order, like every event here. Times in ms. */
export type CallUpFact = { readonly at: number } & (
  | {
      readonly kind: 'proposed';
      readonly by: string;
      readonly yard: string;
      readonly crossingIds: readonly CrossingId[];
      /** From so many vehicles on it needs a second person. */
      readonly secondPersonFrom: number;
    }
  | { readonly kind: 'approved'; readonly by: string }
  | { readonly kind: 'reached'; readonly message: 'call' | 'recall'; readonly recipient: Recipient }
  | { readonly kind: 'acknowledged'; readonly crossingId: CrossingId; readonly by: 'driver' | 'yard' }
  | { readonly kind: 'arrived'; readonly crossingId: CrossingId }
  | {
      readonly kind: 'recalled';
      readonly by: string;
      readonly reason: string;
      readonly crossingIds: readonly CrossingId[];
    }
);

/** A call that nobody acknowledges within this time is missed. */
export const ANSWER_WITHIN_MS = 15 * 60_000;

export type VehicleState = 'waiting' | 'called' | 'acknowledged' | 'missed' | 'arrived' | 'recalled';
/**
 *   proposed ──(few, or a second person)──▶ sent ──▶ called ─▶ acknowledged ─▶ arrived
 *                                              │        └─▶ missed
 *                                              └──▶ recalled
 */
export type CallUp = {
  readonly status: 'not-proposed' | 'waits-for-second' | 'sent' | 'recalled';
  readonly sentAt: number | null;
  readonly vehicles: ReadonlyMap<CrossingId, VehicleState>;
  /** Still to be told of the call; of the recall: everybody whom the call reached, however late it did. */
  readonly toCall: readonly Recipient[];
  readonly toRecall: readonly Recipient[];
};

const key = (recipient: Recipient): string => JSON.stringify(recipient);
const earliest = (facts: readonly { readonly at: number }[]): number | null =>
  facts.length === 0 ? null : Math.min(...facts.map(({ at }) => at));
const ofKind = <K extends CallUpFact['kind']>(facts: readonly CallUpFact[], kind: K) =>
  facts.filter((each): each is Extract<CallUpFact, { kind: K }> => each.kind === kind);

/** When it was sent (FL-26): at once, or when somebody else than who proposed it approved. */
function sentAtOf(facts: readonly CallUpFact[]): number | null {
  const [proposed] = ofKind(facts, 'proposed');
  if (proposed === undefined) return null;
  if (proposed.crossingIds.length < proposed.secondPersonFrom) return proposed.at;
  return earliest(ofKind(facts, 'approved').filter(({ by }) => by !== proposed.by));
}

/** The state of a call-up from the set of its facts, whatever their order (FL-26 … FL-28). */
export function foldCallUp(facts: readonly CallUpFact[], now: number): CallUp {
  const [proposed] = ofKind(facts, 'proposed');
  const sentAt = sentAtOf(facts);
  const recalls = ofKind(facts, 'recalled');
  const recalled = new Set(recalls.flatMap(({ crossingIds }) => crossingIds));
  const acknowledged = new Set(ofKind(facts, 'acknowledged').map(({ crossingId }) => crossingId));
  const arrived = new Set(ofKind(facts, 'arrived').map(({ crossingId }) => crossingId));
  const stateOf = (id: CrossingId): VehicleState => {
    if (arrived.has(id)) return 'arrived';
    if (recalled.has(id)) return 'recalled';
    if (sentAt === null) return 'waiting';
    if (acknowledged.has(id)) return 'acknowledged';
    return now - sentAt > ANSWER_WITHIN_MS ? 'missed' : 'called';
  };
  const crossingIds = proposed?.crossingIds ?? [];
  const all = crossingIds.length > 0 && crossingIds.every((id) => recalled.has(id));
  const status =
    proposed === undefined
      ? 'not-proposed'
      : all
        ? 'recalled'
        : sentAt === null
          ? 'waits-for-second'
          : 'sent';
  return {
    status,
    sentAt,
    vehicles: new Map(crossingIds.map((id) => [id, stateOf(id)])),
    ...stillToReach(facts, recalled, status === 'sent'),
  };
}

/**
 * A recall goes to everybody whom the call reached (FL-27). A call that arrives after its recall, from a phone that was
 * off, needs the recall once more: only one that arrived later counts.
 */
function stillToReach(
  facts: readonly CallUpFact[],
  recalled: ReadonlySet<CrossingId>,
  sent: boolean,
): Pick<CallUp, 'toCall' | 'toRecall'> {
  const [proposed] = ofKind(facts, 'proposed');
  const lastAt = new Map<string, { recipient: Recipient; call: number | null; recall: number | null }>();
  for (const { at, message, recipient } of ofKind(facts, 'reached')) {
    const known = lastAt.get(key(recipient)) ?? { recipient, call: null, recall: null };
    lastAt.set(key(recipient), { ...known, [message]: Math.max(at, known[message] ?? at) });
  }
  const concerned = (recipient: Recipient) =>
    recipient.kind === 'driver' ? recalled.has(recipient.crossingId) : recalled.size > 0;
  const toRecall = [...lastAt.values()].filter(
    ({ recipient, call, recall }) =>
      call !== null && concerned(recipient) && (recall === null || recall < call),
  );
  const audience: Recipient[] =
    proposed === undefined || !sent
      ? []
      : [
          ...proposed.crossingIds
            .filter((id) => !recalled.has(id))
            .map((crossingId) => ({ kind: 'driver' as const, crossingId })),
          { kind: 'yard', yard: proposed.yard },
        ];
  return {
    toCall: audience.filter((recipient) => (lastAt.get(key(recipient))?.call ?? null) === null),
    toRecall: toRecall.map(({ recipient }) => recipient),
  };
}
