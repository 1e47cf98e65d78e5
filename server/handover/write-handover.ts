import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { handoverNote } from '@/db/schema/handover';
import type { GateId } from '@/domain/shared/identity';
import type { PersonContext } from '@/server/control/person-context';

/** What the next shift must know, in the words of the one that ends. @returns its id */
export async function writeHandover(
  { db, clock, actor }: PersonContext,
  { gateId, words }: { gateId: GateId; words: string },
): Promise<string> {
  const writtenAt = clock.now();
  const noteId = uuidv7({ msecs: writtenAt });
  await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx.insert(handoverNote).values({ gateId, noteId, words, writtenBy: actor.id, writtenAt }),
  );
  return noteId;
}
