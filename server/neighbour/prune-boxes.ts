import { and, asc, eq, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { neighbourInbox, neighbourLink, neighbourOutbox } from '@/db/schema/neighbour';
import type { Place } from '@/domain/neighbour/cursor';
import type { Link } from './link';
import { raiseMark } from './marks';
import { lockOwn } from './outbox';

/** So long a side may be away, or be set back, and still be told everything number by number. */
export const KEPT_MS = 42 * 86_400_000;
/** Rows of one transaction: whoever speaks waits no longer than for these. */
const AT_ONCE = 1_000;

type Boxed = Place & { readonly at: number };
type Ours = Pick<Link, 'db' | 'now' | 'own' | 'other'>;

/**
 * NE-21: what is older than six weeks leaves both boxes, from below, and a mark says up to where. Statements stay: by their ids
 * what comes again is known for ever.
 */
export async function pruneBoxes(link: Ours): Promise<{ readonly outbox: number; readonly inbox: number }> {
  const before = link.now() - KEPT_MS;
  return {
    outbox: await repeated(link, (tx) => pruneOutbox(tx, link, before)),
    inbox: await repeated(link, (tx) => pruneInbox(tx, link, before)),
  };
}

async function repeated({ db }: Ours, work: (tx: Transaction) => Promise<number>): Promise<number> {
  for (let removed = 0; ; ) {
    const more = await inGate(db, { gateId: EVERY_GATE, actor: null }, work);
    removed += more;
    if (more < AT_ONCE) return removed;
  }
}

/** Those at the beginning that may go; behind one that may not nothing goes. */
function atBeginning(rows: readonly Boxed[], mayGo: (row: Boxed) => boolean): readonly Boxed[] {
  const first = rows.findIndex((row) => !mayGo(row));
  return first === -1 ? rows : rows.slice(0, first);
}

async function pruneOutbox(tx: Transaction, { own }: Ours, before: number): Promise<number> {
  const said = await lockOwn(tx, own.source);
  const { epoch, sequence, madeAt: at } = neighbourOutbox;
  const rows = await tx
    .select({ epoch, sequence, at })
    .from(neighbourOutbox)
    .orderBy(asc(epoch), asc(sequence))
    .limit(AT_ONCE);
  // The last one proves to the other side, and to us, that nobody was set back.
  const isLast = (row: Boxed) => row.epoch === said.epoch && row.sequence === said.sequence;
  const going = atBeginning(rows, (row) => row.at < before && !isLast(row));
  const last = going.at(-1);
  if (last === undefined) return 0;
  await tx
    .delete(neighbourOutbox)
    .where(sql`(${epoch}, ${sequence}) <= (${last.epoch}::int, ${last.sequence}::bigint)`);
  await raiseMark(tx, own.source, last);
  return going.length;
}

async function pruneInbox(tx: Transaction, { other: { source } }: Ours, before: number): Promise<number> {
  const [heard] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, source)).for('update');
  if (heard === undefined) return 0;
  const { epoch, sequence, heardAt: at } = neighbourInbox;
  const rows = await tx
    .select({ epoch, sequence, at })
    .from(neighbourInbox)
    .where(eq(neighbourInbox.source, source))
    .orderBy(asc(epoch), asc(sequence))
    .limit(AT_ONCE);
  // Up to where nothing is missing; the one there has the id by which its sender sees that it was not set back.
  const isOver = (row: Boxed) => row.epoch < heard.epoch || row.sequence < heard.contiguous;
  const going = atBeginning(rows, (row) => row.at < before && isOver(row));
  const last = going.at(-1);
  if (last === undefined) return 0;
  await tx
    .delete(neighbourInbox)
    .where(
      and(
        eq(neighbourInbox.source, source),
        sql`(${epoch}, ${sequence}) <= (${last.epoch}::int, ${last.sequence}::bigint)`,
      ),
    );
  for (const each of new Map(going.map((row) => [row.epoch, row])).values())
    await raiseMark(tx, source, each);
  return going.length;
}
