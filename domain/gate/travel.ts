import * as z from 'zod';
import type { GateId } from '../shared/identity';
import { allGates, gateById } from './gates';
import { kmBetween } from './km-between';
import table from './travel.json' with { type: 'json' };

const travel = z
  .object({ fastestKmh: z.number().positive(), slackKm: z.number().nonnegative() })
  .parse(table);

/**
 * Shortest time, ms, in which a vehicle can be at one gate and then at the other: the straight line at a speed no lorry
 * keeps up on these roads (travel.json says what is assumed). 0 for one gate, for neighbours within the slack, and where
 * a position is not known: then nothing can be said against anybody.
 */
export function fastestTravelMs(from: GateId, to: GateId): number {
  const [a, b] = [gateById(from)?.position ?? null, gateById(to)?.position ?? null];
  if (a === null || b === null || from === to) return 0;
  return Math.round((Math.max(0, kmBetween(a, b) - travel.slackKm) / travel.fastestKmh) * 3_600_000);
}

/** Longest of them: sightings further apart in time than this cannot contradict each other. */
export const longestTravelMs = (): number =>
  Math.max(...allGates().flatMap((from) => allGates().map((to) => fastestTravelMs(from.code, to.code))));
