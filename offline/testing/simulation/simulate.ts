import type { GateId } from '@/domain/shared/identity';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { type Action, actionsOf } from './actions';
import type { GateLook } from './centre';
import { diceOf, mixed } from './chance';
import { CHECKS } from './checks';
import type { Check } from './each-gate';
import type { Breach } from './ledger';
import { deliverMail, exchangeOn, newestTab, play } from './play';
import { crash } from './simulated-tablet';
import { buildWorld, GATE_CODES, type World, type WorldOrder } from './world';

export type Run = {
  readonly seed: number;
  readonly breach: Breach | null;
  readonly hash: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly lines: readonly string[];
  readonly events: number;
};

export type RunOrder = WorldOrder & {
  readonly steps: number;
  /** A trail to play instead of the seed's own. */
  readonly actions?: readonly Action[];
  /** More to hold at the end: "never overbooked" comes in here. */
  readonly checks?: readonly Check[];
  /** Called when all is over, before the world is let go. */
  readonly look?: (world: World, looks: ReadonlyMap<GateId, GateLook>) => Promise<void> | void;
};

const SIX_MINUTES = 6 * 60_000;
const ROUNDS = 3;

/** One seed: its actions, then fair weather, three exchanges of every tablet, and everything that must hold. */
export async function simulate(order: RunOrder): Promise<Run> {
  const world = await buildWorld(order);
  const { ledger } = world;
  const actions = order.actions ?? actionsOf(order.seed, order.steps);
  for (const action of actions) {
    ledger.step += 1;
    await play(world, action);
    if (ledger.breach !== null) break;
  }
  let looks: ReadonlyMap<GateId, GateLook> = new Map();
  if (ledger.breach === null) {
    ledger.step += 1;
    await heal(world);
    looks = await lookEverywhere(world);
    for (const [gateId, look] of looks)
      for (const { event, position } of look.log) ledger.say(`${gateId} ${position} ${event.hash}`);
    await order.look?.(world, looks);
    for (const check of [...(order.checks ?? []), ...CHECKS]) {
      if (ledger.breach !== null) break;
      await world.turnstile.drain();
      await during(world, Promise.resolve(check(world, looks)));
    }
  }
  let events = 0;
  for (const look of looks.values()) events += look.log.length;
  const run = {
    seed: order.seed,
    breach: ledger.breach,
    hash: ledger.hash(),
    counts: ledger.counts,
    lines: [...ledger.lines()],
    events,
  };
  await (world.trueCentre ?? world.centre).close();
  return run;
}

async function lookEverywhere(world: World): Promise<ReadonlyMap<GateId, GateLook>> {
  const looks = new Map<GateId, GateLook>();
  for (const gateId of GATE_CODES) looks.set(gateId, await world.centre.look(gateId));
  return looks;
}

/** A promise of the engine, with the turnstile turned for it until it is done. */
async function during(world: World, work: Promise<unknown>): Promise<void> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  while (!over) await world.turnstile.drain();
  await done;
}

async function heal(world: World): Promise<void> {
  const { turnstile, ledger } = world;
  await turnstile.drain();
  world.staleLists = false;
  for (const node of world.nodes) Object.assign(node, { up: true, skewMs: 0 });
  for (const tablet of world.tablets) {
    tablet.weather = 'calm';
    tablet.room = 'enough';
    tablet.protocol = PROTOCOL_VERSION;
  }
  await deliverMail(world, diceOf(mixed(world.seed, 9)), true);
  // Signed lists are made anew within five minutes.
  world.now += SIX_MINUTES;
  for (const tablet of world.tablets) crash(world, tablet);
  for (let round = 0; round < ROUNDS; round += 1) {
    world.now += 31_000;
    for (const tablet of world.tablets) {
      // A withdrawn tablet goes on sending; then it is told that it is out.
      const end = tablet.withdrawn ? 'exchange: device-revoked' : 'exchange: done';
      const before = ledger.counts.get(end) ?? 0;
      await during(world, exchangeOn(world, tablet, newestTab(tablet)));
      if ((ledger.counts.get(end) ?? 0) === before)
        ledger.fail('heals-in-three', `tablet ${tablet.n} does not exchange though all is well`);
    }
  }
}

/** The shortest trail found that still breaks the same promise: chunks of it are left out, smaller and smaller. */
export async function shrink(order: RunOrder, breach: Breach, tries: number): Promise<readonly Action[]> {
  let trail: readonly Action[] = (order.actions ?? actionsOf(order.seed, order.steps)).slice(0, breach.step);
  let left = tries;
  for (
    let size = Math.ceil(trail.length / 2);
    size >= 1 && left > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < trail.length && left > 0; ) {
      const shorter = [...trail.slice(0, from), ...trail.slice(from + size)];
      left -= 1;
      const run = await simulate({ ...order, actions: shorter });
      if (run.breach?.invariant === breach.invariant) trail = shorter;
      else from += size;
    }
  }
  return trail;
}
