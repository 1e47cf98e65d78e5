import type { EventType } from './event';

/**
 * Who may say what (EV-21): a tablet says what its officers do and see, everything else carries an authority that no
 * device key has. Total on purpose: a new type compiles only once it is decided, and a stolen key says nothing new.
 */
const SAID_BY: Readonly<Record<EventType, 'tablet' | 'centre'>> = {
  'crossing.turned-back': 'tablet',
  'pass.scanned': 'tablet',
  'step.confirmed': 'tablet',
  'event.undone': 'tablet',
  'hold.placed': 'tablet',
  'hold.lifted': 'tablet',
  'release.eligibility': 'tablet',
  // With a supervisor's signature, else it is set aside as not approved (RE-1).
  'release.overridden': 'tablet',
  'inspection.ordered': 'tablet',
  'inspection.reported': 'tablet',
  'quarantine.requested': 'tablet',
  'quarantine.reported': 'tablet',
  'information.requested': 'tablet',
  'transshipment.paired': 'tablet',
  'binding.checked': 'tablet',
  'note.added': 'tablet',
  'photo.taken': 'tablet',
  'help.asked': 'tablet',
  'shift.opened': 'tablet',
  'shift.ended': 'tablet',
  'crossing.declared': 'centre',
  'crossing.corrected': 'centre',
  'crossing.cancelled': 'centre',
  'pass.issued': 'centre',
  'pass.revoked': 'centre',
  'override.checked': 'centre',
  'neighbour.acceptance': 'centre',
  'incident.resolved': 'centre',
  'information.given': 'centre',
  'help.answered': 'centre',
  'continuity.declared': 'centre',
  'continuity.ended': 'centre',
  'paper.entered': 'centre',
  'call.proposed': 'centre',
  'call.approved': 'centre',
  'call.recalled': 'centre',
  'call.reached': 'centre',
  'call.acknowledged': 'centre',
  'announcement.made': 'centre',
  'announcement.ended': 'centre',
};

export const mayTabletSay = (type: EventType): boolean => SAID_BY[type] === 'tablet';
