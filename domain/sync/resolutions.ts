import type { GateEvent } from './event';
import { occurredAt } from './hlc';
import type { Incident } from './incident';

/** The first word in the order of the fold: later ones, and words said again, change nothing (IN-8). */
const isEarlier = (a: GateEvent, b: GateEvent): boolean => (a.hlc === b.hlc ? a.id < b.id : a.hlc < b.hlc);

/** A resolution is a new event that names the incident; nothing takes it back. */
export function withResolutions(
  incidents: readonly Incident[],
  events: Iterable<GateEvent>,
): readonly Incident[] {
  const said = new Map<string, GateEvent & { type: 'incident.resolved' }>();
  for (const event of events) {
    if (event.type !== 'incident.resolved') continue;
    const held = said.get(event.body.incident);
    if (held === undefined || isEarlier(event, held)) said.set(event.body.incident, event);
  }
  return incidents.map((incident) => {
    const word = said.get(incident.id);
    if (word === undefined) return incident;
    return { ...incident, resolved: { reason: word.body.reason, by: word.actor, at: occurredAt(word) } };
  });
}
