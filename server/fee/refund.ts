import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { feeMovement, feeRefund } from '@/db/schema/fee';
import type { BillKind } from '@/domain/fee/assess';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { actorId } from '../auth/actor-id';
import { type FeeContext, withFee } from './with-fee';

type OfCrossing = { readonly gateId: GateId; readonly crossingId: string };

/** FE-14: asks that what was paid too much goes back; one open request for a kind at a time. */
export const askRefund = (
  context: FeeContext,
  input: OfCrossing & { readonly kind: BillKind; readonly reason: string },
): Promise<Result<{ readonly refundId: string; readonly amount: number }, 'AP-NONE' | 'AP-DONE'>> =>
  withFee(context, input, async ({ tx, gateId, crossingId, file, now }) => {
    const { kind, reason } = input;
    const excess = file.balances.find((each) => each.kind === kind)?.excess ?? 0;
    const isAsked = file.refunds.some((refund) => refund.kind === kind && refund.outcome === null);
    if (excess === 0 || isAsked) return err('AP-DONE');
    const refundId = uuidv7({ msecs: now });
    await tx.insert(feeRefund).values({
      gateId,
      refundId,
      crossingId,
      kind,
      amount: excess,
      reason,
      askedBy: actorId(context.actor) ?? '',
      askedAt: now,
    });
    return ok({ refundId, amount: excess });
  });

/**
 * FE-14: another person lets it go, or not: exactly what the screen said, and never more than is too much by then.
 */
export const decideRefund = (
  context: FeeContext,
  input: OfCrossing & {
    readonly refundId: string;
    /** As the one who decides sees it; null refuses. Another amount by then is looked at again. */
    readonly amount: number | null;
  },
): Promise<Result<{ readonly amount: number }, 'AP-NONE' | 'AP-DONE' | 'AP-SELF'>> =>
  withFee(context, input, async ({ tx, gateId, crossingId, file, now }) => {
    const by = actorId(context.actor) ?? '';
    const refund = file.refunds.find(({ refundId }) => refundId === input.refundId);
    if (refund === undefined) return err('AP-NONE');
    if (refund.askedBy === by) return err('AP-SELF');
    const excess = file.balances.find(({ kind }) => kind === refund.kind)?.excess ?? 0;
    const amount = input.amount === null ? 0 : Math.min(refund.amount, excess);
    if (input.amount !== null && (amount === 0 || amount !== input.amount)) return err('AP-DONE');
    const [decided] = await tx
      .update(feeRefund)
      .set({ decidedBy: by, decidedAt: now, outcome: amount > 0 ? 'paid-back' : 'refused' })
      .where(
        and(eq(feeRefund.gateId, gateId), eq(feeRefund.refundId, refund.refundId), isNull(feeRefund.outcome)),
      )
      .returning({ id: feeRefund.refundId });
    if (decided === undefined) return err('AP-DONE');
    if (amount > 0)
      await tx.insert(feeMovement).values({
        gateId,
        movementId: uuidv7({ msecs: now }),
        crossingId,
        kind: refund.kind,
        amount: -amount,
        via: 'refund',
        at: now,
        by,
        reason: refund.reason,
      });
    return ok({ amount });
  });
