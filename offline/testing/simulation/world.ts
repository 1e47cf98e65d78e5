import { type DeviceId, type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { PROTOCOL_VERSION, type PushRequest, type SignedDocument } from '@/domain/sync/protocol';
import type { Store } from '../../store/store';
import { SAMPLE_NOW } from '../sample-passes';
import { crossingNo, deviceNo, passNo } from '../samples';
import { createTurnstile, type Turnstile } from '../turnstile';
import type { Bug } from './bug';
import type { DeclareOrder, SimulatedCentre } from './centre';
import { type Dice, diceOf, mixed } from './chance';
import { type SimulatedKeys, simulatedKeys } from './keys';
import { createLedger, type Ledger } from './ledger';
import type { Mail } from './network';
import { openTab, type SimulatedTablet, simulateTablet } from './simulated-tablet';

export const GATE_CODES: readonly GateId[] = ['HN', 'TT', 'CM'].map((code) => gateIdSchema.parse(code));
const AGENCIES: readonly Agency[] = ['border-guard', 'customs', 'border-guard', 'customs', 'border-guard'];
export const TABLETS_PER_GATE = AGENCIES.length;
const FIRST_PASSES = 4;

export type KnownPass = DeclareOrder & {
  /** Signed texts in the order of their revisions: older ones stay on people's phones. */
  readonly tokens: string[];
  /** First list that holds it, and how often the centre had been set back by then; null while it lives. */
  revoked: { readonly version: number; readonly restores: number } | null;
};

/** A province of three gates, its officers and everything that can happen to them. */
export type World = {
  readonly seed: number;
  now: number;
  readonly startedAt: number;
  readonly dice: Dice;
  readonly keys: SimulatedKeys;
  /** With planted bugs, if any. */
  centre: SimulatedCentre;
  /** Below every planted bug. */
  trueCentre: SimulatedCentre | null;
  readonly bug: Bug | null;
  readonly turnstile: Turnstile;
  readonly ledger: Ledger;
  readonly nodes: readonly { up: boolean; skewMs: number }[];
  readonly tablets: readonly SimulatedTablet[];
  readonly passes: KnownPass[];
  mail: Mail[];
  /** Last pushes that arrived: repeated when all is over. */
  readonly sent: PushRequest[];
  staleLists: boolean;
  readonly firstLists: Map<string, SignedDocument>;
  /** The neighbour stand-in: rates it told, in order. */
  readonly neighbour: { readonly told: { readonly gateId: GateId; readonly rate: number }[] };
  /** What was true when the centre's store was last copied. */
  backup: { readonly withdrawn: ReadonlySet<DeviceId> } | null;
};

export type WorldOrder = {
  readonly seed: number;
  readonly makeCentre: (gates: readonly GateId[], keys: SimulatedKeys) => Promise<SimulatedCentre>;
  /** Null: everything in memory. */
  readonly dexie: ((name: string) => Store) | null;
  readonly bug: Bug | null;
};

export async function buildWorld(order: WorldOrder): Promise<World> {
  const { seed, bug } = order;
  const keys = await simulatedKeys();
  const trueCentre = await order.makeCentre(GATE_CODES, keys);
  const tablets: SimulatedTablet[] = [];
  for (const [g, gateId] of GATE_CODES.entries())
    for (const [k, agency] of AGENCIES.entries()) {
      const n = g * TABLETS_PER_GATE + k + 1;
      const device: DeviceId = deviceNo(n);
      const dexie = order.dexie?.(`tablet-${seed}-${n}`) ?? null;
      tablets.push(await simulateTablet({ gateId, device, n, agency, dexie }));
    }
  const world: World = {
    seed,
    now: SAMPLE_NOW,
    startedAt: SAMPLE_NOW,
    dice: diceOf(mixed(seed, 7)),
    keys,
    centre: trueCentre,
    trueCentre,
    bug,
    turnstile: createTurnstile(),
    ledger: createLedger(),
    nodes: [
      { up: true, skewMs: 0 },
      { up: true, skewMs: 400 },
    ],
    tablets,
    passes: [],
    mail: [],
    sent: [],
    staleLists: false,
    firstLists: new Map(),
    neighbour: { told: [] },
    backup: null,
  };
  world.centre = bug?.centre?.(trueCentre, world) ?? trueCentre;
  for (const tablet of tablets) {
    tablet.protocol = PROTOCOL_VERSION;
    await trueCentre.enrol(tablet.gateId, tablet.device, tablet.agency, world.now);
    openTab(world, tablet);
  }
  for (const gateId of GATE_CODES) for (let n = 0; n < FIRST_PASSES; n += 1) await declareNext(world, gateId);
  return world;
}

export async function declareNext(world: World, gateId: GateId): Promise<void> {
  const n = world.passes.length + 1;
  const order: DeclareOrder = {
    gateId,
    crossingId: crossingNo(n),
    passId: passNo(n),
    plate: `51C${(10_000 + n).toString()}`,
  };
  const pass: KnownPass = { ...order, tokens: [], revoked: null };
  world.passes.push(pass);
  await world.centre.declare(order, world.now);
  await keepToken(world, pass);
}

/** The text that the driver's phone shows from now on. */
export async function keepToken(world: World, pass: KnownPass): Promise<void> {
  const look = await world.centre.look(pass.gateId);
  const token = look.passes.get(pass.passId)?.token;
  if (token !== undefined && !pass.tokens.includes(token)) pass.tokens.push(token);
}
