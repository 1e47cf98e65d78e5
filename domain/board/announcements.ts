import { orderedSet } from '../crossing/event-set';
import type { EventId } from '../shared/identity';
import type { LocalText } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import type { GateSnapshot } from './snapshot';

/** Something said to everybody before the boards of a gate, in three languages; `until`, ms, null: until it is ended. */
export type Announcement = {
  readonly id: EventId;
  readonly text: LocalText;
  readonly at: number;
  readonly by: string | null;
  readonly until: number | null;
  readonly ended: { readonly at: number; readonly by: string | null } | null;
};

/** Longest text in each language: two lines on a wall. */
export const ANNOUNCEMENT_MOST = 200;
/** A typing error must not stand on the wall for a year. */
const MOST_AHEAD_MS = 90 * 86_400_000;

/**
 * BO-4: everything that was ever said at a gate, newest first; a function of the set of its events. The first ending of
 * an announcement counts, an ending of nothing is nothing.
 */
export function announcements(events: Iterable<GateEvent>): readonly Announcement[] {
  const found = new Map<EventId, Announcement>();
  const ordered = orderedSet(events);
  for (const event of ordered) {
    if (event.type !== 'announcement.made') continue;
    const { id, actor, body } = event;
    found.set(id, { id, ...body, at: occurredAt(event), by: actor, ended: null });
  }
  for (const event of ordered) {
    if (event.type !== 'announcement.ended') continue;
    const held = found.get(event.body.announcement);
    if (held === undefined || held.ended !== null) continue;
    found.set(held.id, { ...held, ended: { at: occurredAt(event), by: event.actor } });
  }
  return [...found.values()].reverse();
}

/** BO-4: nobody ended it, and its time is not over. */
export const holds = ({ ended, until }: Announcement, now: number): boolean =>
  ended === null && (until === null || now < until);

/** Those that hold, as everybody sees them: without who said it (rule 16). */
export const shownOnBoard = (all: readonly Announcement[], now: number): GateSnapshot['announcements'] =>
  all.filter((one) => holds(one, now)).map(({ id, text, at, until }) => ({ id, text, at, until }));

/** BO-4: an end lies ahead, and not further than a season. */
export const isEndInReach = (until: number | null, now: number): boolean =>
  until === null || (until > now && until <= now + MOST_AHEAD_MS);
