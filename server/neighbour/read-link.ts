import { and, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { neighbourLink } from '@/db/schema/neighbour';
import { feed } from '@/db/schema/release';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { fromBase64url } from '@/domain/shared/base64url';
import { LINK_FEED } from '../jobs/neighbour-jobs';
import type { Link } from './link';
import { countWaiting, lastSaid } from './outbox';
import { heardOf } from './take-in';
import { readTheirKeys } from './their-keys';

/** How the link stands, for the control room: who is heard, since when not, what is missing, whose keys count (NE-11). */
export async function readLink(link: Link) {
  const [heard, said, keys, current, next] = await Promise.all([
    heardOf(link),
    lastSaid(link),
    readTheirKeys(link.db, link.other.source),
    link.keys.current(),
    link.keys.next(),
  ]);
  const { row, turn } = await inGate(link.db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const [rows, turns] = await Promise.all([
      tx.select().from(neighbourLink).where(eq(neighbourLink.source, link.other.source)),
      tx
        .select()
        .from(feed)
        .where(and(eq(feed.name, LINK_FEED))),
    ]);
    return { row: rows[0] ?? null, turn: turns[0] ?? null };
  });
  const ack = { epoch: row?.ackEpoch ?? 0, sequence: row?.ackSequence ?? 0 };
  const now = link.now();
  return {
    own: { ...link.own, fingerprint: fingerprintOf(current.publicKey), nextKeyId: next?.keyId ?? null },
    other: link.other,
    /** Whether we know an address of theirs. */
    isReached: link.url !== null,
    now,
    heard: {
      at: row?.heardAt ?? null,
      epoch: heard.epoch,
      sequence: heard.sequence,
      /** Numbers that we know of and do not have. */
      missing: heard.highest - heard.sequence,
    },
    told: {
      at: row?.ackAt ?? null,
      epoch: said.epoch,
      sequence: said.sequence,
      /** Events of ours that they have not acknowledged. */
      waiting: await countWaiting(link, ack),
    },
    turn:
      turn === null
        ? null
        : {
            triedAt: turn.triedAt,
            answeredAt: turn.answeredAt,
            failures: turn.failures,
            fault: turn.fault,
            nextAt: turn.nextAt,
          },
    keys: keys.map(({ keyId, publicKey, state, offeredAt, trustedBy, trustedAt, until }) => ({
      keyId,
      fingerprint: fingerprintOf(fromBase64url(publicKey) ?? new Uint8Array()),
      // Its day after a turn is over: it counts no more than one that was retired.
      state: until !== null && until <= now ? ('retired' as const) : state,
      offeredAt,
      trustedBy,
      trustedAt,
      until,
    })),
  };
}
