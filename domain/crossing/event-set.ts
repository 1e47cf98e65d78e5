import { canonicalJson } from '../sync/canonical-json';
import type { GateEvent } from '../sync/event';

/** -1, 0, 1 as text compares: by UTF-16 code units, the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of the fold (FO-2): hybrid clock, then device, then the device's own sequence, then id. */
function byClock(a: GateEvent, b: GateEvent): number {
  return compare(a.hlc, b.hlc) || compare(a.device, b.device) || a.seq - b.seq || compare(a.id, b.id);
}

/** Two contents under one id: the same one is kept whichever came first (FO-3). */
function smaller(a: GateEvent, b: GateEvent): GateEvent {
  if (a === b) return a;
  const difference = compare(a.hash, b.hash) || compare(canonicalJson(a), canonicalJson(b));
  return difference <= 0 ? a : b;
}

/** What came out of here before: one list is ordered once, however many rules ask for its order. */
const ordered = new WeakSet<object>();

/** The set in its order: no duplicates, no trace of how it arrived (FO-1). */
export function orderedSet(events: Iterable<GateEvent>): readonly GateEvent[] {
  if (isOrdered(events)) return events;
  const byId = new Map<string, GateEvent>();
  for (const event of events) {
    const held = byId.get(event.id);
    byId.set(event.id, held === undefined ? event : smaller(held, event));
  }
  return known([...byId.values()].sort(byClock));
}

/** Those of an ordered set that are wanted, in the same order. */
export const subset = (
  events: readonly GateEvent[],
  isWanted: (event: GateEvent) => boolean,
): readonly GateEvent[] => {
  const all = orderedSet(events);
  return all.every(isWanted) ? all : known(all.filter(isWanted));
};

const isOrdered = (events: Iterable<GateEvent>): events is readonly GateEvent[] => ordered.has(events);

function known(events: readonly GateEvent[]): readonly GateEvent[] {
  ordered.add(events);
  return events;
}
