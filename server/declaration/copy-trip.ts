import { inGate } from '@/db/client';
import { copyDeclaration } from '@/domain/declaration/copy-declaration';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { actorId } from '../auth/actor-id';
import { openPersonal } from '../crossing/seal-personal';
import { readState } from '../log/read-states';

/** DE-11: a crossing of the firm, written down again for the next trip, with the people it named. */
export async function copyTrip(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Result<ReturnType<typeof copyDeclaration>, 'AP-NONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const state = await readState(tx, gateId, crossingId);
    if (!state?.declared || state.direction === null) return err('AP-NONE');
    const { declared, direction } = state;
    return ok(copyDeclaration({ gateId, direction, declared }, await openPersonal(tx, gateId, crossingId)));
  });
}
