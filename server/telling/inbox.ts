import { and, count, desc, eq, exists, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { telling, tellingMessage } from '@/db/schema/telling';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { TellingKind } from '@/domain/telling/telling-kind';
import type { FirmContext } from '../declaration/firm-context';

type Reader = Pick<FirmContext, 'db' | 'actor' | 'firmId' | 'clock'>;

export type InboxLine = {
  readonly messageId: string;
  readonly gateId: GateId;
  /** Null: about a paper of the fleet. */
  readonly crossingId: string | null;
  readonly kind: TellingKind;
  readonly values: Readonly<Record<string, string | number>>;
  /** When it happened, ms. */
  readonly at: number;
  readonly isRead: boolean;
};

const MOST = 100;

/** What this person was told as one of this firm: whoever has come from another firm left that one's messages there (FM-4). */
const ownOf = ({ db, actor, firmId }: Reader) =>
  and(
    eq(tellingMessage.recipient, `person ${actor.id}`),
    eq(tellingMessage.channel, 'inbox'),
    exists(
      db
        .select({ one: sql`1` })
        .from(telling)
        .leftJoin(
          crossing,
          and(eq(crossing.gateId, telling.gateId), eq(crossing.crossingId, telling.crossingId)),
        )
        .where(
          and(
            eq(telling.gateId, tellingMessage.gateId),
            eq(telling.tellingId, tellingMessage.tellingId),
            or(eq(crossing.firmId, firmId), eq(telling.firmId, firmId)),
          ),
        ),
    ),
  );

/** One's own messages, newest first (TE-2). */
export async function readInbox(reader: Reader): Promise<readonly InboxLine[]> {
  const rows = await inGate(reader.db, { gateId: EVERY_GATE, actor: reader.actor.id }, (tx) =>
    tx
      .select({ message: tellingMessage, told: telling })
      .from(tellingMessage)
      .innerJoin(
        telling,
        and(eq(telling.gateId, tellingMessage.gateId), eq(telling.tellingId, tellingMessage.tellingId)),
      )
      .where(ownOf(reader))
      .orderBy(desc(tellingMessage.madeAt), desc(tellingMessage.messageId))
      .limit(MOST),
  );
  return rows.map(({ message, told }) => ({
    messageId: message.messageId,
    gateId: gateIdSchema.parse(message.gateId),
    crossingId: message.crossingId,
    kind: told.kind,
    values: told.values,
    at: told.at,
    isRead: message.openedAt !== null,
  }));
}

export async function countUnread(reader: Reader): Promise<number> {
  const [row] = await inGate(reader.db, { gateId: EVERY_GATE, actor: reader.actor.id }, (tx) =>
    tx
      .select({ count: count() })
      .from(tellingMessage)
      .where(and(ownOf(reader), isNull(tellingMessage.openedAt))),
  );
  return row?.count ?? 0;
}

/** Of one's own messages those named, or (null) all that there are. */
export async function markRead(
  reader: Reader,
  { messages }: { readonly messages: readonly string[] | null },
): Promise<null> {
  const now = reader.clock.now();
  const wanted = and(
    ownOf(reader),
    isNull(tellingMessage.openedAt),
    lte(tellingMessage.madeAt, now),
    messages === null ? undefined : inArray(tellingMessage.messageId, [...messages]),
  );
  const gates = await inGate(reader.db, { gateId: EVERY_GATE, actor: reader.actor.id }, (tx) =>
    tx.selectDistinct({ gateId: tellingMessage.gateId }).from(tellingMessage).where(wanted),
  );
  for (const { gateId } of gates)
    await inGate(reader.db, { gateId: gateIdSchema.parse(gateId), actor: reader.actor.id }, (tx) =>
      tx
        .update(tellingMessage)
        .set({ openedAt: now })
        .where(and(eq(tellingMessage.gateId, gateId), wanted)),
    );
  return null;
}
