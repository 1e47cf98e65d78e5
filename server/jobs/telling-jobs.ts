import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { systemClock } from '../clock';
import { currentMessages } from '../connectors/messages/current-messages';
import { currentPush } from '../connectors/push/current-push';
import type { Environment } from '../env';
import { log } from '../log';
import { readPositions } from '../stream/positions';
import { forgetTellings } from '../telling/forget';
import { gather } from '../telling/gather';
import { gatherPapers } from '../telling/gather-papers';
import { sendMessages } from '../telling/send-messages';
import { startBeat } from './beat';

/** From the call to the message on its way. */
const GATHER_EVERY_MS = 1_000;
/** What does not stand in the log, and turns that have moved. */
const LOOK_AROUND_EVERY_MS = 15_000;
const TURNS_EVERY_MS = 60_000;
/** Papers end by the day. */
const PAPERS_EVERY_MS = 15 * 60_000;
const SEND_EVERY_MS = 500;
const FORGET_EVERY_MS = 6 * 3_600_000;
const WITHIN_MS = 10_000;

/** People are told (TE): facts become messages, messages are sent. Any number of nodes may do it. */
export function startTellingJobs(
  { db, accounts }: { readonly db: Database; readonly accounts: Database },
  environment: Environment,
): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'telling job failed');
  const { now } = systemClock;
  const isSetUp = currentMessages() !== null;
  const ways = { push: true, email: isSetUp, sms: isSetUp };
  const seen = new Map<GateId, number>();
  let [aroundAt, turnsAt] = [0, 0];
  const gathering = startBeat({
    everyMs: GATHER_EVERY_MS,
    onError,
    work: async () => {
      const at = now();
      const looksAround = at - aroundAt >= LOOK_AROUND_EVERY_MS;
      const looksAtTurns = at - turnsAt >= TURNS_EVERY_MS;
      if (looksAround) aroundAt = at;
      if (looksAtTurns) turnsAt = at;
      const positions = await readPositions(db);
      for (const { code } of allGates()) {
        const position = positions.get(code) ?? 0;
        if (!looksAround && !looksAtTurns && seen.get(code) === position) continue;
        await gather({ db, accounts, now, ways }, code, { looksAtTurns }).catch((error: unknown) =>
          log().error({ err: error, gate: code }, 'tellings were not gathered'),
        );
        seen.set(code, position);
      }
    },
  });
  const sending = startBeat({
    everyMs: SEND_EVERY_MS,
    onError,
    work: async () =>
      sendMessages({
        db,
        accounts,
        messages: currentMessages(),
        push: await currentPush(),
        origin: environment.PUBLIC_ORIGIN,
        now,
        leaseMs: 60_000 + WITHIN_MS,
        chance: Math.random,
      }),
  });
  const papers = startBeat({
    everyMs: PAPERS_EVERY_MS,
    onError,
    work: () => gatherPapers({ db, accounts, now, ways }),
  });
  const forgetting = startBeat({ everyMs: FORGET_EVERY_MS, onError, work: () => forgetTellings(db, now()) });
  return {
    stop: async () => {
      await Promise.all([gathering.stop(), sending.stop(), papers.stop(), forgetting.stop()]);
    },
  };
}
