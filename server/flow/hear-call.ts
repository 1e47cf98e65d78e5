import type { Transaction } from '@/db/client';
import { inGate } from '@/db/client';
import { type Call, stateOfCall } from '@/domain/flow/calls';
import type { CrossingId, EventId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { EventDraft } from '@/domain/sync/event';
import type { Context } from '../api/context';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import { crossingOfText, readPassText } from '../pass/held-pass';
import { announceChange } from '../stream/announce-change';
import { lockCalls } from './call-deeds';
import { readCalls } from './read-calls';

type Ports = Pick<Context, 'db' | 'clock'>;
type Answer = Promise<Result<null, 'AP-PASS' | 'AP-NONE'>>;

/** A driver's phone has shown a call, or its recall: who was reached is a fact (FL-27). Said twice, it is kept once. */
export const heardOnPhone = (
  ports: Ports,
  { token, call, message }: { token: string; call: EventId; message: 'call' | 'recall' },
): Answer =>
  said(ports, { token, call }, (held, crossingId, now) => {
    const { toCall, toRecall } = stateOfCall(held, new Set(), now);
    const owed = message === 'call' ? toCall : toRecall;
    const recipient = { kind: 'driver', crossingId } as const;
    const isOwed = owed.some((each) => each.kind === 'driver' && each.crossingId === crossingId);
    return isOwed ? { type: 'call.reached', body: { call, message, recipient } } : null;
  });

/** The driver says that he is coming (FL-28). */
export const acknowledgeByDriver = (
  ports: Ports,
  { token, call }: { token: string; call: EventId },
): Answer =>
  said(ports, { token, call }, (held, crossingId, now) => {
    const state = stateOfCall(held, new Set(), now).vehicles.get(crossingId);
    const isOpen = state === 'called' || state === 'missed';
    return isOpen
      ? { type: 'call.acknowledged', body: { call, by: 'driver', crossingIds: [crossingId] } }
      : null;
  });

type Fact =
  | Pick<Extract<EventDraft, { type: 'call.reached' }>, 'type' | 'body'>
  | Pick<Extract<EventDraft, { type: 'call.acknowledged' }>, 'type' | 'body'>;

async function said(
  { db, clock }: Ports,
  { token, call: id }: { readonly token: string; readonly call: EventId },
  factOf: (call: Call, crossingId: CrossingId, now: number) => Fact | null,
): Answer {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId } = text.value;
  const outcome = await inGate(
    db,
    { gateId, actor: null },
    async (tx: Transaction): Promise<Result<'said' | 'known', 'AP-NONE'>> => {
      const crossingId = await crossingOfText(tx, text.value, token);
      if (crossingId === null) return err('AP-NONE');
      await lockCalls(tx, gateId);
      const now = clock.now();
      const call = (await readCalls(tx, gateId, now)).find((each) => each.id === id);
      if (!call?.allocations.some((each) => each.crossingId === crossingId)) return err('AP-NONE');
      const fact = factOf(call, crossingId, now);
      if (fact === null) return ok('known');
      await recordEvents(
        tx,
        gateId,
        [{ ...centreDraft(gateId, { direction: call.direction }), ...fact }],
        now,
      );
      return ok('said');
    },
  );
  if (!outcome.ok) return outcome;
  if (outcome.value === 'said') announceChange(db);
  return ok(null);
}
