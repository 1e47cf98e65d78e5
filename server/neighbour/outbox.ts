import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, max, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { neighbourLink, neighbourOutbox } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { type CloudEvent, cloudEvent, MOST_BYTES, MOST_EVENTS } from '@/domain/neighbour/cloud-event';
import type { Content } from '@/domain/neighbour/content';
import { type Heard, lacksRemoved, type Place, wasRestored } from '@/domain/neighbour/cursor';
import type { Saying } from '@/domain/neighbour/say';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { Link } from './link';
import { readMarks } from './marks';

const speaking = <T>({ db }: Pick<Link, 'db'>, work: (tx: Transaction) => Promise<T>) =>
  inGate(db, { gateId: EVERY_GATE, actor: null }, work);

/** Numbers are given out under the lock of our own row: no gap, and none twice (NE-7). */
export async function lockOwn(tx: Transaction, source: string): Promise<Place> {
  await tx.insert(neighbourLink).values({ source, epoch: 1 }).onConflictDoNothing();
  const [row] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, source)).for('update');
  if (row === undefined) throw new Error('no row of our own');
  return { epoch: row.epoch, sequence: row.contiguous };
}

async function giveNumbers(tx: Transaction, source: string, place: Place): Promise<void> {
  const { epoch, sequence } = place;
  await tx
    .update(neighbourLink)
    .set({ epoch, contiguous: sequence, highest: sequence })
    .where(eq(neighbourLink.source, source));
}

export const hashOf = (content: Content): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

/** Says what is new of it. Answers with how many events that made. */
export async function say(
  link: Pick<Link, 'db' | 'now' | 'own'>,
  sayings: readonly Saying[],
): Promise<number> {
  const now = link.now();
  return speaking(link, async (tx) => {
    let { epoch, sequence } = await lockOwn(tx, link.own.source);
    const first = sequence;
    for (const { topic, content, againMs } of sayings) {
      const saidHash = hashOf(content);
      const [last] = await tx
        .select({ saidHash: neighbourOutbox.saidHash, madeAt: neighbourOutbox.madeAt })
        .from(neighbourOutbox)
        .where(eq(neighbourOutbox.topic, topic))
        .orderBy(desc(neighbourOutbox.epoch), desc(neighbourOutbox.sequence))
        .limit(1);
      const isKnown = last?.saidHash === saidHash && (againMs === null || now - last.madeAt < againMs);
      if (isKnown) continue;
      sequence += 1;
      const numbered = {
        id: uuidv7({ msecs: now }),
        source: link.own.source,
        time: instantIn(now, link.own.zone),
        epoch,
        sequence,
      };
      const event = cloudEvent(numbered, content.kind, content.said);
      await tx
        .insert(neighbourOutbox)
        .values({ epoch, sequence, eventId: event.id, topic, event, saidHash, madeAt: now });
    }
    if (sequence > first) await giveNumbers(tx, link.own.source, { epoch, sequence });
    return sequence - first;
  });
}

/** Up to where we have spoken; read without the lock, so that a stranger's questions hold up nobody who speaks. */
export const lastSaid = (link: Pick<Link, 'db' | 'own'>): Promise<Place> =>
  speaking(link, async (tx) => {
    const [row] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, link.own.source));
    return row === undefined ? { epoch: 1, sequence: 0 } : { epoch: row.epoch, sequence: row.contiguous };
  });

/** What we said after a place, oldest first; as much as one message may hold. */
export async function saidAfter(link: Pick<Link, 'db'>, after: Place): Promise<readonly CloudEvent[]> {
  const rows = await speaking(link, (tx) =>
    tx
      .select({ event: neighbourOutbox.event })
      .from(neighbourOutbox)
      .where(
        or(
          gt(neighbourOutbox.epoch, after.epoch),
          and(eq(neighbourOutbox.epoch, after.epoch), gt(neighbourOutbox.sequence, after.sequence)),
        ),
      )
      .orderBy(asc(neighbourOutbox.epoch), asc(neighbourOutbox.sequence))
      .limit(MOST_EVENTS),
  );
  const events: CloudEvent[] = [];
  let bytes = 2;
  for (const { event } of rows) {
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
    if (bytes > MOST_BYTES) break;
    events.push(event);
  }
  return events;
}

