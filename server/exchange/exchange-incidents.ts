import {
  clockIncident,
  forgedIncident,
  lateIncident,
  type Withdrawable,
} from '@/domain/sync/device-incidents';
import type { GateEvent } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { incidentId } from '@/domain/sync/incident-id';
import type { Arrival } from './classify-arrivals';

/**
 * Incidents of the device's own log in one batch: clocks ahead (IN-7), forks (IN-6), another agency's name (IN-20),
 * records of a withdrawn tablet (IN-21). `now` in ms.
 */
export function batchIncidents(
  arrivals: readonly Arrival[],
  sender: Withdrawable,
  now: number,
): readonly Incident[] {
  const found = new Map<string, Incident>();
  const add = (incident: Incident | null) => {
    if (incident === null) return;
    const before = found.get(incident.id);
    const events = [...new Set([...(before?.events ?? []), ...incident.events])].slice(0, 64);
    found.set(incident.id, { ...(before ?? incident), events });
  };
  for (const arrival of arrivals) {
    if (arrival.kind === 'quarantined' && arrival.forged !== null) add(forgedIncident(arrival.forged));
    if (arrival.kind !== 'applied' && arrival.kind !== 'fork') continue;
    const clock = clockIncident(arrival.event, now);
    if (clock !== null && !found.has(clock.id)) found.set(clock.id, clock);
    add(lateIncident(arrival.event, sender));
    if (arrival.kind === 'fork') {
      add(deviceIncident('fork', 'serious', arrival.event, arrival.twice));
    }
  }
  return [...found.values()];
}

/** IN-5: told by the first number missing and the first event after it; null where only quarantine has one. `now` in ms. */
export function holeIncident(
  { gateId, device }: Pick<GateEvent, 'gateId' | 'device'>,
  missing: number,
  after: GateEvent | null,
  now: number,
): Incident {
  if (after !== null) return deviceIncident('sequence-gap', 'warning', after, missing);
  return {
    id: holeIncidentId(device, missing),
    gateId,
    kind: 'sequence-gap',
    severity: 'warning',
    crossingId: null,
    passId: null,
    devices: [device],
    events: [],
    at: now,
    resolved: null,
  };
}

export const holeIncidentId = (device: string, missing: number): string =>
  incidentId('sequence-gap', device, missing);

function deviceIncident(
  kind: 'fork' | 'sequence-gap',
  severity: Incident['severity'],
  event: GateEvent,
  seq: number,
): Incident {
  return {
    id: incidentId(kind, event.device, seq),
    gateId: event.gateId,
    kind,
    severity,
    crossingId: null,
    passId: null,
    devices: [event.device],
    events: [event.id],
    at: occurredAt(event),
    resolved: null,
  };
}
