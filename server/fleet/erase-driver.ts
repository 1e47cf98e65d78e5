import { and, eq, isNotNull } from 'drizzle-orm';
import { fleetDriver } from '@/db/schema/fleet';
import { firmAnswer } from '@/db/schema/intake';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from '../declaration/firm-context';
import { forFirm } from '../intake/import-row';
import { noteChanges } from './fleet-rows';

/** Forgets a retired driver for good: what was sealed is gone, and that there was somebody stays (rule 16). */
export async function eraseDriver(
  ctx: FirmContext,
  { id }: { readonly id: string },
): Promise<Result<null, 'AP-NONE'>> {
  const { firmId, actor } = ctx;
  const now = ctx.clock.now();
  return forFirm(ctx, async (tx): Promise<Result<null, 'AP-NONE'>> => {
    const erased = await tx
      .update(fleetDriver)
      .set({ sealed: null, licenceUntil: null })
      .where(
        and(
          eq(fleetDriver.firmId, firmId),
          eq(fleetDriver.id, id),
          isNotNull(fleetDriver.retiredAt),
          isNotNull(fleetDriver.sealed),
        ),
      )
      .returning({ id: fleetDriver.id });
    if (erased.length === 0) return err('AP-NONE');
    // By what was asked a number could be guessed at.
    await tx.delete(firmAnswer).where(and(eq(firmAnswer.firmId, firmId), eq(firmAnswer.entryId, id)));
    await noteChanges(tx, { firmId, entry: 'driver', entryId: id, by: actor.id, now }, [{ kind: 'erased' }]);
    return ok(null);
  });
}
