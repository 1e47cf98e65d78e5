import type { DeviceId, EventId, StepId } from '../shared/identity';
import type { Agency, Verdict } from '../shared/vocabulary';
import type { EventType, GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import { orderedSet } from './event-set';
import { undoing } from './undo';

/** What somebody at the gate did last: told beside a verdict, so that the officer knows who was here before. */
export type LatelyFact = {
  readonly eventId: EventId;
  readonly type: EventType;
  readonly step: StepId | null;
  readonly verdict: Verdict | null;
  /** Null: the centre or a supervisor. */
  readonly agency: Agency | null;
  readonly device: DeviceId;
  readonly at: number;
};

/** Of an undo only the silence stays; lists of the gate are not about the vehicle. */
const UNTOLD: ReadonlySet<EventType> = new Set<EventType>(['event.undone', 'incident.resolved']);

/** The last `most` standing facts, newest first (FO-19). */
export function latelyOf(events: Iterable<GateEvent>, most: number): readonly LatelyFact[] {
  const all = orderedSet(events);
  const { undone } = undoing(all);
  const standing = all.filter(({ id, type }) => !undone.has(id) && !UNTOLD.has(type));
  return standing
    .slice(-most)
    .reverse()
    .map((event) => ({
      eventId: event.id,
      type: event.type,
      step: event.step,
      verdict: event.verdict,
      agency: event.agency,
      device: event.device,
      at: occurredAt(event),
    }));
}
