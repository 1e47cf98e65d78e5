import { inGate } from '@/db/client';
import { isEndInReach } from '@/domain/board/announcements';
import type { EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { LocalText } from '@/domain/shared/vocabulary';
import type { PersonContext } from '@/server/control/person-context';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';

/** Says something on the boards of a gate, in three languages, from now on. @returns its id */
export async function makeAnnouncement(
  { db, clock, actor }: PersonContext,
  { gateId, text, until }: { gateId: GateId; text: LocalText; until: number | null },
): Promise<Result<EventId, 'AP-INPUT' | 'AP-BUG'>> {
  const now = clock.now();
  if (!isEndInReach(until, now)) return err('AP-INPUT');
  const { events } = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    recordEvents(
      tx,
      gateId,
      [{ ...centreDraft(gateId, { actor: actor.id }), type: 'announcement.made', body: { text, until } }],
      now,
    ),
  );
  announceChange(db);
  const [made] = events;
  return made === undefined ? err('AP-BUG') : ok(made.id);
}
