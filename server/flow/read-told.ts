import { and, count, desc, eq, gte, isNull, ne, type SQL } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { neighbourKey, neighbourStatement } from '@/db/schema/neighbour';
import type { ToldAcceptance } from '@/domain/flow/neighbour';
import { newestOfEach, wordsOf, wordsOfAgreement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import type { Direction, Stage } from '@/domain/shared/vocabulary';
import { hlcMs } from '@/domain/sync/hlc';
import { isStage } from '../board/stored-words';
import { agreedIn } from '../neighbour/keep-steps';
import { statementOfRow } from '../neighbour/statement-rows';

/** Newest words of a kind that are looked at: nobody but a machine says a hundred in the time in which they count. */
const LAST_WORDS = 100;
/** As far as slots are given out, and a day more. */
const LOOK_AHEAD_MS = 4 * 86_400_000;
/** A person's word binds for a week at most. */
const LOOK_BACK_MS = 8 * 86_400_000;

const BEFORE_GATE: readonly Stage[] = ['staging', 'called'];
const INSIDE: readonly Stage[] = ['gate', 'yard', 'line'];

/** The neighbour's last words per direction, newest first, however they came (rule 7, NE-2). */
export async function readTold(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<Readonly<Record<Direction, readonly ToldAcceptance[]>>> {
  const [entered, stated, agreed] = await Promise.all([
    readEntered(tx, gateId),
    readStated(tx, gateId, now),
    readAgreed(tx, gateId, now),
  ]);
  const of = (direction: Direction) =>
    [...entered, ...stated, ...agreed]
      .filter((each) => each.direction === direction)
      .map(({ direction: _, ...word }) => word);
  return { export: of('export'), import: of('import') };
}

type Word = ToldAcceptance & { readonly direction: Direction };

/** Entries by hand that stand in the gate's log. */
async function readEntered(tx: Transaction, gateId: GateId): Promise<readonly Word[]> {
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), eq(event.type, 'neighbour.acceptance'), isNull(event.crossingId)))
    .orderBy(desc(event.position))
    .limit(LAST_WORDS);
  return rows.flatMap(({ event: said }) => {
    if (said.type !== 'neighbour.acceptance') return [];
    const { note: _, ...word } = said.body;
    return [{ level: 'person' as const, ...word, at: hlcMs(said.hlc) }];
  });
}

/** Each kind by itself: a machine that says its rate every few minutes pushes out neither a closure nor a person's word. */
async function readStated(tx: Transaction, gateId: GateId, now: number): Promise<readonly Word[]> {
  const newest = (which: SQL | undefined) =>
    tx
      .select()
      .from(neighbourStatement)
      .where(and(eq(neighbourStatement.gateId, gateId), which))
      .orderBy(desc(neighbourStatement.saidAt))
      .limit(LAST_WORDS);
  const rate = and(
    eq(neighbourStatement.kind, 'acceptance'),
    gte(neighbourStatement.saidAt, now - LOOK_BACK_MS),
  );
  const read = await Promise.all([
    newest(and(rate, eq(neighbourStatement.level, 'machine'))),
    newest(and(rate, ne(neighbourStatement.level, 'machine'))),
    newest(eq(neighbourStatement.kind, 'closure')),
    newest(and(eq(neighbourStatement.kind, 'hours'), gte(neighbourStatement.saidAt, now - LOOK_BACK_MS))),
  ]);
  const rows = read.flat();
  const directions = new Map(rows.map(({ statementId, direction }) => [statementId, direction]));
  return newestOfEach(rows.map(statementOfRow)).flatMap((each) =>
    wordsOf(each, directions.get(each.id) ?? null),
  );
}

/** Quotas and hours that both sides signed; whose keys we know is the other one. */
async function readAgreed(tx: Transaction, gateId: GateId, now: number): Promise<readonly Word[]> {
  const agreed = await agreedIn(tx, gateId, { from: now, to: now + LOOK_AHEAD_MS });
  if (agreed.length === 0) return [];
  const [theirs] = await tx.select({ source: neighbourKey.source }).from(neighbourKey).limit(1);
  return theirs === undefined ? [] : agreed.flatMap((each) => wordsOfAgreement(each, theirs.source));
}

export async function countStanding(
  tx: Transaction,
  gateId: GateId,
): Promise<{ readonly staging: number; readonly gate: number }> {
  const rows = await tx
    .select({ stage: crossing.stage, count: count() })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt)))
    .groupBy(crossing.stage);
  const at = (stages: readonly Stage[]): number =>
    rows.reduce((sum, row) => sum + (isStage(row.stage) && stages.includes(row.stage) ? row.count : 0), 0);
  return { staging: at(BEFORE_GATE), gate: at(INSIDE) };
}
