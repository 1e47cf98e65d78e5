import type { PlanFigure } from '../board/snapshot';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { assumedPerHour } from './capacity';
import { lanesPerHour, type PlanContent, placesIn, yardsPerHour } from './flow-plan';
import { type MeasuredExits, neighbourFigure, type ToldAcceptance } from './neighbour';

const HOUR_MS = 3_600_000;

export type PlanInput = {
  readonly gateId: GateId;
  readonly direction: Direction;
  /** ms. */
  readonly now: number;
  readonly content: PlanContent;
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
  const { gateId, direction, content, now } = input;
  const neighbour = neighbourFigure({
    ...input,
    assumedPerHour: assumedPerHour(gateId, direction).neighbour,
  });
  const hourStart = now - (now % HOUR_MS);
  const gatePerHour = Math.round(lanesPerHour(content, { gateId, direction, route: null }, hourStart));
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
function yardLimit(
  { gateId, direction, content, measured, standing }: PlanInput,
  planned: number,
): number | null {
  const flow = yardsPerHour(content, { gateId, direction, route: null });
  const places = placesIn(content, 'inside', null);
  if (places === null) return flow;
  const overMs = measured === null ? 0 : (measured.readyMs ?? measured.to - measured.from);
  const leaving =
    measured === null || overMs <= 0 ? planned : Math.round((measured.vehicles * HOUR_MS) / overMs);
  const room = Math.max(0, places - standing.gate) + leaving;
  return flow === null ? room : Math.min(flow, room);
}
