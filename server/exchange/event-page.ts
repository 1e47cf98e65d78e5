import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { DeviceId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import { PULL_PAGE_SIZE } from '@/domain/sync/protocol';
import { anew, type Page, page } from './page';
import { firstPositionOfInterest } from './tablet-memory';

/** Further behind, a tablet is not told what happened to vehicles that have left: their passes say that they have. */
export const FAR_BEHIND_ROWS = 2_000;
const FAR_BEHIND_SINCE = 2;

/**
 * Others' events: what it wrote itself, a tablet has. A new tablet begins with the oldest crossing that still matters;
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
    .select({ position: event.position, device: event.device, event: event.event })
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
  const told = page(
    rows.filter((row) => row.device !== device).map((row) => slim(row.event, protocol)),
    [],
    rows.map((row) => row.position),
    start,
  );
  return isFarBehind && told.done ? { ...told, next: Math.max(told.next, last) } : told;
}

/** What only the centre can open, and the link that only the centre checks, weigh most and tell a tablet nothing. */
const slim = (one: GateEvent, protocol: number): GateEvent =>
  protocol >= FAR_BEHIND_SINCE ? { ...one, sealed: null, prev: null } : one;
