import { inGate, type Transaction } from '@/db/client';
import type { FlowPicture } from '@/domain/flow/picture';
import { queuePicture } from '@/domain/flow/queue-picture';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';
import { readSituation } from './read-situation';

/** Both directions of a gate as its control room sees them. */
export async function pictureFlow(tx: Transaction, gateId: GateId, now: number): Promise<FlowPicture> {
  const { plan, directions } = await readSituation(tx, gateId, now);
  return {
    gateId,
    at: now,
    plan,
    queues: { export: queuePicture(directions.export), import: queuePicture(directions.import) },
  };
}

/** The same with the names of those who called. */
export async function readFlow(
  { db, accounts, clock, actor }: PersonContext & Pick<Context, 'accounts'>,
  { gateId }: { gateId: GateId },
): Promise<FlowPicture> {
  const picture = await inGate(db, { gateId, actor: actor.id }, (tx) => pictureFlow(tx, gateId, clock.now()));
  const { queues } = picture;
  const callers = [queues.export, queues.import].flatMap(({ calls }) =>
    calls.flatMap(({ proposedBy }) => proposedBy ?? []),
  );
  const names = await namesOf(accounts, callers);
  const named = (queue: FlowPicture['queues'][Direction]) => ({
    ...queue,
    calls: queue.calls.map((call) => ({
      ...call,
      proposedBy: call.proposedBy === null ? null : (names.get(call.proposedBy) ?? call.proposedBy),
    })),
  });
  return { ...picture, queues: { export: named(queues.export), import: named(queues.import) } };
}
