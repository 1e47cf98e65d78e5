import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import { systemClock } from '../clock';
import { pullCredits } from '../connectors/bank/pull-credits';
import { httpBank } from '../connectors/bank/source';
import type { Environment } from '../env';
import { tickWaiting } from '../fee/tick-paid';
import { log } from '../log';
import { announceChange } from '../stream/announce-change';
import { startBeat } from './beat';

/** Whoever paid on the road is ticked within this time of the gate waiting for it. */
const TICK_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 1_000;
const BANK_WITHIN_MS = 10_000;

/** What goes on by itself about fees: the bank's notices, and ticks of what was paid before. */
export function startFeeJobs(db: Database, environment: Environment): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'fee job failed');
  const ticks = startBeat({
    everyMs: TICK_EVERY_MS,
    onError,
    work: async () => {
      let ticked = 0;
      for (const { code } of allGates())
        ticked += await tickWaiting(db, code, systemClock.now()).catch((error: unknown) => {
          onError(error);
          return 0;
        });
      if (ticked > 0) announceChange(db);
    },
  });
  const { BANK_URL, BANK_TOKEN, BANK_POLL_SECONDS, FEE_ACCOUNT } = environment;
  if (BANK_URL === undefined || FEE_ACCOUNT === undefined) return ticks;
  const ports = {
    db,
    bank: httpBank({
      url: BANK_URL,
      token: BANK_TOKEN ?? null,
      timeoutMs: BANK_WITHIN_MS,
      account: FEE_ACCOUNT,
    }),
    now: systemClock.now,
    everyMs: BANK_POLL_SECONDS * 1000,
    leaseMs: 60_000 + BANK_WITHIN_MS * 3,
    chance: Math.random,
  };
  const pull = startBeat({ everyMs: LOOK_EVERY_MS, onError, work: () => pullCredits(ports) });
  return { stop: async () => void (await Promise.all([ticks.stop(), pull.stop()])) };
}
