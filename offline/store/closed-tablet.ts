import type { Roster, StoredEnrolment, UnlockGuard } from './rows';
import { rosterOf } from './stored-roster';
import { getMetas, ownAbove, type TabletDatabase } from './tablet-database';

/** What a locked screen is drawn from. */
export type ClosedTablet = {
  readonly enrolment: StoredEnrolment | null;
  readonly roster: Roster | null;
  readonly guard: UnlockGuard | null;
  /** The centre had it forget everything (OF-49). */
  readonly isWiped: boolean;
  readonly unsyncedCount: number;
};

/** One look at the disk, for which nothing is loaded that could write, seal or parse. */
export const readClosedTablet = (db: TabletDatabase): PromiseLike<ClosedTablet> =>
  db.transaction('r', [db.meta, db.events], async () => {
    const [enrolment, roster, vault, officer, guard, tail, ack, wipedAt] = await getMetas(db, [
      'enrolment',
      'roster',
      'vault',
      'officer',
      'guard',
      'tail',
      'ack',
      'wipedAt',
    ]);
    const unsyncedCount = tail === null ? 0 : await ownAbove(db, tail.device, ack ?? 0).count();
    return {
      enrolment,
      roster: rosterOf({ roster, vault, officer }),
      guard,
      isWiped: wipedAt !== null,
      unsyncedCount,
    };
  });
