import * as z from 'zod';
import type { GateId } from '../shared/identity';
import table from './travel.json' with { type: 'json' };

const travel = z
  .object({
    fastestKmh: z.number().positive(),
    slackKm: z.number().nonnegative(),
    gates: z.record(z.string(), z.tuple([z.number(), z.number()])),
  })
  .parse(table);

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Shortest time, ms, in which a vehicle can be at one gate and then at the other: the straight line at a speed no lorry
 * keeps up on these roads (travel.json says what is assumed). 0 for one gate, for neighbours within the slack, and where
 * a position is not known: then nothing can be said against anybody.
 */
export function fastestTravelMs(from: GateId, to: GateId): number {
  const [a, b] = [travel.gates[from], travel.gates[to]];
  if (a === undefined || b === undefined || from === to) return 0;
  const [north, east] = [radians(b[0] - a[0]), radians(b[1] - a[1])];
  const across =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * Math.sin(east / 2) ** 2;
  const km = 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(across)));
  return Math.round((Math.max(0, km - travel.slackKm) / travel.fastestKmh) * 3_600_000);
}

/** Longest of them: sightings further apart in time than this cannot contradict each other. */
export const LONGEST_TRAVEL_MS = Math.max(
  ...Object.keys(travel.gates).flatMap((from) =>
    Object.keys(travel.gates).map((to) => fastestTravelMs(from as GateId, to as GateId)),
  ),
);
