import { and, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmContext } from './firm-context';

export async function discardDraft(
  { db, actor, firmId }: FirmContext,
  { draftId }: { draftId: string },
): Promise<Result<null, 'AP-NONE'>> {
  const gone = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, (tx) =>
    tx
      .delete(draft)
      .where(and(eq(draft.firmId, firmId), eq(draft.id, draftId)))
      .returning({ id: draft.id }),
  );
  return gone.length === 0 ? err('AP-NONE') : ok(null);
}
