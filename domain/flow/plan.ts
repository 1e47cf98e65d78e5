import type { PlanFigure } from '../board/snapshot';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { assumedPerHour, placesAt, stagingPerHour } from './capacity';
import { type MeasuredExits, neighbourFigure, type ToldAcceptance } from './neighbour';

export type PlanInput = {
  readonly gateId: GateId;
  readonly direction: Direction;
  /** ms. */
  readonly now: number;
  /** Every hand entry for this gate and direction that may still hold, in any order. */
  readonly told: readonly ToldAcceptance[];
  /** Exit scans of this direction in the last hour, or null. */
  readonly measured: MeasuredExits | null;
  /** Vehicles of both directions standing now, before the gate and inside it. */
  readonly standing: { readonly staging: number; readonly gate: number };
};

/**
 * Plan = min(own gate, yard, neighbour), vehicles per hour, with the one that limits it named (rule 7, FL-1 … FL-6).
 * Of equals the neighbour is named before the yard and the yard before the gate: the hardest to change first.
 */
export function planRate(input: PlanInput): PlanFigure {
  const assumed = assumedPerHour(input.gateId, input.direction);
  const neighbour = neighbourFigure({ ...input, assumedPerHour: assumed.neighbour });
  const gatePerHour = assumed.gate;
  const yardPerHour = yardLimit(input, Math.min(gatePerHour, neighbour.vehiclesPerHour));
  const vehiclesPerHour = Math.min(gatePerHour, yardPerHour ?? gatePerHour, neighbour.vehiclesPerHour);
  const limitedBy =
    neighbour.vehiclesPerHour === vehiclesPerHour
      ? 'neighbour'
      : yardPerHour === vehiclesPerHour
        ? 'yard'
        : 'gate';
  return { vehiclesPerHour, limitedBy, gatePerHour, yardPerHour, neighbour };
}

/**
 * How many a yard can take in the coming hour (FL-3): its free places and those that leaving vehicles free, as
 * measured, else as planned; and not more than the staging park was designed for. Null where nothing is published.
 */
function yardLimit({ gateId, direction, measured, standing }: PlanInput, planned: number): number | null {
  const flow = stagingPerHour(gateId, direction);
  const places = placesAt(gateId).gate;
  if (places === null) return flow;
  const overMs = measured === null ? 0 : measured.to - measured.from;
  const leaving =
    measured === null || overMs <= 0 ? planned : Math.round((measured.vehicles * 3_600_000) / overMs);
  const room = Math.max(0, places - standing.gate) + leaving;
  return flow === null ? room : Math.min(flow, room);
}
