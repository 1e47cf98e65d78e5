import { setTimeout as pause } from 'node:timers/promises';
import { type Cell, type Outcome, quantile } from '@/scripts/measurement';
import { type Chance, chanceOf } from '@/scripts/play/chance';
import { type Audit, auditAcknowledged, auditRecorded, differencesAfterRebuild } from './audit';
import { type KeptCentre, startKeptCentre } from './kept-centre';
import { openPushingTablets, type PushingTablets } from './pushing-tablets';

export const SERVICE_BACK_WITHIN_MS = 30_000;
const GIVE_UP_AFTER_MS = 90_000;
const LOOK_EVERY_MS = 20;

export type Killed = {
  readonly what: string;
  /** Whether what was killed stands again: what is answered before that is the last word of the dying. */
  readonly isReplaced: () => Promise<boolean>;
};
export type Killing = (centre: KeptCentre, chance: Chance) => Promise<Killed>;

export type RoundsOrder = {
  readonly rounds: number;
  readonly seed: number;
  readonly tablets: number;
  /** Ends something with SIGKILL and says what. */
  readonly kill: Killing;
  readonly say: (line: string) => void;
};

type Round = {
  readonly killed: string;
  readonly backMs: number;
  readonly eventsUnderWay: number;
  readonly audit: Audit;
};

/**
 * Again and again: wait a random moment while tablets push, kill, wait until a push begun after the kill is
 * acknowledged, then look whether everything that was ever acknowledged is there, once.
 */
export async function runCentreRounds(order: RoundsOrder): Promise<Outcome> {
  const { rounds, seed, say } = order;
  say(`seed ${seed}, ${rounds} rounds, ${order.tablets} tablets`);
  const centre = await startKeptCentre();
  try {
    const { origin, signIns } = centre;
    const load = await openPushingTablets({ origin, signIns, count: order.tablets, seed });
    const chance = chanceOf(seed);
    const done: Round[] = [];
    while (done.length < rounds) {
      const round = await runRound(centre, load, chance, order.kill);
      done.push(round);
      const { killed, backMs, eventsUnderWay, audit } = round;
      say(
        `round ${done.length}: ${killed}, ${eventsUnderWay} events under way, back after ${Math.round(backMs)} ms, ${audit.inLog} in the log, ${audit.lost} lost, ${audit.twice} twice`,
      );
    }
    const unsent = await load.drain();
    const end = await auditRecorded(centre.ownerUrl, load.tablets);
    const differences = await differencesAfterRebuild(centre.ownerUrl, load.tablets);
    return outcomeOf(order, done, { unsent, end, differences, load, revivals: centre.said.length });
  } finally {
    await centre.stop();
  }
}

async function runRound(
  centre: KeptCentre,
  { tablets }: PushingTablets,
  chance: Chance,
  kill: Killing,
): Promise<Round> {
  await pause(50 + chance.next() * 1150);
  const eventsUnderWay = tablets.reduce((sum, { ledger }) => sum + ledger.eventsUnderWay(), 0);
  const { what, isReplaced } = await kill(centre, chance);
  const killedAt = performance.now();
  let replacedAt = Number.POSITIVE_INFINITY;
  const isBack = () => tablets.some(({ ledger }) => (ledger.answeredPushBegunAt() ?? 0) > replacedAt);
  while (!isBack()) {
    if (performance.now() - killedAt > GIVE_UP_AFTER_MS)
      throw new Error(`${what}: no service after ${GIVE_UP_AFTER_MS} ms`);
    await pause(LOOK_EVERY_MS);
    if (replacedAt === Number.POSITIVE_INFINITY && (await isReplaced()))
      replacedAt = performance.now() - LOOK_EVERY_MS;
  }
  const backMs = performance.now() - killedAt;
  return { killed: what, backMs, eventsUnderWay, audit: await auditAcknowledged(centre.ownerUrl, tablets) };
}

function outcomeOf(
  order: RoundsOrder,
  rounds: readonly Round[],
  rest: {
    readonly unsent: number;
    readonly end: Audit;
    readonly differences: number;
    readonly load: PushingTablets;
    readonly revivals: number;
  },
): Outcome {
  const { end, unsent, differences, load } = rest;
  const back = rounds.map(({ backMs }) => backMs);
  const audits = [...rounds.map(({ audit }) => audit), end];
  const sum = (of: (audit: Audit) => number) => audits.reduce((all, audit) => all + of(audit), 0);
  const faults = load.tablets.flatMap(({ ledger }) => ledger.faults);
  const recorded = load.tablets.reduce((all, { ledger }) => all + ledger.recorded.size, 0);
  const lost = sum((audit) => audit.lost);
  const twice = sum((audit) => audit.twice);
  const quarantined = end.inQuarantine;
  const holes = sum((audit) => audit.holes);
  const slowest = Math.max(...back);
  const row: Record<string, Cell> = {
    rounds: rounds.length,
    recorded,
    'in the log': end.inLog,
    lost,
    twice,
    unsent,
    'back p50, ms': Math.round(quantile(back, 0.5)),
    'back max, ms': Math.round(slowest),
  };
  return {
    rows: [row],
    figures: {
      seed: order.seed,
      tablets: order.tablets,
      killed: tally(rounds.map(({ killed }) => killed)),
      killsWithEventsUnderWay: rounds.filter(({ eventsUnderWay }) => eventsUnderWay > 0).length,
      eventsUnderWayAtTheKill: rounds.reduce((all, each) => all + each.eventsUnderWay, 0),
      revivalsByTheKeepers: rest.revivals,
      quarantined,
      holes,
      differencesAfterRebuild: differences,
      faults,
      backMs: { p50: quantile(back, 0.5), p95: quantile(back, 0.95), max: slowest },
      killedBy: 'SIGKILL of the process; the machine and its disk stay on',
    },
    met:
      [lost, twice, unsent, quarantined, holes, differences, faults.length].every((count) => count === 0) &&
      end.inLog === recorded &&
      slowest <= SERVICE_BACK_WITHIN_MS,
  };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** `--rounds`, `--seed`, `--tablets` of the command line. */
export function countsOf(options: Readonly<Record<string, string>>) {
  const number = (name: string, preset: number): number => {
    const given = Number(options[name] ?? preset);
    if (!Number.isInteger(given) || given < 1) throw new Error(`--${name} takes a whole number from 1`);
    return given;
  };
  return {
    rounds: number('rounds', 100),
    seed: number('seed', Date.now() % 1_000_000_007),
    tablets: number('tablets', 12),
  };
}
