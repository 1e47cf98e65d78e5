import type { EventType, GateEvent } from './event';
import type { Incident, IncidentKind } from './incident';
import { PROTOCOL_VERSION, type PullResponse, type PushResponse } from './protocol';

/**
 * Since which version of the wire a tablet can read it. Total: a new type or kind does not compile without its line
 * here, so no older tablet is ever sent a page that it must throw away as a whole (EV-9).
 */
const EVENT_SINCE: Readonly<Record<EventType, number>> = {
  'crossing.declared': 1,
  'crossing.corrected': 1,
  'crossing.cancelled': 1,
  'crossing.turned-back': 1,
  'pass.issued': 1,
  'pass.revoked': 1,
  'pass.scanned': 1,
  'step.confirmed': 1,
  'event.undone': 1,
  'hold.placed': 1,
  'hold.lifted': 1,
  'release.eligibility': 1,
  'release.overridden': 1,
  'neighbour.acceptance': 1,
  'incident.resolved': 1,
  'inspection.ordered': 2,
  'inspection.reported': 2,
  'quarantine.requested': 2,
  'quarantine.reported': 2,
  'information.requested': 2,
  'information.given': 2,
  'transshipment.paired': 2,
  'binding.checked': 2,
  'note.added': 2,
  'photo.taken': 2,
  'help.asked': 2,
  'help.answered': 2,
  'shift.opened': 2,
  'shift.ended': 2,
  'continuity.declared': 2,
  'continuity.ended': 2,
  'paper.entered': 2,
  'override.checked': 2,
  'call.proposed': 3,
  'call.approved': 3,
  'call.recalled': 3,
  'call.reached': 3,
  'call.acknowledged': 3,
  'announcement.made': 3,
  'announcement.ended': 3,
};

const KIND_SINCE: Readonly<Record<IncidentKind, number>> = {
  'double-use': 1,
  'admitted-after-revocation': 1,
  'superseded-revision': 1,
  'verdict-differs': 1,
  'sequence-gap': 1,
  fork: 1,
  'clock-suspect': 1,
  clone: 2,
  'binding-mismatch': 2,
  'agency-forged': 2,
  'after-device-revocation': 2,
  'paper-differs': 2,
};

type Page<T> = { readonly upserts: readonly T[] };
function pageOf<T, P extends Page<T>>(page: P, isKnown: (row: T) => boolean) {
  const upserts = page.upserts.filter(isKnown);
  return { ...page, upserts, count: upserts.length };
}

/** The answer to a push as the version that was spoken knows it (EV-9). */
export function pushedFor(protocol: number, answer: PushResponse): object {
  if (protocol >= PROTOCOL_VERSION) return answer;
  const read = { ...answer, protocol, incidents: answer.incidents.filter(isKindKnown(protocol)) };
  if (protocol >= 2) return read;
  const { epoch: _, standing: __, hadSeq: ___, ...older } = read;
  return older;
}

/** A page is left without what that version cannot read; its cursor moves on all the same (EV-9). */
export function pulledFor(protocol: number, answer: PullResponse): object {
  if (protocol >= PROTOCOL_VERSION) return answer;
  const isTypeKnown = (event: GateEvent) => EVENT_SINCE[event.type] <= protocol;
  const pages = {
    ...answer.pages,
    events: pageOf(answer.pages.events, isTypeKnown),
    incidents: pageOf(answer.pages.incidents, isKindKnown(protocol)),
  };
  if (protocol >= 2) return { ...answer, protocol, pages };
  const { epoch: _, head: __, mark: ___, ...older } = answer;
  const passes = pages.passes.upserts.map(({ ended: _, ...record }) => record);
  return { ...older, protocol, pages: { ...pages, passes: { ...pages.passes, upserts: passes } } };
}

const isKindKnown = (protocol: number) => (incident: Incident) => KIND_SINCE[incident.kind] <= protocol;
