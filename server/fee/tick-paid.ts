import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { feeMovement } from '@/db/schema/fee';
import { BILL_KINDS, type BillKind } from '@/domain/fee/assess';
import { isSettled } from '@/domain/fee/balance';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { log } from '../log';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import type { FeeFile } from './read-fee';
import { lockFee } from './with-fee';

/** Steps of a process by which the gate centre says that a bill is paid. */
export const PAID_STEPS: Readonly<Record<BillKind, string>> = {
  infrastructure: 'fee-paid',
  transshipment: 'transshipment-fee-paid',
};

/** Ticks what is paid in full, where the crossing waits for that tick (FE-15). Returns how many. */
export async function tickPaid(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  { state, balances }: FeeFile,
  now: number,
): Promise<number> {
  const drafts = BILL_KINDS.flatMap((kind): EventDraft[] => {
    const wait = state.waitingOn.find(
      ({ step, agency }) => step === PAID_STEPS[kind] && agency === 'gate-centre',
    );
    if (wait === undefined || wait.step === null || !isSettled(balances, kind)) return [];
    return [
      {
        ...centreDraft(gateId, { crossingId, direction: state.direction }),
        agency: 'gate-centre',
        step: wait.step,
        type: 'step.confirmed',
        body: { note: null },
      },
    ];
  });
  if (drafts.length > 0) await recordEvents(tx, gateId, drafts, now);
  return drafts.length;
}

const MOST_LOOKED_AT = 500;

/**
 * Whoever paid before the gate was waiting for it: at home, or on the road. A transaction each, for a crossing's lock
 * never comes after the gate's. Returns how many ticks were made.
 */
export async function tickWaiting(db: Database, gateId: GateId, now: number): Promise<number> {
  const steps = Object.values(PAID_STEPS);
  const paid = await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .selectDistinct({ crossingId: crossing.crossingId })
      .from(crossing)
      .innerJoin(
        feeMovement,
        and(eq(feeMovement.gateId, crossing.gateId), eq(feeMovement.crossingId, crossing.crossingId)),
      )
      .where(
        and(
          eq(crossing.gateId, gateId),
          isNull(crossing.endedAt),
          or(...steps.map((step) => sql`${crossing.waitingOn} @> ${JSON.stringify([{ step }])}::jsonb`)),
        ),
      )
      .limit(MOST_LOOKED_AT),
  );
  let ticked = 0;
  for (const row of paid) {
    const crossingId = crossingIdSchema.parse(row.crossingId);
    // One that cannot be ticked must not keep the others standing.
    ticked += await inGate(db, { gateId, actor: null }, async (tx) => {
      const file = await lockFee(tx, gateId, crossingId, now);
      return file === null ? 0 : tickPaid(tx, gateId, crossingId, file, now);
    }).catch((error: unknown) => {
      log().error({ err: error, gateId, crossingId }, 'a paid fee could not be ticked');
      return 0;
    });
  }
  return ticked;
}
