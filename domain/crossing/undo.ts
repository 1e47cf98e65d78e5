import type { EventId } from '../shared/identity';
import type { EventType, GateEvent, GateEventOf } from '../sync/event';
import { hlcMs } from '../sync/hlc';

/** The five seconds the screen offers, and as many for a finger in a glove. */
export const UNDO_WITHOUT_REASON_MS = 10_000;

/** Decisions can be taken back. What was declared is corrected, what was seen stays seen, a revocation is final. */
const UNDOABLE: ReadonlySet<EventType> = new Set<EventType>([
  'step.confirmed',
  'hold.placed',
  'hold.lifted',
  'release.eligibility',
  'release.overridden',
  'crossing.cancelled',
  'crossing.turned-back',
  'paper.entered',
]);

/**
 * Who may take back what (FO-8): the device that wrote it, at once or later with a reason; or a supervisor with a
 * reason, known in the log by an actor who speaks for no agency (an officer's event always names one).
 */
function mayUndo(undo: GateEventOf<'event.undone'>, target: GateEvent): boolean {
  if (!UNDOABLE.has(target.type)) return false;
  const reasoned = (undo.body.reason ?? '').trim() !== '';
  if (undo.device === target.device) {
    if (undo.seq <= target.seq) return false;
    return reasoned || hlcMs(undo.hlc) - hlcMs(target.hlc) <= UNDO_WITHOUT_REASON_MS;
  }
  return reasoned && undo.actor !== null && undo.agency === null;
}

export type Undoing = {
  /** The undo that counts, by the event it takes back. */
  readonly undone: ReadonlyMap<EventId, GateEventOf<'event.undone'>>;
  /** Undos that may not be: flagged, without effect. One whose target has not arrived is in neither. */
  readonly refused: readonly EventId[];
};

/** `events` in fold order. */
export function undoing(events: readonly GateEvent[]): Undoing {
  const byId = new Map(events.map((event) => [event.id, event]));
  const undone = new Map<EventId, GateEventOf<'event.undone'>>();
  const refused: EventId[] = [];
  for (const event of events) {
    if (event.type !== 'event.undone') continue;
    const target = byId.get(event.body.event);
    if (target === undefined) continue;
    if (!mayUndo(event, target)) refused.push(event.id);
    else if (!undone.has(target.id)) undone.set(target.id, event);
  }
  return { undone, refused };
}
