import { and, eq, gt } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { feed } from '@/db/schema/release';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { systemClock } from '../clock';
import { httpSource } from '../connectors/vasscm/http-source';
import { FEED, type PullPorts, pullGate } from '../connectors/vasscm/pull-gate';
import type { Environment } from '../env';
import { log } from '../log';
import { applyKeptAnswers } from '../release/apply-answers';
import { announceChange } from '../stream/announce-change';
import { startBeat } from './beat';

const everyGate = (): readonly GateId[] => allGates().map(({ code }) => code);
/** A list that came before the lorry was declared is told to it within this time. */
const KEPT_ANSWERS_EVERY_MS = 15_000;
/** Whether a gate's turn has come is asked this often; how often it comes is the feed's own setting. */
const LOOK_EVERY_MS = 1_000;

/** What goes on by itself about releases: the pull from the supervised-area system, and answers that found no vehicle yet. */
export function startReleaseJobs(db: Database, environment: Environment): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'release job failed');
  const kept = startBeat({
    everyMs: KEPT_ANSWERS_EVERY_MS,
    onError,
    work: () =>
      eachGate(async (gateId) => {
        const told = await inGate(db, { gateId, actor: null }, (tx) =>
          applyKeptAnswers(tx, gateId, systemClock.now()),
        );
        if (told > 0) announceChange(db);
      }),
  });
  const { VASSCM_URL, VASSCM_TOKEN, VASSCM_POLL_SECONDS, VASSCM_TIMEOUT_SECONDS } = environment;
  if (VASSCM_URL === undefined) return kept;
  const ports: PullPorts = {
    db,
    source: httpSource({
      url: VASSCM_URL,
      token: VASSCM_TOKEN ?? null,
      timeoutMs: VASSCM_TIMEOUT_SECONDS * 1000,
    }),
    now: systemClock.now,
    everyMs: VASSCM_POLL_SECONDS * 1000,
    // Every page may take its whole time.
    leaseMs: 60_000 + VASSCM_TIMEOUT_SECONDS * 1000 * 3,
    chance: Math.random,
  };
  const pull = startBeat({
    everyMs: LOOK_EVERY_MS,
    onError,
    work: async () => eachGate((gateId) => pullGate(ports, gateId), await dueGates(db, systemClock.now())),
  });
  return { stop: async () => void (await Promise.all([kept.stop(), pull.stop()])) };
}

/** Whose turn has come by what stands now; whoever takes it asks again. One look for the whole province. */
async function dueGates(db: Database, now: number): Promise<readonly GateId[]> {
  const resting = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ gateId: feed.gateId })
      .from(feed)
      .where(and(eq(feed.name, FEED), gt(feed.nextAt, now))),
  );
  const notYet = new Set(resting.map(({ gateId }) => gateId));
  return everyGate().filter((gateId) => !notYet.has(gateId));
}

/** One after another; one gate's trouble is not another's. */
async function eachGate(
  work: (gateId: GateId) => Promise<unknown>,
  gates: readonly GateId[] = everyGate(),
): Promise<void> {
  const outcomes: unknown[] = [];
  for (const gateId of gates) await work(gateId).catch((error: unknown) => outcomes.push(error));
  const [first] = outcomes;
  if (first !== undefined) throw first;
}
