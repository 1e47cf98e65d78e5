import type { Transaction } from '@/db/client';
import { type Announcement, announcements } from '@/domain/board/announcements';
import type { GateId } from '@/domain/shared/identity';
import { readGateEvents } from '../log/gate-events';

/** Everything that was ever said at this gate, newest first. */
export const gateAnnouncements = async (tx: Transaction, gateId: GateId): Promise<readonly Announcement[]> =>
  announcements(await readGateEvents(tx, gateId, ['announcement.made', 'announcement.ended']));
