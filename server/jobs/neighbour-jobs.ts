import { allGates, GATES } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { type FeedPorts, feedTurn } from '../connectors/feed-turn';
import type { Environment } from '../env';
import { log } from '../log';
import { currentLink } from '../neighbour/current-link';
import { exchangeTurn } from '../neighbour/exchange-turn';
import type { Link } from '../neighbour/link';
import { pruneBoxes } from '../neighbour/prune-boxes';
import { sayWhatHolds } from '../neighbour/say-what-holds';
import { readTheirKeys } from '../neighbour/their-keys';
import { startBeat } from './beat';

export const LINK_FEED = 'neighbour';
const LOOK_EVERY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;
/** With the spread under a minute: a shortfall is told within one when the line is back. */
const LONGEST_PAUSE_MS = 45_000;
/** The link is the province's; its feed is kept with the first gate. */
const KEPT_WITH = GATES[0]?.code;

/** What goes on by itself across the border: what holds is said anew, then one turn of the link; old numbers are let go of. */
export function startNeighbourJobs(environment: Environment): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'neighbour job failed');
  const exchange = startBeat({
    everyMs: LOOK_EVERY_MS,
    onError,
    work: async () => neighbourTurn(await currentLink(), environment.NEIGHBOUR_SECONDS * 1000),
  });
  const prune = startBeat({
    everyMs: PRUNE_EVERY_MS,
    onError,
    work: async () => pruneBoxes(await currentLink()),
  });
  return { stop: async () => void (await Promise.all([exchange.stop(), prune.stop()])) };
}

/** Says and exchanges when the turn has come; without a key of theirs that counts there is nobody to speak to. */
export async function neighbourTurn(
  link: Link,
  everyMs: number,
  gates: readonly GateId[] = allGates().map(({ code }) => code),
): Promise<string> {
  if (KEPT_WITH === undefined) return 'not-due';
  const ports: FeedPorts = {
    db: link.db,
    now: link.now,
    everyMs,
    longestMs: LONGEST_PAUSE_MS,
    leaseMs: 120_000,
    chance: Math.random,
  };
  const turn = await feedTurn(ports, KEPT_WITH, LINK_FEED, async () => {
    const keys = await readTheirKeys(link.db, link.other.source);
    if (!keys.some(({ state }) => state === 'trusted')) return { kind: 'answered' as const };
    await sayWhatHolds(link, gates);
    const { url } = link;
    if (url === null) return { kind: 'answered' as const };
    const done = await exchangeTurn({ ...link, url });
    if (done.kind === 'answered') return done;
    return {
      kind: 'failed' as const,
      fault: done.fault.kind === 'forged' ? { kind: 'not-it' as const } : done.fault,
    };
  });
  return turn.kind;
}
