import { desc, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { handoverNote } from '@/db/schema/handover';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';
import { namesOf } from '../auth/names-of';

export type HandoverLine = {
  readonly id: string;
  readonly words: string;
  readonly at: number;
  /** Null: the account is gone. */
  readonly by: string | null;
};

const MOST = 10;

/** The last notes of a gate, newest first. */
export async function listHandovers(
  { db, accounts, actor }: Pick<Context, 'db' | 'accounts' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly HandoverLine[]> {
  const rows = await inGate(db, { gateId, actor: actorId(actor) }, (tx) =>
    tx
      .select()
      .from(handoverNote)
      .where(eq(handoverNote.gateId, gateId))
      .orderBy(desc(handoverNote.writtenAt), desc(handoverNote.noteId))
      .limit(MOST),
  );
  const names = await namesOf(
    accounts,
    rows.map(({ writtenBy }) => writtenBy),
  );
  return rows.map(({ noteId, words, writtenAt, writtenBy }) => ({
    id: noteId,
    words,
    at: writtenAt,
    by: names.get(writtenBy) ?? null,
  }));
}
