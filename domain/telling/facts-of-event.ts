import type { CrossingId } from '../shared/identity';
import type { EventType, GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import type { TellingKind } from './telling-kind';

/** Something that people are told, about one vehicle. */
export type TellingFact = {
  /** Names it for ever: the same fact found again is the same key (TE-6). */
  readonly key: string;
  readonly kind: TellingKind;
  readonly crossingId: CrossingId;
  /** What a later fact must be about to overtake this one. */
  readonly about: string;
  /** When it happened, ms. */
  readonly at: number;
  /** Whose deed it was: nobody is told of his own. */
  readonly by: string | null;
  /** What is about one pass alone is told to who holds that one; else to who holds the newest. */
  readonly passId?: string | null;
  /** Figures for the words; no word and no name of a person. */
  readonly values: Readonly<Record<string, string | number>>;
};

/** What may tell somebody something; everything else in the log is passed over. */
export const TELLING_EVENTS = [
  'call.proposed',
  'call.approved',
  'call.recalled',
  'pass.issued',
  'pass.revoked',
  'hold.placed',
  'hold.lifted',
  'crossing.turned-back',
  'crossing.corrected',
  'information.requested',
] as const satisfies readonly EventType[];

/** A call goes out by its proposal, or by the approval of a second person where it is large (FL-26). */
export type ProposalOf = (call: string) => Extract<GateEvent, { type: 'call.proposed' }> | null;

/** What one event of the log tells, and about whom (TE-1). `crossingId`: of the log's row, which an event need not name. */
export function factsOfEvent(
  event: GateEvent,
  crossingId: CrossingId | null,
  proposalOf: ProposalOf,
): readonly TellingFact[] {
  const fact = (
    kind: TellingKind,
    about: string,
    of: CrossingId | null = crossingId,
    values: TellingFact['values'] = {},
  ): readonly TellingFact[] =>
    of === null
      ? []
      : [
          {
            key: `${event.id} ${of} ${kind}`,
            kind,
            crossingId: of,
            about,
            at: occurredAt(event),
            by: event.actor,
            values,
          },
        ];
  const ofPass = (kind: TellingKind) =>
    fact(kind, 'pass').map((one): TellingFact => ({ ...one, passId: event.passId }));
  const calledBy = (proposal: Extract<GateEvent, { type: 'call.proposed' }>) =>
    proposal.body.allocations.flatMap(({ crossingId: of }) => fact('called', `call ${proposal.id}`, of));
  switch (event.type) {
    case 'call.proposed':
      return event.body.allocations.length < event.body.secondPersonFrom ? calledBy(event) : [];
    case 'call.approved': {
      const proposal = proposalOf(event.body.call);
      return proposal === null ? [] : calledBy(proposal);
    }
    case 'call.recalled':
      // Who waited no longer when a large call was approved was never called: the recall overtakes and stays mute.
      return event.body.crossingIds.flatMap((of) => fact('call-recalled', `call ${event.body.call}`, of));
    case 'pass.issued':
      return event.body.revision === 0 ? [] : ofPass('pass-reissued');
    case 'pass.revoked':
      return ofPass('pass-revoked');
    case 'hold.placed':
      return fact('held', 'hold');
    case 'hold.lifted':
      return fact('released', 'hold');
    case 'crossing.turned-back':
      return fact('turned-back', 'end');
    case 'crossing.corrected':
      return fact('corrected', `field ${event.body.path}`);
    case 'information.requested':
      return fact('question', `question ${event.id}`, crossingId, {
        ...(event.agency === null ? {} : { agency: event.agency }),
      });
    default:
      return [];
  }
}
