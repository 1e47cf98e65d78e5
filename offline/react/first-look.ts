import { readClosedTablet } from '../store/closed-tablet';
import { TabletDatabase } from '../store/tablet-database';
import type { LockedDoors } from '../unlock/shift-doors';
import { noFailures, waitLeftMs } from '../unlock/unlock-guard';
import type { LockedSession } from './gate-session';

/** What a locked screen hands over to, once it is loaded. */
export type Behind = Pick<LockedSession, 'signIn' | 'enrolAgain' | 'exchangeNow'> &
  Pick<LockedDoors, 'byPassphrase' | 'byPin'> & {
    readonly byPasskey: NonNullable<LockedDoors['byPasskey']>;
  };

/**
 * A cold tablet that somebody can open: its lock from one look at the disk, before anything is loaded that opens it.
 * Null for every other tablet.
 */
export async function firstLook(
  databaseName: string,
  wall: () => number,
  behind: () => Promise<Behind>,
): Promise<LockedSession | null> {
  const db = new TabletDatabase(databaseName);
  try {
    const { enrolment, roster, guard, unsyncedCount } = await readClosedTablet(db);
    if (enrolment === null || roster === null) return null;
    const now = wall();
    const left = waitLeftMs(guard ?? noFailures, now);
    const hasPasskey = roster.officers.some(({ passkey }) => passkey !== null);
    return {
      kind: 'locked',
      enrolment,
      doors: {
        waitUntil: left > 0 ? now + left : null,
        officers: [],
        first: null,
        byPassphrase: async (passphrase) => (await behind()).byPassphrase(passphrase),
        byPin: async (key, pin) => (await behind()).byPin(key, pin),
        byPasskey: hasPasskey ? async () => (await behind()).byPasskey() : null,
        giveUp: () => undefined,
      },
      signIn: async (form) => (await behind()).signIn(form),
      enrolAgain: async (form) => (await behind()).enrolAgain(form),
      sync: { connection: { kind: 'starting' }, unsyncedCount },
      exchangeNow: async () => (await behind()).exchangeNow(),
    };
  } finally {
    db.close();
  }
}
