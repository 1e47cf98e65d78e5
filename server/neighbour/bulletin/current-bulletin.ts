import type { Database } from '@/db/client';
import { type Bulletin, withEvents } from '@/domain/neighbour/bulletin';
import { contentOf } from '@/domain/neighbour/statement';
import { saysNew } from '@/domain/neighbour/substance';
import type { GateId } from '@/domain/shared/identity';
import type { Link } from '../link';
import { eventsNow, makeOwnBulletin, readOwnBulletin } from './make-bulletin';

/** So long the public page shows the same sheet unasked; whoever comes after that has it looked whether something changed. */
const FRESH_MS = 10 * 60_000;
/** Nobody is given a sheet that is about to end. */
const TERM_LEFT_MS = 60 * 60_000;
/** Lists of vehicles are for the neighbour alone. */
const NOT_PUBLIC = new Set(['border.manifest.v1', 'border.receipt.v1', 'border.agreement.v1']);

type CurrentBulletin = {
  readonly bulletin: Bulletin;
  /** When it was last seen that nothing has changed since; of a new one when it was made, ms. */
  readonly lookedAt: number;
};
type Looked = { readonly number: number; readonly at: number };

/** By database, as tests have several: what is being looked at, and what this process saw last. Seen again costs no row. */
const making = new WeakMap<Database, Map<GateId, Promise<CurrentBulletin>>>();
const looked = new WeakMap<Database, Map<GateId, Looked>>();
const of = <T>(all: WeakMap<Database, Map<GateId, T>>, { db }: Link): Map<GateId, T> => {
  const held = all.get(db) ?? new Map<GateId, T>();
  all.set(db, held);
  return held;
};

/**
 * Our bulletin as everybody may read it, for a neighbour who has only a browser (BU-7). Verifies like the whole one. A new one
 * is made and kept only when it would say something else (BU-10).
 */
export async function currentBulletin(link: Link, { gateId }: { gateId: GateId }): Promise<CurrentBulletin> {
  const { bulletin, lookedAt } = await lookOnce(link, gateId);
  const open = bulletin.events.filter(({ type }) => !NOT_PUBLIC.has(type));
  return { bulletin: withEvents(bulletin, open), lookedAt };
}

/** A crowd that comes at once has it looked at once. */
function lookOnce(link: Link, gateId: GateId): Promise<CurrentBulletin> {
  const all = of(making, link);
  const under = all.get(gateId);
  if (under !== undefined) return under;
  const current = look(link, gateId).finally(() => all.delete(gateId));
  all.set(gateId, current);
  return current;
}

async function look(link: Link, gateId: GateId): Promise<CurrentBulletin> {
  const now = link.now();
  const newest = await readOwnBulletin(link, gateId, null);
  if (newest === null || Date.parse(newest.validUntil) - now < TERM_LEFT_MS) return make(link, gateId);
  const seen = of(looked, link).get(gateId);
  const lookedAt = Math.max(Date.parse(newest.saidAt), seen?.number === newest.number ? seen.at : 0);
  if (now - lookedAt < FRESH_MS) return { bulletin: newest, lookedAt };
  const events = await eventsNow(link, gateId);
  if (saysNew(newest.events.map(contentOf), events.map(contentOf))) return make(link, gateId);
  of(looked, link).set(gateId, { number: newest.number, at: now });
  return { bulletin: newest, lookedAt: now };
}

async function make(link: Link, gateId: GateId): Promise<CurrentBulletin> {
  const bulletin = await makeOwnBulletin(link, { gateId, by: null });
  return { bulletin, lookedAt: Date.parse(bulletin.saidAt) };
}
