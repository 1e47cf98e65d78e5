import { HOME, NEIGHBOUR } from '@/domain/flow/zones';
import { countryOf } from '@/domain/neighbour/statement';
import { systemClock } from '../clock';
import { gateDatabase } from '../database';
import { type Environment, env } from '../env';
import type { Link } from './link';
import { type OwnKeys, openOwnKeys } from './own-keys';

const held = globalThis as typeof globalThis & { gateNeighbourKeys?: Promise<OwnKeys> };

/** This installation's side, as its settings say. */
export async function currentLink(): Promise<Link> {
  held.gateNeighbourKeys ??= openOwnKeys(env().DATA_DIR);
  return { ...sideOf(env()), db: gateDatabase(), now: systemClock.now, keys: await held.gateNeighbourKeys };
}

/** An address without the slash at its end: paths are put behind it. */
const bare = (url: string): string => url.replace(/\/+$/, '');

export function sideOf(environment: Environment): Omit<Link, 'db' | 'now' | 'keys'> {
  const country = countryOf(environment.NEIGHBOUR_SELF);
  return {
    own: { source: environment.NEIGHBOUR_SELF, country, zone: country === 'vn' ? HOME : NEIGHBOUR },
    other: { source: environment.NEIGHBOUR_OTHER },
    origin: bare(environment.NEIGHBOUR_ORIGIN ?? environment.PUBLIC_ORIGIN),
    url: environment.NEIGHBOUR_URL === undefined ? null : bare(environment.NEIGHBOUR_URL),
    plates: environment.NEIGHBOUR_PLATES ?? null,
  };
}
