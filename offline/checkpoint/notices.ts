import { continuities, openContinuity } from '@/domain/continuity/continuity';
import type { CrossingId, EventId } from '@/domain/shared/identity';
import type { GateEvent, Hlc } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Store } from '../store/store';
import type { Vault } from '../unlock/vault';
import { openOtherRow } from './open-rows';

/** What is said to the whole post and belongs to no vehicle (OF-64). */
export type Notices = {
  /** The gate works on paper since then, ms since the epoch; null: it does not. */
  readonly paperSince: number | null;
  /** Answers to this tablet's own calls for help that nobody here has read yet, oldest first. */
  readonly answers: readonly HelpAnswer[];
  /** Calls that were taken back and nobody here has read of yet, oldest first: these vehicles are not to be let in. */
  readonly recalls: readonly RecallNotice[];
};
type RecallNotice = {
  readonly id: EventId;
  readonly hlc: Hlc;
  readonly at: number;
  readonly reason: string;
  readonly plates: readonly string[];
};
type HelpAnswer = {
  readonly id: EventId;
  readonly hlc: Hlc;
  readonly at: number;
  readonly askedAt: number;
  readonly words: string;
};

/** An answer that comes after the shift is over helps nobody any more. */
const ANSWER_TOLD_MS = 12 * 3_600_000;
/** By then the vehicle is back in its yard or at the gate, where its own state says so. */
const RECALL_TOLD_MS = 2 * 3_600_000;

export const isToPost = ({ type }: GateEvent): boolean =>
  type === 'help.answered' ||
  type === 'call.recalled' ||
  type === 'continuity.declared' ||
  type === 'continuity.ended';

type Ports = {
  readonly store: Store;
  readonly vault: Vault;
  /** Corrected clock, ms. */
  readonly now: number;
  /** Null for a vehicle that is not on board. */
  readonly plateOf: (crossingId: CrossingId) => Promise<string | null>;
};

export async function readNotices({ store, vault, now, plateOf }: Ports): Promise<Notices> {
  const rows = await store.notices();
  const events = await Promise.all(rows.map((row) => openOtherRow(row, vault)));
  return {
    paperSince: openContinuity(continuities(events))?.declaredAt ?? null,
    answers: await unreadAnswers(store, events, now),
    recalls: await unreadRecalls(store, events, now, plateOf),
  };
}

async function unreadRecalls(
  store: Store,
  events: readonly GateEvent[],
  now: number,
  plateOf: Ports['plateOf'],
): Promise<readonly RecallNotice[]> {
  const readTo = await store.read('answersReadTo');
  const found = await Promise.all(
    events.map(async (event): Promise<RecallNotice | null> => {
      if (event.type !== 'call.recalled') return null;
      if ((readTo !== null && event.hlc <= readTo) || occurredAt(event) < now - RECALL_TOLD_MS) return null;
      const plates = await Promise.all(event.body.crossingIds.map(plateOf));
      const { id, hlc, body } = event;
      return {
        id,
        hlc,
        at: occurredAt(event),
        reason: body.reason,
        plates: plates.filter((plate) => plate !== null),
      };
    }),
  );
  return found.filter((recall) => recall !== null).sort((a, b) => (a.hlc < b.hlc ? -1 : 1));
}

async function unreadAnswers(store: Store, events: readonly GateEvent[], now: number) {
  const readTo = await store.read('answersReadTo');
  const found = await Promise.all(
    events.map(async (event): Promise<HelpAnswer | null> => {
      if (event.type !== 'help.answered') return null;
      if ((readTo !== null && event.hlc <= readTo) || occurredAt(event) < now - ANSWER_TOLD_MS) return null;
      const asked = await store.ownEvent(event.body.request);
      if (asked === null) return null;
      const { id, hlc, body } = event;
      return { id, hlc, at: occurredAt(event), askedAt: occurredAt(asked.event), words: body.words };
    }),
  );
  return found.filter((answer) => answer !== null).sort((a, b) => (a.hlc < b.hlc ? -1 : 1));
}
