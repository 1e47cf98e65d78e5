import { and, desc, eq, gte, like, max } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { neighbourBulletin, neighbourOutbox } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { BULLETIN_TERM_MS, type Bulletin, makeBulletin } from '@/domain/neighbour/bulletin';
import type { CloudEvent } from '@/domain/neighbour/cloud-event';
import { gateSchema } from '@/domain/neighbour/content';
import { contentOf } from '@/domain/neighbour/statement';
import { toBase64url } from '@/domain/shared/base64url';
import type { GateId } from '@/domain/shared/identity';
import { lockHead } from '@/server/log/gate-head';
import type { Link } from '../link';
import { sayWhatHolds } from '../say-what-holds';

/** What was said longer ago does not hold any more. */
const LOOK_BACK_MS = 24 * 3_600_000;

type Order = { readonly gateId: GateId; readonly by: string | null };

/** Says what holds at a gate now and signs it as a sheet: the very events that the link carries (BU-1). */
export async function makeOwnBulletin(link: Link, { gateId, by }: Order): Promise<Bulletin> {
  await sayWhatHolds(link, [gateId]);
  const now = link.now();
  const { publicKey, sign } = await link.keys.current();
  return inGate(link.db, { gateId, actor: by }, async (tx) => {
    // Numbers are given out one after the other.
    await lockHead(tx, gateId);
    const bulletin = await makeBulletin(
      {
        source: link.own.source,
        gate: gateSchema.parse(gateId),
        number: (await lastNumber(tx, link, gateId)) + 1,
        saidAt: instantIn(now, link.own.zone),
        validUntil: instantIn(now + BULLETIN_TERM_MS, link.own.zone),
        publicKey: toBase64url(publicKey),
        events: await eventsThatHold(tx, gateId, now),
      },
      sign,
    );
    const { source, number } = bulletin;
    await tx.insert(neighbourBulletin).values({ gateId, source, number, bulletin, way: 'made', at: now, by });
    return bulletin;
  });
}

/** Says what holds at a gate now, and answers with it. */
export async function eventsNow(link: Link, gateId: GateId): Promise<readonly CloudEvent[]> {
  await sayWhatHolds(link, [gateId]);
  return inGate(link.db, { gateId, actor: null }, (tx) => eventsThatHold(tx, gateId, link.now()));
}

async function lastNumber(tx: Transaction, link: Link, gateId: GateId): Promise<number> {
  const [row] = await tx
    .select({ number: max(neighbourBulletin.number) })
    .from(neighbourBulletin)
    .where(and(eq(neighbourBulletin.gateId, gateId), eq(neighbourBulletin.source, link.own.source)));
  return row?.number ?? 0;
}

/** Of every matter the last that we said. */
const eventsThatHold = async (tx: Transaction, gateId: GateId, now: number): Promise<readonly CloudEvent[]> =>
  (await wordsThatHold(tx, gateId, now)).map(({ event }) => event);

/** As both sides of a gate look at it, whether it has reached them or not; null: nothing was put for a day. */
export async function readOwnWords(tx: Transaction, gateId: GateId, now: number) {
  const rows = await wordsThatHold(tx, gateId, now);
  if (rows.length === 0) return null;
  return {
    contents: rows.map(({ event }) => contentOf(event)),
    /** Of the newest of them, ms. */
    madeAt: Math.max(...rows.map(({ madeAt }) => madeAt)),
  };
}

async function wordsThatHold(tx: Transaction, gateId: GateId, now: number) {
  const rows = await tx
    .selectDistinctOn([neighbourOutbox.topic], {
      event: neighbourOutbox.event,
      madeAt: neighbourOutbox.madeAt,
    })
    .from(neighbourOutbox)
    .where(and(like(neighbourOutbox.topic, `${gateId} %`), gte(neighbourOutbox.madeAt, now - LOOK_BACK_MS)))
    .orderBy(neighbourOutbox.topic, desc(neighbourOutbox.epoch), desc(neighbourOutbox.sequence));
  return rows.sort((a, b) => Number(a.event.sequence) - Number(b.event.sequence));
}

/** Ours with that number; `null`: the newest. */
export async function readOwnBulletin(
  link: Link,
  gateId: GateId,
  number: number | null,
): Promise<Bulletin | null> {
  const ours = and(eq(neighbourBulletin.gateId, gateId), eq(neighbourBulletin.source, link.own.source));
  const [row] = await inGate(link.db, { gateId, actor: null }, (tx) =>
    tx
      .select({ bulletin: neighbourBulletin.bulletin })
      .from(neighbourBulletin)
      .where(number === null ? ours : and(ours, eq(neighbourBulletin.number, number)))
      .orderBy(desc(neighbourBulletin.number))
      .limit(1),
  );
  return row?.bulletin ?? null;
}
