import { and, asc, eq, gt, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import { PULL_PAGE_SIZE } from '@/domain/sync/protocol';
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { anew, type Page, page } from './page';
import { firstPositionOfInterest } from './tablet-memory';

/** Further behind, a tablet is not told what happened to vehicles that have left: their passes say that they have. */
export const FAR_BEHIND_ROWS = 2_000;
const FAR_BEHIND_SINCE = 2;

/**
 * Others' events: what it wrote itself, a tablet has, or let go (`toldBefore`). A new tablet begins with the oldest crossing that still matters;
 * one far behind skips crossings that have ended (OF-46), and its cursor passes them.
 */
export async function eventPage(
  tx: Transaction,
  gateId: GateId,
  device: DeviceId,
  from: number | null,
  { now, last, protocol }: { readonly now: number; readonly last: number; readonly protocol: number },
): Promise<Page<GateEvent>> {
  if (from === null) return anew();
  const start = from === 0 ? Math.max(0, (await firstPositionOfInterest(tx, gateId, now)) - 1) : from;
  const isFarBehind = protocol >= FAR_BEHIND_SINCE && last - start > FAR_BEHIND_ROWS;
  const rows = await tx
    .select({
      position: event.position,
      device: event.device,
      crossingId: event.crossingId,
      event: event.event,
    })
    .from(event)
    .leftJoin(crossing, and(eq(crossing.gateId, event.gateId), eq(crossing.crossingId, event.crossingId)))
    .where(
      and(
        eq(event.gateId, gateId),
        gt(event.position, start),
        isFarBehind ? isNull(crossing.endedAt) : undefined,
      ),
    )
    .orderBy(asc(event.position))
    .limit(PULL_PAGE_SIZE);
  const before = await toldBefore(tx, gateId, { revived: revivable(rows), until: start, now });
  const told = page(
    [...before, ...rows.filter((row) => row.device !== device)].map((row) => slim(row.event, protocol)),
    [],
    rows.map((row) => row.position),
    start,
  );
  return isFarBehind && told.done ? { ...told, next: Math.max(told.next, last) } : told;
}

/** Crossings of which something is taken back here: perhaps their end. */
export const revivable = <Id>(
  rows: readonly { readonly crossingId: Id | null; readonly event: GateEvent }[],
): readonly Id[] => [
  ...new Set(
    rows.flatMap(({ crossingId, event: { type } }) => (type === 'event.undone' ? (crossingId ?? []) : [])),
  ),
];

/**
 * Whoever forgot a vehicle that had left, or was never told of it, is told of it from the beginning when its end is
 * taken back (OF-46).
 */
const toldBefore = async (
  tx: Transaction,
  gateId: GateId,
  {
    revived,
    until,
    now,
  }: { readonly revived: readonly string[]; readonly until: number; readonly now: number },
): Promise<readonly { readonly event: GateEvent }[]> =>
  revived.length === 0
    ? []
    : tx
        .select({ event: event.event })
        .from(event)
        .innerJoin(
          crossing,
          and(eq(crossing.gateId, event.gateId), eq(crossing.crossingId, event.crossingId)),
        )
        .where(
          and(
            eq(event.gateId, gateId),
            inArray(event.crossingId, [...revived]),
            lte(event.position, until),
            or(isNull(crossing.endedAt), gte(crossing.endedAt, now - TABLET_MEMORY_MS)),
          ),
        )
        .orderBy(asc(event.position));

/** What only the centre can open, and the link that only the centre checks, weigh most and tell a tablet nothing. */
const slim = (one: GateEvent, protocol: number): GateEvent =>
  protocol >= FAR_BEHIND_SINCE ? { ...one, sealed: null, prev: null } : one;
