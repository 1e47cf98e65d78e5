import * as z from 'zod';
import { type Gate, gateById } from '../gate/gates';
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

const placesIn = (gate: Gate | null, kinds: readonly Gate['yards'][number]['kind'][]): number | null => {
  const known = (gate?.yards ?? []).flatMap(({ kind, capacity }) =>
    kinds.includes(kind) && capacity !== undefined ? [capacity] : [],
  );
  return known.length === 0 ? null : known.reduce((sum, places) => sum + places, 0);
};

/** Vehicles that can stand before the gate and inside it; null where nobody has published it. */
export function placesAt(gateId: GateId): { readonly staging: number | null; readonly gate: number | null } {
  const gate = gateById(gateId);
  return { staging: placesIn(gate, ['staging', 'outside']), gate: placesIn(gate, ['inside']) };
}

/** Flow a staging park was designed for, vehicles per hour round the clock; only exports stage (FL-3). */
export function stagingPerHour(gateId: GateId, direction: Direction): number | null {
  if (direction === 'import') return null;
  const flows = (gateById(gateId)?.yards ?? []).flatMap(({ designPerDay }) =>
    designPerDay === undefined ? [] : [designPerDay / 24],
  );
  return flows.length === 0 ? null : Math.round(flows.reduce((sum, flow) => sum + flow, 0));
}
