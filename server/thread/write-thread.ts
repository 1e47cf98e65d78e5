import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { threadMessage } from '@/db/schema/thread';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { agencySchema, type Locale } from '@/domain/shared/vocabulary';
import { MOST_UNANSWERED, type ThreadPhrase, type ThreadSubject, unanswered } from '@/domain/thread/thread';
import { countThread } from '../auth/throttle';
import { sealWords } from '../crossing/sealed-words';
import { answerable, readTurns, type ThreadContext } from './read-thread';

export type Said = {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly subject: ThreadSubject;
  readonly phrase: ThreadPhrase | null;
  /** Own words; null: the phrase says it all. */
  readonly words: string | null;
  readonly locale: Locale;
};
type Refusal = 'AP-NONE' | 'AP-MANY' | 'AP-INPUT';

/** A firm asks the office that its question concerns (TE-11); no more than five times in a row without an answer. */
export const askGate = (context: ThreadContext, said: Said): Promise<Result<null, Refusal>> =>
  write(context, said, 'firm');

/** Whoever may answer for that office at that gate; what another one was asked is not there for them (TE-11). */
export async function answerFirm(context: ThreadContext, said: Said): Promise<Result<null, Refusal>> {
  if (!answerable(context.actor).includes(said.subject)) return err('AP-NONE');
  return write(context, said, 'gate');
}

async function write(
  { db, accounts, actor, keys, clock }: ThreadContext,
  said: Said,
  from: 'firm' | 'gate',
): Promise<Result<null, Refusal>> {
  const { gateId, crossingId, subject, phrase, words, locale } = said;
  if (phrase === null && words === null) return err('AP-INPUT');
  const now = clock.now();
  if (!(await countThread(accounts, actor.id, now))) return err('AP-MANY');
  const sealed = words === null ? null : await sealWords(await keys(), words);
  const agency = agencySchema.safeParse(actor.agency);
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const [of] = await tx
      .select({ id: crossing.crossingId })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)))
      // One after another, so that the count is that of all.
      .for('update');
    if (of === undefined) return err('AP-NONE');
    const turns = await readTurns(tx, gateId, crossingId);
    if (from === 'firm' && unanswered(turns, subject) >= MOST_UNANSWERED) return err('AP-MANY');
    if (from === 'gate' && !turns.some((turn) => turn.subject === subject)) return err('AP-NONE');
    await tx.insert(threadMessage).values({
      gateId,
      messageId: uuidv7({ msecs: now }),
      crossingId,
      subject,
      from,
      by: actor.id,
      agency: agency.success ? agency.data : null,
      at: now,
      phrase,
      sealed,
      locale,
    });
    return ok(null);
  });
}
