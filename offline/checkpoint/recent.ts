import { ADMISSION_CODES, type AdmissionCode } from '@/domain/admission/verdict';
import { shortCodeOf } from '@/domain/pass/short-code';
import type { StepId } from '@/domain/shared/identity';
import type { LocalText } from '@/domain/shared/vocabulary';
import type { GateEvent } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { OwnRow } from '../store/rows';
import type { EventStanding, RecentEntry } from './outcome';

const WHAT: Partial<Record<GateEvent['type'], RecentEntry['what']>> = {
  'pass.scanned': 'scan',
  'step.confirmed': 'step',
  'hold.placed': 'hold',
  'hold.lifted': 'lift',
  'event.undone': 'undo',
  'release.eligibility': 'eligibility',
  'release.overridden': 'override',
  'crossing.turned-back': 'turn-back',
  'inspection.ordered': 'order-inspection',
  'inspection.reported': 'report-inspection',
  'quarantine.requested': 'request-quarantine',
  'quarantine.reported': 'report-quarantine',
  'information.requested': 'ask-firm',
  'transshipment.paired': 'pair',
  'binding.checked': 'compare',
  'note.added': 'note',
  'photo.taken': 'photo',
};

function standingOf(row: OwnRow, ack: number): EventStanding {
  switch (row.verdict?.kind) {
    case 'quarantined':
      return { kind: 'quarantined', code: row.verdict.code };
    case 'fork':
      return { kind: 'fork' };
    case 'applied':
    case 'duplicate':
    case undefined:
      return { kind: row.seq <= ack ? 'synced' : 'unsynced' };
  }
}

export type Namer = {
  /** Null for what this tablet cannot know. */
  readonly plateOf: (row: OwnRow) => string | null;
  readonly stepName: (step: StepId) => LocalText | null;
};

const codeOf = (text: string | undefined): AdmissionCode | null =>
  ADMISSION_CODES.find((code) => code === text) ?? null;

/** `rows` newest first. */
export function recentEntries(rows: readonly OwnRow[], ack: number, namer: Namer): readonly RecentEntry[] {
  const undone = new Set(
    rows.flatMap(({ event }) => (event.type === 'event.undone' ? [event.body.event] : [])),
  );
  const entries = rows.map((row): RecentEntry | null => {
    const { event, id, seq, crossingId, passId } = row;
    const what = WHAT[event.type];
    if (what === undefined) return null;
    return {
      eventId: id,
      seq,
      crossingId,
      passId,
      at: occurredAt(event),
      what,
      step: event.step,
      stepName: event.step === null ? null : namer.stepName(event.step),
      verdict: event.verdict,
      code: codeOf(event.codes[0]),
      shortCode: passId === null ? null : shortCodeOf(passId),
      plate: namer.plateOf(row),
      standing: standingOf(row, ack),
      undone: undone.has(id),
    };
  });
  return entries.filter((entry) => entry !== null);
}
