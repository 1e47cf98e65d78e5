import type { GateEvent } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { UseRow } from './rows';

/** Adds one event to the projection of its pass; the same event twice, or in another order, gives the same row. */
export function addToUses(row: UseRow | null, event: GateEvent): UseRow | null {
  if (event.passId === null) return row;
  const before = row ?? { passId: event.passId, used: [], undone: [] };
  if (event.type === 'event.undone') {
    const undone = new Set([...before.undone, event.body.event]);
    return { ...before, undone: [...undone].sort() };
  }
  if (event.type !== 'step.confirmed' || event.step === null || event.agency === null) return row;
  if (before.used.some((use) => use.eventId === event.id)) return before;
  const { step, agency, id: eventId, device } = event;
  const use = { step, agency, eventId, device, at: occurredAt(event) };
  return { ...before, used: [...before.used, use].sort((a, b) => (a.eventId < b.eventId ? -1 : 1)) };
}

export const standingUses = (row: UseRow) => row.used.filter((use) => !row.undone.includes(use.eventId));

/** What the projection should be, from all events on board. */
export function usesOf(events: Iterable<GateEvent>): readonly UseRow[] {
  const rows = new Map<string, UseRow>();
  for (const event of events) {
    if (event.passId === null) continue;
    const row = addToUses(rows.get(event.passId) ?? null, event);
    if (row !== null) rows.set(event.passId, row);
  }
  return [...rows.values()];
}
