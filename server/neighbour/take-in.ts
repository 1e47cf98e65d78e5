import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type * as z from 'zod';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { neighbourInbox, neighbourLink, neighbourStatement } from '@/db/schema/neighbour';
import { gateById } from '@/domain/gate/gates';
import { type CloudEvent, cloudEventSchema, MOST_EVENTS } from '@/domain/neighbour/cloud-event';
import { STATEMENT_KINDS } from '@/domain/neighbour/content';
import { type Heard, START } from '@/domain/neighbour/cursor';
import { envelopeSchema } from '@/domain/neighbour/protocol';
import { type Statement, statementOf } from '@/domain/neighbour/statement';
import { err, ok, type Result } from '@/domain/shared/result';
import { log } from '../log';
import { type Accepted, acceptStatements } from './accept-statements';
import { keepSteps } from './keep-steps';
import type { Link } from './link';
import { readMarks } from './marks';

type Numbered = { readonly id: string; readonly epoch: number; readonly sequence: number };
export type Arrived = {
  readonly numbers: readonly Numbered[];
  readonly events: readonly CloudEvent[];
};
export type Fault = { readonly code: 'NL-EVENTS' | 'NL-SOURCE' | 'NL-SEQUENCE'; readonly at: string };

const KNOWN = new Set<string>(STATEMENT_KINDS.map((kind) => `border.${kind}.v1`));

/**
 * Events of a body, each as its type demands. A type that we do not know is of a later version: its number counts as heard
 * and what it says is left alone (NE-14).
 */
export function readBatch(body: unknown, source: string): Result<Arrived, Fault> {
  if (!Array.isArray(body) || body.length > MOST_EVENTS) return err({ code: 'NL-EVENTS', at: '' });
  const numbers: Numbered[] = [];
  const events: CloudEvent[] = [];
  for (const [index, each] of body.entries()) {
    const envelope = envelopeSchema.safeParse(each);
    if (!envelope.success) return err({ code: 'NL-EVENTS', at: where(index, envelope.error) });
    if (envelope.data.source !== source) return err({ code: 'NL-SOURCE', at: `[${index}].source` });
    const { id, type, epoch, sequence } = envelope.data;
    numbers.push({ id, epoch: Number(epoch), sequence: Number(sequence) });
    if (!KNOWN.has(type)) continue;
    const event = cloudEventSchema.safeParse(each);
    if (!event.success) return err({ code: 'NL-EVENTS', at: where(index, event.error) });
    events.push(event.data);
  }
  return ok({ numbers, events });
}

/** Where the fault is, by the schema's own names: a member that we do not know is not repeated. */
function where(index: number, { issues }: Pick<z.ZodError, 'issues'>): string {
  const [issue] = issues;
  const path = (issue?.path ?? []).slice(0, issue?.code === 'invalid_key' ? -1 : undefined);
  return [`[${index}]`, ...path.map(String)].join('.').slice(0, 200);
}

/** Gates that this node has told its log of. */
const toldOf = new Set<string>();

/**
 * Of a gate that we do not have nothing is kept, as of a type that we do not know (NE-14): a gate opened over there must
 * not hold up the others.
 */
function ofOurGates(link: Link, events: readonly CloudEvent[]): readonly CloudEvent[] {
  return events.filter(({ data: { gate } }) => {
    const isOurs = gateById(gate) !== null;
    if (!isOurs && !toldOf.has(gate)) {
      toldOf.add(gate);
      log().warn(
        { gate, source: link.other.source },
        'the neighbour speaks of a gate that is not in the table',
      );
    }
    return isOurs;
  });
}

/**
 * Takes in what came over the link, whole or not at all as far as its numbers go: facts first, numbers last, so that what a
 * crash leaves out is asked for again and what it left in is known by its id.
 */
export async function takeIn(link: Link, arrived: Arrived): Promise<Result<Accepted, Fault>> {
  const now = link.now();
  const source = link.other.source;
  const events = ofOurGates(link, arrived.events);
  const marks = await inGate(link.db, { gateId: EVERY_GATE, actor: null }, (tx) => readMarks(tx, source));
  const isRemoved = ({ epoch, sequence }: Numbered) => sequence <= (marks.get(epoch) ?? 0);
  const clash =
    (await findClash(link, source, arrived.numbers)) ??
    (await findStrange(link, source, events, arrived.numbers.filter(isRemoved)));
  if (clash !== null) return err({ code: 'NL-SEQUENCE', at: `${clash.epoch}.${clash.sequence}` });
  const statements = events.map((event): Statement => statementOf(event, { level: 'machine', heardAt: now }));
  const accepted = await acceptStatements({ db: link.db, own: link.own.country }, statements, now);
  if (!accepted.ok) return err({ code: 'NL-EVENTS', at: accepted.error });
  for (const statement of statements) await keepSteps(link, statement);
  const numbers = arrived.numbers.filter((each) => !isRemoved(each));
  await noteNumbers(link, source, numbers, now);
  return accepted;
}

