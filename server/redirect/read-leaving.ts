import { and, desc, eq, gte, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { pass } from '@/db/schema/pass';
import { slot, slotPlace } from '@/db/schema/slot';
import { redirect } from '@/db/schema/substitution';
import type { Leaving } from '@/domain/fleet/redirect';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { hourOf, type SlotClass, slotClassOf } from '@/domain/slot/slot';
import { goodsClassOf, isDirection } from '../board/stored-words';

export type LeavingCase = {
  readonly leaving: Leaving;
  readonly direction: Direction;
  readonly plate: string;
  /** Null: it needs no hour. */
  readonly slotClass: SlotClass | null;
  readonly pass: typeof pass.$inferSelect | null;
  /** Where it went on, or came from. */
  readonly change: typeof redirect.$inferSelect | null;
};

/** A crossing that may go on elsewhere, as its rows say. The transaction speaks for its gate. */
export async function readLeaving(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<LeavingCase | null> {
  const [row] = await tx
    .select({ crossing, place: slotPlace, change: redirect })
    .from(crossing)
    .leftJoin(
      slotPlace,
      and(eq(slotPlace.gateId, crossing.gateId), eq(slotPlace.crossingId, crossing.crossingId)),
    )
    .leftJoin(
      redirect,
      and(eq(redirect.gateId, crossing.gateId), eq(redirect.crossingId, crossing.crossingId)),
    )
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  const goods = row === undefined ? null : goodsClassOf(row.crossing.goodsClass);
  if (row === undefined || goods === null) return null;
  const { direction, plate, endedAt, insideAt, heldSince } = row.crossing;
  if (!isDirection(direction) || plate === null) return null;
  const [newest] = await tx
    .select()
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
    .orderBy(desc(pass.revision), desc(pass.change))
    .limit(1);
  const hasAsked = row.place?.state === 'asked' || row.place?.state === 'booked';
  return {
    direction,
    plate,
    slotClass: slotClassOf(goods),
    pass: newest ?? null,
    change: row.change,
    leaving: {
      ended: endedAt !== null,
      insideAt,
      held: heldSince !== null,
      hasLivePass: newest?.status === 'live',
      isContinuation: row.change?.way === 'came',
      from: gateId,
      askedAt: hasAsked ? (row.place?.askedAt ?? null) : null,
    },
  };
}

/** Gates at which the plan in force takes this class of this direction in the hours that can be booked. */
export async function gatesOpenFor(
  tx: Transaction,
  { direction, slotClass }: LeavingCase,
  now: number,
): Promise<ReadonlySet<string>> {
  if (slotClass === null) return new Set();
  const rows = await tx
    .select({ gateId: slot.gateId })
    .from(slot)
    .where(and(eq(slot.direction, direction), eq(slot.class, slotClass), gte(slot.hourStart, hourOf(now))))
    .groupBy(slot.gateId)
    .having(sql`sum(${slot.capacity}) > 0`);
  return new Set(rows.map(({ gateId }) => gateId));
}
