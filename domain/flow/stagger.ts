const HOUR_MS = 3_600_000;

/**
 * When each yard lets its batch go, so that they come one after the other at the pace of the gate (FL-29): two parks that
 * released at the same moment once jammed a bridge (Beitbridge). In the order given, none before `from`.
 */
export function staggerYards<B extends { readonly vehicles: number; readonly travelMs: number }>(
  batches: readonly B[],
  from: number,
  vehiclesPerHour: number,
): readonly (B & { readonly sendAt: number })[] {
  const farthestMs = Math.max(0, ...batches.map(({ travelMs }) => travelMs));
  let arrivesAt = from + farthestMs;
  return batches.map((batch) => {
    const sendAt = Math.round(arrivesAt - batch.travelMs);
    arrivesAt += (batch.vehicles * HOUR_MS) / Math.max(1, vehiclesPerHour);
    return { ...batch, sendAt };
  });
}

type SentCall = {
  readonly yard: string;
  /** ms; null: it waits for a second person. */
  readonly sentAt: number | null;
  readonly vehicles: readonly unknown[];
};

/**
 * The yard whose vehicles are still on their way in, and when this one should call so as not to meet them (FL-29); null: at
 * once. How far each yard is nobody has said: the journey measured for all of them is taken.
 */
export function otherYardFirst(
  calls: readonly SentCall[],
  yard: string,
  travelMs: number,
  vehiclesPerHour: number,
  now: number,
): { readonly yard: string; readonly at: number } | null {
  const waits = calls.flatMap((call) => {
    if (call.yard === yard || call.sentAt === null) return [];
    const [, own] = staggerYards(
      [
        { vehicles: call.vehicles.length, travelMs },
        { vehicles: 1, travelMs },
      ],
      call.sentAt,
      vehiclesPerHour,
    );
    return own !== undefined && own.sendAt > now ? [{ yard: call.yard, at: own.sendAt }] : [];
  });
  return waits.reduce<(typeof waits)[number] | null>(
    (latest, each) => (latest === null || each.at > latest.at ? each : latest),
    null,
  );
}
