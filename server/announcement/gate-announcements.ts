import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import { type Announcement, announcements } from '@/domain/board/announcements';
import type { GateId } from '@/domain/shared/identity';

/** Everything that was ever said at this gate, newest first: a handful of events among those of the gate itself. */
export async function gateAnnouncements(tx: Transaction, gateId: GateId): Promise<readonly Announcement[]> {
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        isNull(eventTable.crossingId),
        inArray(eventTable.type, ['announcement.made', 'announcement.ended']),
      ),
    );
  return announcements(rows.map(({ event }) => event));
}
