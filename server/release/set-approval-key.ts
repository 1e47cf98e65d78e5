import { and, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import { approver } from '@/db/schema/release';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { refreshLists } from '../keys/refresh-lists';
import { announceChange } from '../stream/announce-change';

/**
 * A supervisor's new approval code, of which only the public key arrives here (RE-2). The one before ends at the same
 * moment. Tablets learn it with their next exchange.
 */
export async function setApprovalKey(
  { db, accounts, clock, actor, keys }: PersonContext & Pick<Context, 'accounts' | 'keys'>,
  { gateId, publicKey }: { gateId: GateId; publicKey: string },
): Promise<Result<{ since: number }, 'AP-NONE' | 'AP-DONE'>> {
  const [known] = await accounts.select({ name: person.name }).from(person).where(eq(person.id, actor.id));
  if (known === undefined) return err('AP-NONE');
  const ring = await keys();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<{ since: number }, 'AP-NONE' | 'AP-DONE'>> => {
      const now = clock.now();
      const mine = and(eq(approver.gateId, gateId), eq(approver.personId, actor.id));
      const used = await tx.select({ publicKey: approver.publicKey }).from(approver).where(mine);
      // A code that once was in force never comes back: whoever learned it then must not have it now.
      if (used.some((row) => row.publicKey === publicKey)) return err('AP-DONE');
      await tx
        .update(approver)
        .set({ toAt: now })
        .where(and(mine, isNull(approver.toAt)));
      await tx
        .insert(approver)
        .values({ gateId, personId: actor.id, publicKey, name: known.name, fromAt: now, toAt: null });
      await refreshLists(tx, ring, gateId, now);
      return ok({ since: now });
    },
  );
  announceChange(db);
  return outcome;
}
