import { and, desc, eq, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event as eventTable } from '@/db/schema/event';
import { filing } from '@/db/schema/filing';
import type { Question } from '@/domain/crossing/state';
import { type CrossingId, crossingIdSchema, type GateId, gateIdSchema } from '@/domain/shared/identity';
import { openWords } from '../crossing/sealed-words';
import type { FirmContext } from './firm-context';

/** A question of an officer to my firm that nobody has answered yet (FO-16). */
export type MyQuestion = Question & {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly plate: string;
  /** What the officer wrote; null when it cannot be opened. */
  readonly words: string | null;
};

const MOST = 50;

export async function listQuestions({
  db,
  actor,
  firmId,
  keys,
}: Pick<FirmContext, 'db' | 'actor' | 'firmId' | 'keys'>): Promise<readonly MyQuestion[]> {
  const open = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, async (tx) => {
    const rows = await tx
      .select({
        gateId: crossing.gateId,
        crossingId: crossing.crossingId,
        plate: crossing.plate,
        openQuestions: crossing.openQuestions,
      })
      .from(filing)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)),
      )
      .where(
        and(
          eq(filing.firmId, firmId),
          sql`${crossing.endedAt} is null`,
          sql`${crossing.openQuestions} <> '[]'`,
        ),
      )
      .orderBy(desc(filing.filedAt))
      .limit(MOST);
    const questions = rows.flatMap(({ openQuestions, ...of }) =>
      openQuestions.map((question) => ({ question, ...of })),
    );
    return Promise.all(
      questions.map(async (asked) => {
        const [row] = await tx
          .select({ sealed: sql<string | null>`${eventTable.event} ->> 'sealed'` })
          .from(eventTable)
          .where(and(eq(eventTable.gateId, asked.gateId), eq(eventTable.id, asked.question.request)));
        return { ...asked, sealed: row?.sealed ?? null };
      }),
    );
  });
  const ring = await keys();
  return Promise.all(
    open.map(async ({ question, gateId, crossingId, plate, sealed }) => ({
      ...question,
      gateId: gateIdSchema.parse(gateId),
      crossingId: crossingIdSchema.parse(crossingId),
      plate: plate ?? '',
      words: await openWords(ring, sealed),
    })),
  );
}
