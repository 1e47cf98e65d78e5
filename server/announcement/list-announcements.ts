import { inGate } from '@/db/client';
import { type Announcement, holds } from '@/domain/board/announcements';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';
import { namesOf } from '../auth/names-of';
import { gateAnnouncements } from './gate-announcements';

/** As the control room sees it: who said it, who ended it, whether it stands on the boards now. */
export type AnnouncementLine = Omit<Announcement, 'by' | 'ended'> & {
  readonly holds: boolean;
  readonly by: string | null;
  readonly ended: { readonly at: number; readonly by: string | null } | null;
};

/** Those that stand now and the last that do not. */
const MOST = 30;

export async function listAnnouncements(
  { db, accounts, clock, actor }: Pick<Context, 'db' | 'accounts' | 'clock' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly AnnouncementLine[]> {
  const now = clock.now();
  const all = await inGate(db, { gateId, actor: actorId(actor) }, (tx) => gateAnnouncements(tx, gateId));
  const lines = all
    .map((one) => ({ ...one, holds: holds(one, now) }))
    .sort((a, b) => Number(b.holds) - Number(a.holds) || b.at - a.at)
    .slice(0, MOST);
  const names = await namesOf(
    accounts,
    lines.flatMap(({ by, ended }) => [by, ended?.by ?? null]).flatMap((id) => id ?? []),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return lines.map((one) => ({
    ...one,
    by: nameOf(one.by),
    ended: one.ended === null ? null : { at: one.ended.at, by: nameOf(one.ended.by) },
  }));
}