/** A number that stands for another event: its sender counts anew without saying so. */
async function findClash(link: Link, source: string, numbers: readonly Numbered[]): Promise<Numbered | null> {
  if (numbers.length === 0) return null;
  const rows = await inGate(link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select()
      .from(neighbourInbox)
      .where(
        and(
          eq(neighbourInbox.source, source),
          inArray(neighbourInbox.epoch, [...new Set(numbers.map(({ epoch }) => epoch))]),
          inArray(neighbourInbox.sequence, [...new Set(numbers.map(({ sequence }) => sequence))]),
        ),
      ),
  );
  const held = new Map(rows.map((row) => [`${row.epoch}.${row.sequence}`, row.eventId]));
  return numbers.find(({ id, epoch, sequence }) => (held.get(`${epoch}.${sequence}`) ?? id) !== id) ?? null;
}

/**
 * NE-21: a number whose row was removed stood for something that we have, by its id. Another id under it is another event. Of a
 * type or a gate that we do not know nothing was kept, and nothing is.
 */
async function findStrange(
  link: Link,
  source: string,
  events: readonly CloudEvent[],
  removed: readonly Numbered[],
): Promise<Numbered | null> {
  const ids = new Set(removed.map(({ id }) => id));
  const old = events.filter(({ id }) => ids.has(id));
  if (old.length === 0) return null;
  const rows = await inGate(link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ id: neighbourStatement.statementId })
      .from(neighbourStatement)
      .where(
        and(
          inArray(neighbourStatement.gateId, [...new Set(old.map(({ data }) => data.gate))]),
          eq(neighbourStatement.source, source),
          inArray(
            neighbourStatement.statementId,
            old.map(({ id }) => id),
          ),
        ),
      ),
  );
  const known = new Set(rows.map(({ id }) => id));
  const strange = old.find(({ id }) => !known.has(id));
  return removed.find(({ id }) => id === strange?.id) ?? null;
}

async function noteNumbers(
  link: Link,
  source: string,
  numbers: readonly Numbered[],
  now: number,
): Promise<void> {
  await inGate(link.db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    await tx.insert(neighbourLink).values({ source }).onConflictDoNothing();
    const [row] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, source)).for('update');
    if (row === undefined) return;
    if (numbers.length > 0)
      await tx
        .insert(neighbourInbox)
        .values(numbers.map(({ id, ...place }) => ({ ...place, source, eventId: id, heardAt: now })))
        .onConflictDoNothing();
    const epoch = Math.max(row.epoch, ...numbers.map((each) => each.epoch));
    const isSame = epoch === row.epoch;
    const contiguous = await contiguousFrom(tx, source, epoch, isSame ? row.contiguous : 0);
    const came = numbers.filter((each) => each.epoch === epoch).map(({ sequence }) => sequence);
    const highest = Math.max(isSame ? row.highest : 0, ...came);
    await tx
      .update(neighbourLink)
      .set({ epoch, contiguous, highest, heardAt: now })
      .where(eq(neighbourLink.source, source));
  });
}

/** Highest number up to which nothing is missing. */
async function contiguousFrom(tx: Transaction, source: string, epoch: number, from: number): Promise<number> {
  let reached = from;
  for (;;) {
    const rows = await tx
      .select({ sequence: neighbourInbox.sequence })
      .from(neighbourInbox)
      .where(
        and(
          eq(neighbourInbox.source, source),
          eq(neighbourInbox.epoch, epoch),
          gt(neighbourInbox.sequence, reached),
        ),
      )
      .orderBy(asc(neighbourInbox.sequence))
      .limit(1_000);
    const before = reached;
    for (const { sequence } of rows) {
      if (sequence !== reached + 1) return reached;
      reached = sequence;
    }
    if (reached === before || rows.length < 1_000) return reached;
  }
}

/** What we have of the other side's. */
export async function heardOf({ db, other }: Pick<Link, 'db' | 'other'>): Promise<Heard> {
  return inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const [row] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, other.source));
    if (row === undefined) return START;
    const { epoch, contiguous: sequence } = row;
    const [last] = await tx
      .select({ id: neighbourInbox.eventId })
      .from(neighbourInbox)
      .where(
        and(
          eq(neighbourInbox.source, other.source),
          eq(neighbourInbox.epoch, epoch),
          eq(neighbourInbox.sequence, sequence),
        ),
      );
    return { epoch, sequence, highest: Math.max(sequence, row.highest), lastId: last?.id ?? null };
  });
}

/** The other side answered: it is there, though it had nothing new to say. */
export const noteAlive = (link: Link): Promise<void> => noteNumbers(link, link.other.source, [], link.now());
