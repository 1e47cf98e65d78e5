import type { Process } from '@/domain/process/process';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { PassRecord, PullResponse } from '@/domain/sync/protocol';
import { type Chance, chanceOf } from './chance';
import { enrolPlayedTablet, type PlayedTablet } from './played-tablet';
import { type Deed, deedsOf } from './schedule';

const MINUTE_MS = 60_000;
const HANOI_OFFSET_MS = 7 * 60 * MINUTE_MS;
const DAY_MINUTES = 24 * 60;
/** Where a vehicle without a declared hour is put: the middle of the morning. */
const UNPLANNED_MINUTE = 9 * 60;
/** Two tablets at the entry, so that one pass can be used twice. */
const CHECKPOINTS: Partial<Record<Agency, number>> = { 'border-guard': 2 };
/** A release that customs has not cleared yet is tried again until the evening. */
const RETRY_MINUTES = 20;
const MOST_TRIES = 12;
const OFFLINE = { perHour: 0.25, minutes: { median: 20, p90: 90 } } as const;

type Due = Deed & { readonly pass: PassRecord; readonly tries: number };

/** One gate of the play: what its tablets know, who stands where, and what is still to be done today. */
export type PlayedGate = {
  readonly gateId: GateId;
  readonly tablets: readonly PlayedTablet[];
  /** By minute; what must be done again is put back in its place. */
  readonly deeds: Due[];
  readonly vehicles: number;
  readonly missing: number;
  readonly chance: Chance;
};

/** Enrols the gate's tablets through the supervisor's session, pulls, and plans the day of every live crossing. */
export async function openPlayedGate(order: {
  readonly origin: string;
  readonly cookie: string;
  readonly gateId: GateId;
  readonly seed: number;
}): Promise<PlayedGate> {
  const passes = new Map<CrossingId, PassRecord>();
  const planned = new Map<CrossingId, number>();
  const done = new Set<string>();
  const processes = new Map(STANDARD_PROCESSES.map((each) => [`${each.id}@${each.version}`, each]));
  const onPull = (answer: PullResponse) => {
    for (const pass of answer.pages.passes.upserts) passes.set(pass.crossingId, pass);
    for (const each of answer.pages.processes.upserts) processes.set(`${each.id}@${each.version}`, each);
    for (const event of answer.pages.events.upserts) {
      if (event.crossingId === null) continue;
      if (event.type === 'crossing.declared' && event.body.plannedArrivalAt !== null)
        planned.set(event.crossingId, minuteOfDay(event.body.plannedArrivalAt));
      if (event.type === 'step.confirmed') done.add(`${event.crossingId}/${event.step}/${event.agency}`);
    }
  };
  const first = await enrol(order, 'border-guard', 1, onPull);
  const report = await first.tablet.exchange();
  if (report.kind !== 'done') throw new Error(`${order.gateId}: the first exchange ended as ${report.kind}`);

  const chance = chanceOf(order.seed);
  const live = [...passes.values()].filter((pass) => pass.status === 'live');
  const deeds: Due[] = [];
  const agencies = new Set<Agency>();
  let missing = 0;
  for (const pass of live) {
    const process: Process | undefined = processes.get(`${pass.process.id}@${pass.process.version}`);
    const own = process && deedsOf(process, planned.get(pass.crossingId) ?? UNPLANNED_MINUTE, chance);
    if (!own) missing += 1;
    for (const deed of own ?? []) {
      agencies.add(deed.agency);
      // A play that goes on after a stop leaves alone what was already ticked.
      if (!done.has(`${pass.crossingId}/${deed.step}/${deed.agency}`))
        deeds.push({ ...deed, pass, tries: 0 });
    }
  }
  const tablets = [first];
  for (const agency of agencies) {
    for (let checkpoint = 1; checkpoint <= (CHECKPOINTS[agency] ?? 1); checkpoint++) {
      if (agency === 'border-guard' && checkpoint === 1) continue;
      tablets.push(await enrol(order, agency, checkpoint, () => undefined));
    }
  }
  await Promise.all(tablets.map(({ tablet }) => tablet.exchange()));
  deeds.sort((a, b) => a.minute - b.minute);
  return { gateId: order.gateId, tablets, deeds, vehicles: live.length, missing, chance };
}

const enrol = (
  order: { readonly origin: string; readonly cookie: string; readonly gateId: GateId },
  agency: Agency,
  checkpoint: number,
  onPull: (answer: PullResponse) => void,
) =>
  enrolPlayedTablet({
    ...order,
    agency,
    checkpoint: `Chốt ${checkpoint}`,
    name: `${order.gateId}-${agency}-${checkpoint}`,
    onPull,
  });

const minuteOfDay = (at: number): number => Math.floor(((at + HANOI_OFFSET_MS) / MINUTE_MS) % DAY_MINUTES);

/**
 * Does one deed on the tablets it belongs to; each tablet does one thing at a time, as an officer would.
 * @returns the deed again, later, when the vehicle was not let through
 */
export async function doDeed(gate: PlayedGate, deed: Due): Promise<Due | null> {
  const posts = gate.tablets.filter((tablet) => tablet.agency === deed.agency);
  const [main, other] = gate.chance.happens(0.5) ? posts : [...posts].reverse();
  const hands = deed.twice ? [main, other] : [main];
  const ticked = await Promise.all(
    hands.map((hand) => {
      if (!hand) return true;
      if (deed.twice) hand.offlineUntil = Math.max(hand.offlineUntil, deed.minute + OFFLINE.minutes.median);
      const turn = hand.turn.then(() => tick(hand, deed));
      hand.turn = turn;
      return turn;
    }),
  );
  const again = deed.tries < MOST_TRIES && ticked.includes(false);
  return again ? { ...deed, minute: deed.minute + RETRY_MINUTES, tries: deed.tries + 1 } : null;
}

/** @returns false when the rules refuse: the scan is recorded, the tick is left, the driver waits and comes again */
async function tick(hand: PlayedTablet, { pass, step, scans }: Due): Promise<boolean> {
  const subject = { crossingId: pass.crossingId, passId: pass.passId };
  if (scans) {
    const { decision } = await hand.tablet.scan(pass.token, 'trigger');
    hand.dirty = true;
    if (decision.verdict === 'refuse') return false;
  }
  const ticked = await hand.tablet.confirmSteps(subject, [step]);
  hand.dirty = true;
  return ticked.kind !== 'blocked';
}

/** Puts a deed back among those still to come. */
export function putBack(gate: PlayedGate, deed: Due): void {
  const at = gate.deeds.findIndex(({ minute }) => minute > deed.minute);
  gate.deeds.splice(at === -1 ? gate.deeds.length : at, 0, deed);
}

/** Networks fail: about once in four hours each tablet loses its own for a while. */
export function cutSomeNetworks(gate: PlayedGate, minute: number, passedMinutes: number): void {
  for (const tablet of gate.tablets)
    if (gate.chance.happens((OFFLINE.perHour * passedMinutes) / 60))
      tablet.offlineUntil = minute + gate.chance.spread(OFFLINE.minutes.median, OFFLINE.minutes.p90);
}

/** Exchanges what has something to send or to hear; the cut ones keep theirs. @returns how many are offline */
export async function exchangeAll(gate: PlayedGate, minute: number): Promise<number> {
  const reachable = gate.tablets.filter((tablet) => tablet.offlineUntil <= minute);
  await Promise.all(
    reachable.map(async (tablet) => {
      if (!tablet.dirty) return;
      const report = await tablet.tablet.exchange();
      if (report.kind === 'done') tablet.dirty = false;
    }),
  );
  return gate.tablets.length - reachable.length;
}
