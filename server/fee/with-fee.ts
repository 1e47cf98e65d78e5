import { inGate, type Transaction } from '@/db/client';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';
import { lockCrossings } from '../log/crossing-rows';
import { lockCentre } from '../log/record-events';
import { announceChange } from '../stream/announce-change';
import { type FeeFile, readFee } from './read-fee';

export type FeeContext = Pick<Context, 'db' | 'clock' | 'actor'>;
export type FeeDeed = {
  readonly tx: Transaction;
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly file: FeeFile;
  readonly now: number;
};

/** One deed about the fee of a crossing, after another and never beside it; told to the boards when it is done. */
export async function withFee<T, E>(
  { db, clock, actor }: FeeContext,
  input: { readonly gateId: GateId; readonly crossingId: string },
  work: (deed: FeeDeed) => Promise<Result<T, E>>,
): Promise<Result<T, E | 'AP-NONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const outcome = await inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const now = clock.now();
    const file = await lockFee(tx, gateId, crossingId, now);
    return file === null ? err('AP-NONE' as const) : work({ tx, gateId, crossingId, file, now });
  });
  if (outcome.ok) announceChange(db);
  return outcome;
}

/** In the order in which every writer of a gate's log takes them. */
export async function lockFee(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  now: number,
): Promise<FeeFile | null> {
  await lockCentre(tx, gateId, now);
  await lockCrossings(tx, gateId, [crossingId]);
  return readFee(tx, gateId, crossingId, now);
}