/**
 * Notes what the other side has of ours. Where it has more than we know, or a number of ours stands for another event there
 * (`clash`), we were set back to an older copy and begin a new epoch (NE-8).
 */
export async function noteHeard(
  link: Pick<Link, 'db' | 'now' | 'own' | 'other'>,
  heard: Heard,
  clash = false,
): Promise<'same' | 'new-epoch'> {
  const { source } = link.other;
  const now = link.now();
  return speaking(link, async (tx) => {
    const said = await lockOwn(tx, link.own.source);
    const [known] = await tx.select().from(neighbourLink).where(eq(neighbourLink.source, source));
    const [own] = await tx
      .select({ id: neighbourOutbox.eventId })
      .from(neighbourOutbox)
      .where(and(eq(neighbourOutbox.epoch, heard.epoch), eq(neighbourOutbox.sequence, heard.sequence)));
    const isBehind = await lacks(tx, link.own.source, said, heard);
    const restored = isBehind || clash || wasRestored(said, heard, own?.id ?? null);
    if (restored) {
      const sure = known?.ackEpoch === said.epoch ? known.ackSequence : 0;
      const kept = heard.epoch === said.epoch ? Math.min(sure, heard.sequence) : sure;
      const epoch = Math.max(said.epoch, heard.epoch) + 1;
      await beginEpoch(tx, link.own.source, said, { epoch, kept: isBehind ? 0 : kept });
    }
    const noted = { ackEpoch: heard.epoch, ackSequence: heard.sequence, ackAt: now };
    await tx
      .insert(neighbourLink)
      .values({ source, ...noted })
      .onConflictDoUpdate({ target: neighbourLink.source, set: noted });
    return restored ? 'new-epoch' : 'same';
  });
}

const lacks = async (tx: Transaction, source: string, said: Place, place: Place): Promise<boolean> =>
  lacksRemoved(said, (await readMarks(tx, source)).get(said.epoch) ?? 0, place);

/** For whoever asks without saying what is heard: the cursor alone shows that numbers after it are gone (NE-21). */
export const numberAnew = (link: Pick<Link, 'db' | 'own'>, after: Place): Promise<void> =>
  speaking(link, async (tx) => {
    const said = await lockOwn(tx, link.own.source);
    if (await lacks(tx, link.own.source, said, after))
      await beginEpoch(tx, link.own.source, said, { epoch: said.epoch + 1, kept: 0 });
  });

/**
 * What the other side may lack is numbered anew under the ids it had: what it has it knows by them. Numbers up to `kept` were
 * acknowledged before we were set back.
 */
async function beginEpoch(
  tx: Transaction,
  source: string,
  said: Place,
  { epoch, kept }: { readonly epoch: number; readonly kept: number },
): Promise<void> {
  await tx.execute(sql`
    with moved as (
      delete from ${neighbourOutbox} where epoch = ${said.epoch} and sequence > ${kept} returning *
    ), numbered as (
      select *, row_number() over (order by sequence) as place from moved
    )
    insert into ${neighbourOutbox} (epoch, sequence, event_id, topic, event, said_hash, made_at)
    select ${epoch}::int, place, event_id, topic,
      event || jsonb_build_object('epoch', ${epoch}::int::text, 'sequence', place::text), said_hash, made_at
    from numbered`);
  const [last] = await tx
    .select({ sequence: max(neighbourOutbox.sequence) })
    .from(neighbourOutbox)
    .where(eq(neighbourOutbox.epoch, epoch));
  await giveNumbers(tx, source, { epoch, sequence: last?.sequence ?? 0 });
}

/** Events of ours that the other side has not acknowledged. */
export async function countWaiting(link: Pick<Link, 'db'>, after: Place): Promise<number> {
  const [row] = await speaking(link, (tx) =>
    tx
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(neighbourOutbox)
      .where(
        sql`(${neighbourOutbox.epoch}, ${neighbourOutbox.sequence}) > (${after.epoch}, ${after.sequence})`,
      ),
  );
  return row?.count ?? 0;
}
