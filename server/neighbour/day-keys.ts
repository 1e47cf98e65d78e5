import { dateAfter } from '@/domain/flow/zones';
import { plateKey } from '@/domain/neighbour/plate-token';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import type { Link } from './link';
import type { DayKey } from './own-keys';
import { currentOf, readTheirKeys } from './their-keys';

/** Days of UTC, the same for both sides: yesterday's hours are still spoken of, and those to come are made before they begin. */
const DAYS = [-1, 0, 1, 2];

/**
 * NE-22: the keys of the days about now, by day. Each is made once, two days before, of the keys that both sides have then, and
 * kept apart from them: a key turned meanwhile changes no token of it. One made of a key that counts no more, since it was lost
 * or stolen, is made anew. Empty while the other side has no key that counts.
 */
export async function dayKeys(
  link: Pick<Link, 'db' | 'now' | 'other' | 'keys'>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const [kept, all, own, theirs] = await Promise.all([
    link.keys.days(),
    link.keys.all(),
    link.keys.current(),
    readTheirKeys(link.db, link.other.source),
  ]);
  const today = new Date(link.now()).toISOString().slice(0, 10);
  const days = DAYS.map((n) => dateAfter(today, n));
  const counts = (each: DayKey) =>
    all.has(each.ours) && theirs.some(({ keyId, state }) => keyId === each.theirs && state === 'trusted');
  const held = kept.filter((each) => days.includes(each.day) && counts(each));
  const missing = days.filter((day) => !held.some((each) => each.day === day));
  const current = currentOf(theirs);
  const raw = current === null ? null : fromBase64url(current.publicKey);
  if (current === null || raw === null || missing.length === 0) return byDay(held);
  const secret = own.agree(raw);
  const made = missing.map((day) => ({
    day,
    ours: own.keyId,
    theirs: current.keyId,
    key: toBase64url(plateKey(secret, day)),
  }));
  await link.keys.keepDays([...held, ...made]);
  return byDay([...held, ...made]);
}

const byDay = (keys: readonly DayKey[]): ReadonlyMap<string, Uint8Array> =>
  new Map(keys.flatMap(({ day, key }) => [[day, fromBase64url(key) ?? new Uint8Array()] as const]));
