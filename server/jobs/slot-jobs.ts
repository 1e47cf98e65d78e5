import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { systemClock } from '../clock';
import { log } from '../log';
import { forgetSlots } from '../slot/forget-slots';
import { gatesToTend, renewSlots, tendSlots } from '../slot/tend-slots';
import { startBeat } from './beat';

/** A release, a place given up: seen within this time. */
const TEND_EVERY_MS = 5_000;
/** Another plan, another word of the neighbour: in the slots within this time. */
const RENEW_EVERY_MS = 60_000;

const FORGET_EVERY_MS = 6 * 3_600_000;

/** What goes on by itself about slots: capacity, releases with their draws, places that end. One gate's trouble is not another's. */
export function startSlotJobs(db: Database): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'slot job failed');
  const eachGate = async (
    gates: readonly GateId[],
    work: (db: Database, gateId: GateId, now: number) => Promise<unknown>,
  ) => {
    for (const code of gates)
      await work(db, code, systemClock.now()).catch((error: unknown) =>
        log().error({ err: error, gate: code }, 'slots were not tended'),
      );
  };
  const everyGate = () => allGates().map(({ code }) => code);
  const forget = startBeat({
    everyMs: FORGET_EVERY_MS,
    onError,
    work: () => eachGate(everyGate(), forgetSlots),
  });
  const renew = startBeat({
    everyMs: RENEW_EVERY_MS,
    atOnce: true,
    onError,
    work: () => eachGate(everyGate(), renewSlots),
  });
  // Beside it, not behind it: two dozen gates are renewed, and a draw does not wait for them.
  const tend = startBeat({
    everyMs: TEND_EVERY_MS,
    onError,
    work: async () => eachGate(await gatesToTend(db, systemClock.now()), tendSlots),
  });
  return { stop: async () => void (await Promise.all([forget, renew, tend].map((beat) => beat.stop()))) };
}
