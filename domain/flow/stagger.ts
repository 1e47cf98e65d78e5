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
