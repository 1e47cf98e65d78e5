import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossing } from '@/db/schema/crossing';
import { eligibilityAnswer } from '@/db/schema/release';
import { STANDARD_POLICY } from '@/domain/admission/policy';
import { type Answer, isAbout, isNews, newestAnswer } from '@/domain/release/answer-for';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { isDirection } from '../board/stored-words';
import { centreDraft } from '../log/centre-draft';
import { lockCentre, recordEvents } from '../log/record-events';

export type Applied = {
  /** Answers that are about at least one vehicle under way. */
  readonly matched: number;
  /** Facts written: the others said nothing new. */
  readonly recorded: number;
};

type Live = Pick<typeof crossing.$inferSelect, 'crossingId' | 'direction' | 'binding' | 'eligibility'>;

/** Of the freshest answers, those that a vehicle declared meanwhile may have been waiting for. */
const MOST_ANSWERS = 20_000;
const MOST_DECLARATIONS = 1_000;

/**
 * RE-8, RE-9: keeps the answers and tells them to the vehicles they are about. The same ones again write nothing. One
 * transaction; an answer from the future counts as of now.
 */
export async function applyAnswers(
  tx: Transaction,
  gateId: GateId,
  answers: readonly Answer[],
  now: number,
  actor: string | null,
): Promise<Applied> {
  const sane = answers.map((answer) => ({ ...answer, asOf: Math.min(answer.asOf, now) }));
  let [matched, recorded] = [0, 0];
  for (let from = 0; from < sane.length; from += MOST_DECLARATIONS) {
    const some = sane.slice(from, from + MOST_DECLARATIONS);
    // What is kept and not what arrives is told: between two answers that were not worth a fact an older one may come.
    const kept = await keep(tx, gateId, some, now);
    const live = await liveCrossings(
      tx,
      gateId,
      some.map(({ declaration }) => declaration),
    );
    const bound = live.flatMap(({ binding }) => binding ?? []);
    matched += some.filter((answer) => bound.some((binding) => isAbout(answer, binding))).length;
    recorded += await tell(tx, gateId, live, kept, now, actor);
  }
  return { matched, recorded };
}

/** RE-9: vehicles that were declared, or whose declaration was corrected, after the answer about them had come. */
export async function applyKeptAnswers(tx: Transaction, gateId: GateId, now: number): Promise<number> {
  const rows = await tx
    .select()
    .from(eligibilityAnswer)
    .where(
      and(
        eq(eligibilityAnswer.gateId, gateId),
        gte(eligibilityAnswer.asOf, now - STANDARD_POLICY.eligibilityMaxAgeMs),
      ),
    )
    .limit(MOST_ANSWERS);
  if (rows.length === 0) return 0;
  const answers = rows.map(answerOf);
  const declarations = [...new Set(answers.map(({ declaration }) => declaration))];
  let recorded = 0;
  for (let from = 0; from < declarations.length; from += MOST_DECLARATIONS) {
    const live = await liveCrossings(tx, gateId, declarations.slice(from, from + MOST_DECLARATIONS));
    recorded += await tell(tx, gateId, live, answers, now, null);
  }
  return recorded;
}

export const answerOf = (row: typeof eligibilityAnswer.$inferSelect): Answer => ({
  source: row.source,
  declaration: row.declaration,
  container: row.container === '' ? null : row.container,
  eligible: row.eligible,
  asOf: row.asOf,
});

/** @returns everything that is now kept about these declarations, of every source */
async function keep(
  tx: Transaction,
  gateId: GateId,
  answers: readonly Answer[],
  now: number,
): Promise<readonly Answer[]> {
  const keyOf = ({ source, declaration, container }: Answer) => `${source}/${declaration}/${container ?? ''}`;
  const declarations = [...new Set(answers.map(({ declaration }) => declaration))];
  if (declarations.length === 0) return [];
  const rows = await tx
    .select()
    .from(eligibilityAnswer)
    .where(and(eq(eligibilityAnswer.gateId, gateId), inArray(eligibilityAnswer.declaration, declarations)))
    .for('update');
  const kept = new Map(rows.map(answerOf).map((answer) => [keyOf(answer), answer]));
  const fresher = new Map<string, Answer>();
  for (const answer of answers) {
    const held = kept.get(keyOf(answer));
    if (held !== undefined && !(answer.asOf > held.asOf || (answer.asOf === held.asOf && !answer.eligible)))
      continue;
    kept.set(keyOf(answer), answer);
    fresher.set(keyOf(answer), answer);
  }
  await insertRows(
    tx,
    eligibilityAnswer,
    [...fresher.values()].map((answer) => ({
      ...answer,
      gateId,
      container: answer.container ?? '',
      receivedAt: now,
    })),
    'replace',
  );
  return [...kept.values()];
}

export async function liveCrossings(
  tx: Transaction,
  gateId: GateId,
  declarations: readonly string[],
): Promise<readonly Live[]> {
  if (declarations.length === 0) return [];
  return tx
    .select({
      crossingId: crossing.crossingId,
      direction: crossing.direction,
      binding: crossing.binding,
      eligibility: crossing.eligibility,
    })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNull(crossing.endedAt),
        inArray(crossing.customsDeclaration, [...new Set(declarations)]),
      ),
    );
}

/** Read once more under the lock of every correction: an answer must not outrun the number it is about. */
async function tell(
  tx: Transaction,
  gateId: GateId,
  live: readonly Live[],
  answers: readonly Answer[],
  now: number,
  actor: string | null,
): Promise<number> {
  if (draftsOf(gateId, live, answers, now, actor).length === 0) return 0;
  await lockCentre(tx, gateId, now);
  const still = await liveCrossings(
    tx,
    gateId,
    live.flatMap(({ binding }) => binding?.customsDeclaration ?? []),
  );
  const drafts = draftsOf(gateId, still, answers, now, actor);
  if (drafts.length > 0) await recordEvents(tx, gateId, drafts, now);
  return drafts.length;
}

function draftsOf(
  gateId: GateId,
  live: readonly Live[],
  answers: readonly Answer[],
  now: number,
  actor: string | null,
): readonly EventDraft[] {
  const byDeclaration = new Map<string, Answer[]>();
  for (const answer of answers)
    byDeclaration.set(answer.declaration, [...(byDeclaration.get(answer.declaration) ?? []), answer]);
  return live.flatMap(({ crossingId, direction, binding, eligibility }): readonly EventDraft[] => {
    if (binding === null || binding.customsDeclaration === null) return [];
    const answer = newestAnswer(byDeclaration.get(binding.customsDeclaration) ?? [], binding);
    if (answer === null || !isNews(answer, eligibility, now)) return [];
    const { eligible, source, asOf } = answer;
    return [
      {
        ...centreDraft(gateId, {
          crossingId: crossingIdSchema.parse(crossingId),
          direction: isDirection(direction) ? direction : null,
          actor,
        }),
        type: 'release.eligibility',
        body: { eligible, source, asOf },
      },
    ];
  });
}
