import { readClosedTablet } from '../store/closed-tablet';
import { TabletDatabase } from '../store/tablet-database';
import type { LockedDoors } from '../unlock/shift-doors';
import { noFailures, waitLeftMs } from '../unlock/unlock-guard';
import type { LockedSession, NotEnrolledSession } from './gate-session';

/** What a locked screen, or one that makes a tablet, hands over to once it is loaded. */
export type Behind = Pick<LockedSession, 'signIn' | 'enrolAgain' | 'exchangeNow'> &
  Pick<NotEnrolledSession, 'enrolByCode'> &
  Pick<LockedDoors, 'byPassphrase' | 'byPin'> & {
    readonly byPasskey: NonNullable<LockedDoors['byPasskey']>;
  };

/**
 * A cold tablet that somebody can open: its lock from one look at the disk, before anything is loaded that opens it. A
 * browser that is no tablet: what makes it one, likewise. Null for every other tablet.
 */
export async function firstLook(
  databaseName: string,
  wall: () => number,
  behind: () => Promise<Behind>,
): Promise<LockedSession | NotEnrolledSession | null> {
  const db = new TabletDatabase(databaseName);
  try {
    const { enrolment, roster, guard, isWiped, unsyncedCount } = await readClosedTablet(db);
    if (enrolment === null)
      return {
        kind: 'not-enrolled',
        wiped: isWiped,
        enrol: async (form) => (await behind()).enrolAgain(form),
        enrolByCode: async (text) => (await behind()).enrolByCode(text),
      };
    if (roster === null) return null;
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
      sync: { connection: { kind: 'starting' }, unsyncedCount, memoryOnlyCount: 0 },
      exchangeNow: async () => (await behind()).exchangeNow(),
    };
  } finally {
    db.close();
  }
}
