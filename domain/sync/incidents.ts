import { SAME_TICK_MS } from '../continuity/reconcile';
import { orderedSet } from '../crossing/event-set';
import type { CrossingState, Use } from '../crossing/state';
import { undoing } from '../crossing/undo';
import type { PassId } from '../shared/identity';
import type { GateEvent } from './event';
import { occurredAt } from './hlc';
import type { Incident } from './incident';
import { incidentId } from './incident-id';
import { withResolutions } from './resolutions';

/** Two taps of one finger: the same tablet again within this time is only noted. */
export const SAME_TAP_MS = 2 * 60_000;
/** Two officers at one vehicle: another tablet within this time is a warning, later it is another vehicle or a copy. */
export const SAME_VEHICLE_MS = 10 * 60_000;

type Severity = Incident['severity'];

/**
 * Conflicts among the facts of one crossing (IN-1 … IN-3): a function of the set like the state itself. Each use,
 * scan or tick that should not have been is one incident, named after that event alone, so that more facts never
 * rename it; one whose event is undone is withdrawn.
 */
export function findIncidents(state: CrossingState, events: readonly GateEvent[]): readonly Incident[] {
  // FO-13: an event without a crossing was given to this one for its pass.
  const ordered = orderedSet(events).filter(
    ({ crossingId }) => crossingId === null || crossingId === state.crossingId,
  );
  const { undone } = undoing(ordered);
  const standing = ordered.filter(({ id }) => !undone.has(id));
  const found = [
    ...doubleUses(state, standing),
    ...badPasses(state, standing),
    ...paperConflicts(state, standing),
  ];
  return withResolutions(found, events);
}

/**
 * CO-5: a line of paper and the log that cannot both be right: a tick on a tablet at another time, which may come in
 * after the paper was entered, or what whoever entered it was told. One incident per line, naming both facts.
 */
function paperConflicts(state: CrossingState, standing: readonly GateEvent[]): readonly Incident[] {
  return standing.flatMap((event): Incident[] => {
    if (event.type !== 'paper.entered') return [];
    const other = standing.find(
      (one) =>
        one.type === 'step.confirmed' &&
        one.step === event.step &&
        one.agency === event.agency &&
        Math.abs(occurredAt(one) - event.body.at) > SAME_TICK_MS,
    );
    const { conflict } = event.body;
    if (other === undefined && conflict === null) return [];
    const isSerious = conflict !== null && conflict.code !== 'PA-TIME';
    return [
      incident(state, event, {
        kind: 'paper-differs',
        severity: isSerious ? 'serious' : 'warning',
        passId: null,
        devices: other === undefined ? [event.device] : [other.device, event.device],
        events: other === undefined ? [event.id] : [other.id, event.id],
      }),
    ];
  });
}

type Facts = Pick<Incident, 'kind' | 'severity' | 'events' | 'devices'> & { readonly passId: PassId | null };

function incident(state: CrossingState, cause: GateEvent, facts: Facts): Incident {
  return {
    ...facts,
    id: incidentId(facts.kind, cause.id),
    gateId: state.gateId,
    crossingId: state.crossingId,
    devices: [...new Set(facts.devices)],
    at: occurredAt(cause),
    resolved: null,
  };
}

/** IN-1: the pass was used again at one step by one agency. The earliest use stands, each further one is an incident. */
function doubleUses(state: CrossingState, standing: readonly GateEvent[]): readonly Incident[] {
  const byId = new Map(standing.map((event) => [event.id, event]));
  const first = new Map<string, Use>();
  return state.uses.flatMap((use): Incident[] => {
    const place = `${use.step} ${use.agency}`;
    const earlier = first.get(place);
    const event = byId.get(use.eventId);
    if (earlier === undefined || event === undefined) {
      first.set(place, use);
      return [];
    }
    const facts: Facts = {
      kind: 'double-use',
      severity: doubleUseSeverity(earlier, use, event),
      passId: use.passId ?? earlier.passId,
      devices: [earlier.device, use.device],
      events: [earlier.eventId, use.eventId],
    };
    return [incident(state, event, facts)];
  });
}

function doubleUseSeverity(earlier: Use, use: Use, event: GateEvent): Severity {
  const gapMs = Math.abs(use.at - earlier.at);
  const otherPass = use.passId !== null && earlier.passId !== null && use.passId !== earlier.passId;
  // The tablet knew of the earlier use and the vehicle was let in all the same.
  if (otherPass || event.codes.includes('AD-USED')) return 'serious';
  if (use.device === earlier.device) return gapMs <= SAME_TAP_MS ? 'notice' : 'warning';
  return gapMs <= SAME_VEHICLE_MS ? 'warning' : 'serious';
}

/** What lets a vehicle go on: a tick, or a scan judged "proceed". */
const letOn = (event: GateEvent): boolean =>
  event.passId !== null &&
  (event.type === 'step.confirmed' || (event.type === 'pass.scanned' && event.verdict === 'proceed'));

/**
 * IN-2, IN-3: somebody went on with a pass that had been revoked or replaced before. Judged by what the tablet could
 * know, which the event itself says; told once per tablet and pass.
 */
function badPasses(state: CrossingState, standing: readonly GateEvent[]): readonly Incident[] {
  const revocations = new Map<PassId, GateEvent>();
  const issued = new Set<PassId>();
  let newest: (GateEvent & { type: 'pass.issued' }) | null = null;
  const told = new Set<string>();
  const found: Incident[] = [];
  for (const event of standing) {
    if (event.type === 'pass.revoked' && event.passId !== null && !revocations.has(event.passId))
      revocations.set(event.passId, event);
    if (event.type === 'pass.issued') {
      if (event.passId !== null) issued.add(event.passId);
      if (newest === null || event.body.revision >= newest.body.revision) newest = event;
    }
    if (!letOn(event) || event.passId === null) continue;

    const place = `${event.device} ${event.passId}`;
    const revocation = revocations.get(event.passId);
    const replaced = newest !== null && issued.has(event.passId) && isReplaced(event, newest);
    const reason = revocation ?? (replaced ? newest : null);
    if (reason === null || told.has(place)) continue;
    told.add(place);
    found.push(
      incident(state, event, {
        kind: revocation === undefined ? 'superseded-revision' : 'admitted-after-revocation',
        severity: revocation === undefined ? replacedSeverity(event) : revokedSeverity(event, revocation),
        passId: event.passId,
        devices: [event.device],
        events: [reason.id, event.id],
      }),
    );
  }
  return found;
}

/** A newer pass was out, or the very pass in a higher revision than the one shown. */
function isReplaced(event: GateEvent, newest: GateEvent & { type: 'pass.issued' }): boolean {
  if (event.passId !== newest.passId) return true;
  const shown = event.type === 'pass.scanned' ? event.body.revision : null;
  return shown !== null && shown < newest.body.revision;
}

const replacedSeverity = (event: GateEvent): Severity =>
  event.codes.includes('PS-OLD') ? 'serious' : event.type === 'step.confirmed' ? 'warning' : 'notice';

/**
 * The officer is at fault only when the tablet's list was new enough to know (`lists.revocation` of the revocation is
 * the version of the first list that holds it) or the tablet said so; else nobody is, and it is a warning.
 */
function revokedSeverity(event: GateEvent, revocation: GateEvent): Severity {
  const held = event.lists?.revocation ?? null;
  const needed = revocation.lists?.revocation ?? null;
  const couldKnow = held !== null && needed !== null && held >= needed;
  return couldKnow || event.codes.includes('PS-REV') ? 'serious' : 'warning';
}
