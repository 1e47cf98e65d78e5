import { gateById, openGates } from '@/domain/gate/gates';
import { fastestTravelMs } from '@/domain/gate/travel';
import type { GateId } from '@/domain/shared/identity';

/** Where lorries of a gate could be sent: every other one on the road. */
export const otherGates = (gateId: GateId) =>
  openGates().filter(({ code, kind }) => code !== gateId && !kind.includes('rail'));

/** Nearest first by the road at its fastest; of those as near, the next along the border. */
export function nearestGate(gateId: GateId): GateId | null {
  const own = gateById(gateId)?.order ?? 0;
  const [nearest] = otherGates(gateId).toSorted(
    (a, b) =>
      fastestTravelMs(gateId, a.code) - fastestTravelMs(gateId, b.code) ||
      Math.abs(a.order - own) - Math.abs(b.order - own),
  );
  return nearest?.code ?? null;
}
