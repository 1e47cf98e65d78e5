import type { Direction } from '../shared/vocabulary';
import { gateById } from './gates';
import type { Point } from './km-between';
import table from './places.json' with { type: 'json' };

/** Where a vehicle drives to; `at` is null where nobody has surveyed it. */
type Place = {
  readonly kind: 'yard' | 'gate';
  readonly name: string | null;
  readonly at: Point | null;
};

const ROADS: Readonly<Record<string, readonly string[]>> = table.roads;

/** The gate, and before it the yard where its exports are staged. Imports come over the line: the gate alone. */
export function placesOnTheWay(gateId: string, direction: Direction): readonly Place[] {
  const found = gateById(gateId);
  const gate: Place = { kind: 'gate', name: null, at: found?.position ?? null };
  const staging = direction === 'export' ? found?.yards.find(({ kind }) => kind === 'staging') : undefined;
  return staging === undefined ? [gate] : [{ kind: 'yard', name: staging.name, at: staging.position }, gate];
}

/** Numbered roads from Lạng Sơn city, as driven; none where nothing is published. */
export const roadsTo = (gateId: string): readonly string[] => ROADS[gateId] ?? [];

/** Opens in whatever map the phone has (RFC 5870). */
export const geoLink = ([north, east]: Point, label: string): string =>
  `geo:${north},${east}?q=${north},${east}(${encodeURIComponent(label)})`;
