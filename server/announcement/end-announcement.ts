import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { holds } from '@/domain/board/announcements';
import type { EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '@/server/control/person-context';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';
import { gateAnnouncements } from './gate-announcements';

/** Of two who end it at once the second finds it ended. */
const lockAnnouncements = (tx: Transaction, gateId: GateId) => holdLock(tx, `announcements ${gateId}`);

/** Takes an announcement off the boards; that it stood there stays in the log. */
export async function endAnnouncement(
  { db, clock, actor }: PersonContext,
  { gateId, announcement }: { gateId: GateId; announcement: EventId },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const now = clock.now();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      await lockAnnouncements(tx, gateId);
      const held = (await gateAnnouncements(tx, gateId)).find(({ id }) => id === announcement);
      if (held === undefined) return err('AP-NONE');
      if (!holds(held, now)) return err('AP-DONE');
      await recordEvents(
        tx,
        gateId,
        [
          {
            ...centreDraft(gateId, { actor: actor.id }),
            type: 'announcement.ended',
            body: { announcement },
          },
        ],
        now,
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
