import * as z from 'zod';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import table from './capacity.json' with { type: 'json' };

const gateCapacitySchema = z.object({
  /** Vehicles per hour, both directions together. */
  own: z.number().positive(),
  neighbour: z.number().positive(),
  exportShare: z.number().min(0).max(1),
});
const capacities = z
  .object({ gates: z.record(z.string(), gateCapacitySchema), otherGates: gateCapacitySchema })
  .parse(table);

/** What is assumed of a gate and its neighbour per direction, vehicles per hour, until somebody tells or measures (FL-1). */
export function assumedPerHour(
  gateId: GateId,
  direction: Direction,
): { readonly gate: number; readonly neighbour: number } {
  const { own, neighbour, exportShare } = capacities.gates[gateId] ?? capacities.otherGates;
  const share = direction === 'export' ? exportShare : 1 - exportShare;
  const perHour = (both: number) => Math.max(1, Math.round(both * share));
  return { gate: perHour(own), neighbour: perHour(neighbour) };
}

/** Share of exports among a gate's vehicles, as published or assumed. */
export const exportShareOf = (gateId: GateId): number =>
  (capacities.gates[gateId] ?? capacities.otherGates).exportShare;
