import { randomBytes } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { feeBill } from '@/db/schema/fee';
import type { BillKind } from '@/domain/fee/assess';
import { referenceOf } from '@/domain/fee/vietqr';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { type FeeContext, type FeeDeed, withFee } from './with-fee';

export type MadeBill = { readonly billId: string; readonly reference: string; readonly amount: number };

/** The bill that asks for what is open now, the same one as long as that does not change (FE-12). */
export const makeBill = (
  context: FeeContext,
  input: { readonly gateId: GateId; readonly crossingId: string; readonly kind: BillKind },
): Promise<Result<MadeBill, 'AP-NONE' | 'AP-DONE'>> =>
  withFee(context, input, (deed) => billFor(deed, input.kind));

export async function billFor(
  { tx, gateId, crossingId, file, now }: FeeDeed,
  kind: BillKind,
): Promise<Result<MadeBill, 'AP-DONE'>> {
  const balance = file.balances.find((each) => each.kind === kind);
  if (balance === undefined || balance.open === 0 || file.tariff === null) return err('AP-DONE');
  const { bill, stale } = balance;
  if (stale.length > 0)
    await tx
      .update(feeBill)
      .set({ voidedAt: now })
      .where(
        and(
          eq(feeBill.gateId, gateId),
          inArray(
            feeBill.billId,
            stale.map(({ id }) => id),
          ),
        ),
      );
  if (bill !== null) return ok({ billId: bill.id, reference: bill.reference, amount: bill.amount });
  const made = {
    billId: uuidv7({ msecs: now }),
    reference: referenceOf(kind, randomBytes(8)),
    amount: balance.open,
  };
  await tx.insert(feeBill).values({
    ...made,
    gateId,
    crossingId,
    kind,
    tariff: file.tariff.id,
    lines: balance.lines,
    madeAt: now,
  });
  return ok(made);
}
