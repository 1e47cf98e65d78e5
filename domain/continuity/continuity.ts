import { orderedSet } from '../crossing/event-set';
import type { EventId } from '../shared/identity';
import { err, ok, type Result } from '../shared/result';
import type { GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';

/** One stretch of time in which a gate worked on paper (rule 15): declared and ended by a manager, sheets numbered. */
export type Continuity = {
  readonly id: EventId;
  readonly firstSerial: number;
  readonly lastSerial: number;
  readonly reason: string;
  readonly declaredAt: number;
  readonly declaredBy: string | null;
  readonly ended: { readonly at: number; readonly by: string | null; readonly reason: string } | null;
};

/**
 * CO-1: the stretches of a gate, newest first; a function of the set of its events. The first ending of a stretch
 * counts, an ending of nothing is nothing.
 */
export function continuities(events: Iterable<GateEvent>): readonly Continuity[] {
  const found = new Map<EventId, Continuity>();
  const ordered = orderedSet(events);
  for (const event of ordered) {
    if (event.type !== 'continuity.declared') continue;
    const { id, actor, body } = event;
    found.set(id, { id, ...body, declaredAt: occurredAt(event), declaredBy: actor, ended: null });
  }
  for (const event of ordered) {
    if (event.type !== 'continuity.ended') continue;
    const { continuity, reason } = event.body;
    const held = found.get(continuity);
    if (held === undefined || held.ended !== null) continue;
    found.set(continuity, { ...held, ended: { at: occurredAt(event), by: event.actor, reason } });
  }
  return [...found.values()].reverse();
}

export const openContinuity = (all: readonly Continuity[]): Continuity | null =>
  all.find(({ ended }) => ended === null) ?? null;

/** Was this moment, ms, in a stretch of paper mode: everything accepted then carries its mark (CO-3). */
export const continuityAt = (all: readonly Continuity[], at: number): Continuity | null =>
  all.find(({ declaredAt, ended }) => declaredAt <= at && (ended === null || at <= ended.at)) ?? null;

const LAST_SERIAL = 999_999;

/** CO-2: sheets of a new stretch follow the last one ever numbered at the gate, so that no number means two sheets. */
export function nextSerials(
  all: readonly Continuity[],
  sheets: number,
): Result<{ readonly firstSerial: number; readonly lastSerial: number }, 'CO-SHEETS'> {
  const firstSerial = Math.max(0, ...all.map(({ lastSerial }) => lastSerial)) + 1;
  const lastSerial = firstSerial + sheets - 1;
  if (!Number.isInteger(sheets) || sheets < 1 || sheets > 2000 || lastSerial > LAST_SERIAL)
    return err('CO-SHEETS');
  return ok({ firstSerial, lastSerial });
}
