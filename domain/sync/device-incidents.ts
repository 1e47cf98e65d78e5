import type { DeviceId, EventId, GateId } from '../shared/identity';
import type { Verdict } from '../shared/vocabulary';
import type { GateEvent } from './event';
import { CLOCK_SUSPECT_MS, FAR_FUTURE_MS, hlcMs, occurredAt } from './hlc';
import type { Incident, IncidentKind } from './incident';
import { incidentId } from './incident-id';

/** What is wrong with a device's log or judgement, found by whoever receives it; none of it depends on the order of arrival. */
function deviceIncident(
  kind: IncidentKind,
  severity: Incident['severity'],
  event: Pick<GateEvent, 'gateId' | 'device' | 'crossingId' | 'passId' | 'hlc' | 'wall' | 'offset'>,
  events: readonly EventId[],
  ...cause: readonly (string | number)[]
): Incident {
  return {
    id: incidentId(kind, ...cause),
    gateId: event.gateId,
    kind,
    severity,
    crossingId: event.crossingId,
    passId: event.passId,
    devices: [event.device],
    events: [...events],
    at: occurredAt(event),
    resolved: null,
  };
}

/**
 * IN-5, IN-6: holes and forks in what is held of one device, whichever way it arrived. A hole is told by the first
 * number missing, by the event after it; a fork by the number that was written twice.
 */
export function sequenceIncidents(
  gateId: GateId,
  device: DeviceId,
  events: Iterable<GateEvent>,
): readonly Incident[] {
  const bySeq = new Map<number, Map<string, GateEvent>>();
  for (const event of events) {
    if (event.device !== device) continue;
    const held = bySeq.get(event.seq) ?? new Map<string, GateEvent>();
    bySeq.set(event.seq, held.set(event.hash, event));
  }
  let expected = 1;
  return [...bySeq]
    .sort(([a], [b]) => a - b)
    .flatMap(([seq, held]): Incident[] => {
      const versions = [...held.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
      const missing = expected;
      expected = seq + 1;
      const [event] = versions;
      if (event === undefined) return [];
      const ids = [...new Set(versions.map(({ id }) => id))].sort().slice(0, 64);
      const about = { ...event, gateId, crossingId: null, passId: null };
      const found: Incident[] = [];
      if (seq > missing)
        found.push(deviceIncident('sequence-gap', 'warning', about, [event.id], device, missing));
      if (versions.length > 1) found.push(deviceIncident('fork', 'serious', about, ids, device, seq));
      return found;
    });
}

/**
 * IN-4: the centre judged the same scan with all it knows now. Both verdicts are kept; "cannot tell" on either side is
 * no contradiction. Letting on what should be refused is serious, keeping back what might go on is a warning, the rest
 * (one of the two said "look closer") is noted.
 */
export function verdictIncident(event: GateEvent, centre: Verdict): Incident | null {
  const tablet = event.verdict;
  if (tablet === null || tablet === centre) return null;
  if (tablet === 'cannot-tell' || centre === 'cannot-tell') return null;
  const opposite = [tablet, centre].includes('refuse') && [tablet, centre].includes('proceed');
  const severity = !opposite ? 'notice' : centre === 'refuse' ? 'serious' : 'warning';
  return deviceIncident('verdict-differs', severity, event, [event.id], event.id);
}

/** IN-7: an event from the future. Once per device and start of its app, whichever of its events shows it first. */
export function clockIncident(event: GateEvent, receivedAtMs: number): Incident | null {
  const aheadMs = hlcMs(event.hlc) - receivedAtMs;
  if (aheadMs <= CLOCK_SUSPECT_MS) return null;
  const severity = aheadMs > FAR_FUTURE_MS ? 'warning' : 'notice';
  const about = { ...event, crossingId: null, passId: null };
  return deviceIncident('clock-suspect', severity, about, [event.id], event.device, event.boot);
}

/**
 * IN-20: a tablet enrolled for one agency wrote in the name of another. The event is kept aside and counts nowhere.
 * Once per device, start of its app and agency claimed.
 */
export const forgedIncident = (event: GateEvent): Incident =>
  deviceIncident(
    'agency-forged',
    'serious',
    event,
    [event.id],
    event.device,
    event.boot,
    event.agency ?? 'none',
  );

/** What the centre holds of a tablet that may have been withdrawn; as it stood before these events came. */
export type Withdrawable = {
  /** ms since the epoch; null: in use. */
  readonly revokedAt: number | null;
  readonly lastSeenAt: number | null;
  /** Newest number it said it had when it was last seen. */
  readonly headSeq: number;
};

/**
 * IN-21: recorded after the tablet was withdrawn: by its own time, or, whatever its clock says, because it did not have
 * this number yet when it was seen after the withdrawal. The fact counts; somebody looks at it. Once per device and
 * vehicle.
 */
export function lateIncident(event: GateEvent, device: Withdrawable): Incident | null {
  const { revokedAt, lastSeenAt, headSeq } = device;
  if (revokedAt === null) return null;
  const isNew = lastSeenAt !== null && lastSeenAt > revokedAt && event.seq > headSeq;
  if (!isNew && occurredAt(event) <= revokedAt) return null;
  const about = event.crossingId ?? event.passId ?? event.type;
  return deviceIncident('after-device-revocation', 'serious', event, [event.id], event.device, about);
}
