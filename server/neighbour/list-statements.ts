import { and, desc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { neighbourStatement } from '@/db/schema/neighbour';
import type { StatementKind } from '@/domain/neighbour/content';
import type { Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import type { Link } from './link';
import { statementOfRow } from './statement-rows';

const HOUR_MS = 3_600_000;
const MOST = 200;

/** What the neighbour said of a gate, newest first, with who heard it how. */
export async function listStatements(
  { db }: Pick<Link, 'db'>,
  { gateId, kind }: { readonly gateId: GateId; readonly kind: StatementKind | null },
): Promise<readonly Statement[]> {
  const rows = await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .select()
      .from(neighbourStatement)
      .where(
        and(
          eq(neighbourStatement.gateId, gateId),
          kind === null ? undefined : eq(neighbourStatement.kind, kind),
        ),
      )
      .orderBy(desc(neighbourStatement.saidAt))
      .limit(MOST),
  );
  return rows.map(statementOfRow);
}

export type HourOfBoth = {
  readonly hourStart: number;
  /** Our exit scans, and the vehicles that they gave a receipt for; null: they have said nothing of that hour. */
  readonly ours: number;
  readonly theirs: {
    readonly vehicles: number;
    readonly saidAt: number;
    readonly level: Statement['level'];
  } | null;
};

/** Hour by hour what left us and what they say came: side by side, never averaged (NE-15). Oldest first. */
export async function compareReceipts(
  { db, now }: Pick<Link, 'db' | 'now'>,
  { gateId, hours }: { readonly gateId: GateId; readonly hours: number },
): Promise<readonly HourOfBoth[]> {
  const to = now() - (now() % HOUR_MS) + HOUR_MS;
  const from = to - hours * HOUR_MS;
  const [exits, receipts] = await inGate(db, { gateId, actor: null }, (tx) =>
    Promise.all([
      tx
        .select({ at: crossing.endedAt })
        .from(crossing)
        .where(
          and(
            eq(crossing.gateId, gateId),
            eq(crossing.direction, 'export'),
            eq(crossing.endedKind, 'completed'),
            isNotNull(crossing.endedAt),
            gte(crossing.endedAt, from),
            lt(crossing.endedAt, to),
          ),
        ),
      tx
        .select()
        .from(neighbourStatement)
        .where(
          and(
            eq(neighbourStatement.gateId, gateId),
            eq(neighbourStatement.kind, 'receipt'),
            eq(neighbourStatement.direction, 'export'),
            gte(neighbourStatement.validUntil, from),
          ),
        )
        .orderBy(desc(neighbourStatement.saidAt)),
    ]),
  );
  const said = receipts.map(statementOfRow);
  return Array.from({ length: hours }, (_, n) => from + n * HOUR_MS).map((hourStart) => {
    // The newest word about an hour replaces what was said of it before.
    const word = said.find((each) => each.kind === 'receipt' && Date.parse(each.said.from) === hourStart);
    const ours = exits.filter(({ at }) => at !== null && hourStart <= at && at < hourStart + HOUR_MS).length;
    const theirs =
      word?.kind === 'receipt'
        ? { vehicles: word.said.taken.vehicles, saidAt: word.saidAt, level: word.level }
        : null;
    return { hourStart, ours, theirs };
  });
}
