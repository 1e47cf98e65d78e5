import type { DeviceId, GateId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import { verifyWithNode } from '@/domain/testing/pass-keys';
import { emptyDisk, type MemoryDisk, memoryStore } from '../../store/memory-store';
import type { StoredEnrolment } from '../../store/rows';
import type { Store } from '../../store/store';
import { StoreTrouble } from '../../store/trouble';
import type { Clock } from '../../sync/clock';
import { createTablet, type Tablet } from '../../tablet';
import { plainVault } from '../plain-vault';
import type { Life } from '../turnstile';
import { diceOf, mixed } from './chance';
import { SIMULATED_ROOTS } from './keys';
import { lineOf, type Weather } from './network';
import { type Chain, newChain, watchedStore } from './watched-store';
import type { World } from './world';

export type Tab = { readonly tablet: Tablet; readonly life: Life; readonly clock: Clock };

/** One tablet of a simulated gate: its disk outlives every run of the app on it. */
export type SimulatedTablet = {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly n: number;
  readonly agency: Agency;
  readonly enrolment: StoredEnrolment;
  /** Null where the store is a real IndexedDB: then nothing reaches below it. */
  readonly disk: MemoryDisk | null;
  /** The store below every planted bug and every full disk. */
  readonly truth: Store;
  readonly chain: Chain;
  readonly tabs: Tab[];
  weather: Weather;
  /** Protocol version its app speaks. */
  protocol: number;
  room: 'enough' | 'full' | 'gone';
  /** Wall clock minus true time, ms. */
  skewMs: number;
  boots: number;
  withdrawn: boolean;
  withdrawnAt: { readonly position: number; readonly restores: number } | null;
  /** Its disk was set back to an image: it lost own events, and its numbers may fork. */
  setBack: boolean;
  image: { readonly disk: MemoryDisk; readonly chain: Chain } | null;
  /** What somebody spoiled on its disk before it was sent, by number. */
  readonly spoiled: Set<number>;
};

const bytes = (length: number) => new Uint8Array(length).fill(7);
let deviceKey: Promise<CryptoKey> | null = null;

export async function simulateTablet(order: {
  readonly gateId: GateId;
  readonly device: DeviceId;
  readonly n: number;
  readonly agency: Agency;
  readonly dexie: Store | null;
}): Promise<SimulatedTablet> {
  const { gateId, device, n, agency } = order;
  const disk = order.dexie === null ? emptyDisk() : null;
  const truth = order.dexie ?? memoryStore(disk ?? emptyDisk());
  const enrolment: StoredEnrolment = {
    device,
    gateId,
    checkpoint: `Barrier ${n}`,
    agency,
    deviceName: `Tablet ${n}`,
    roots: SIMULATED_ROOTS,
    sealingKey: '',
  };
  deviceKey ??= crypto.subtle.importKey('raw', bytes(32), 'AES-GCM', false, ['encrypt']);
  await truth.enrol({
    enrolment,
    vault: { salt: bytes(16), iterations: 1, wrapped: bytes(60) },
    guard: { failures: 0, waitUntil: 0 },
    officer: bytes(40),
    deviceKey: await deviceKey,
    lane: { direction: 'both', post: null },
  });
  return {
    gateId,
    device,
    n,
    agency,
    enrolment,
    disk,
    truth,
    chain: newChain(),
    tabs: [],
    weather: 'fair',
    protocol: 0,
    room: 'enough',
    skewMs: n * 700,
    boots: 0,
    withdrawn: false,
    withdrawnAt: null,
    setBack: false,
    image: null,
    spoiled: new Set(),
  };
}

/** Opens one more tab, or opens the app again. */
export function openTab(world: World, at: SimulatedTablet): Tab {
  at.boots += 1;
  const boot = `${at.n}-${at.boots}`;
  const life: Life = { alive: true };
  const clock: Clock = {
    wall: () => world.now + at.skewMs,
    mono: () => world.now - world.startedAt + at.n,
    boot,
  };
  const ids = diceOf(mixed(world.seed, 1000 * at.n + at.boots));
  const { bug, turnstile, ledger } = world;
  const roomy = withRoom(at.truth, at, world);
  const bent = bug?.store?.(roomy, { tablet: at, world }) ?? roomy;
  const line = lineOf(world, at);
  const tablet = createTablet({
    store: turnstile.around(watchedStore(bent, at.truth, at.chain, ledger), life),
    enrolment: at.enrolment,
    vault: plainVault,
    officer: { id: `officer-${at.n}`, name: `Officer ${at.n}` },
    shift: boot,
    transport: turnstile.around(bug?.transport?.(line, { tablet: at, world }) ?? line, life),
    clock,
    random: ids.bytes,
    lane: { direction: 'both', post: at.n % 2 === 0 ? 'gate' : null },
    verify: verifyWithNode,
  });
  const tab = { tablet, life, clock };
  at.tabs.push(tab);
  return tab;
}

export function crash(world: World, at: SimulatedTablet): void {
  for (const { life } of at.tabs) life.alive = false;
  at.tabs.length = 0;
  openTab(world, at);
}

/** A disk without room, or that is gone: everything that writes fails, nothing of it stays. */
function withRoom(store: Store, at: SimulatedTablet, world: World): Store {
  const writing =
    <A extends readonly unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      if (at.room === 'enough') return work(...given);
      world.ledger.count(`storage ${at.room}`);
      throw new StoreTrouble(at.room, new Error('simulated'));
    };
  return {
    ...store,
    append: writing(store.append),
    acknowledge: writing(store.acknowledge),
    applyPage: writing(store.applyPage),
    dropStream: writing(store.dropStream),
    write: writing(store.write),
    prune: async (beforeWall) => {
      const gone = await store.prune(beforeWall);
      // Enough was let go for one more page of the disk.
      if (gone > 0 && at.room === 'full') at.room = 'enough';
      return gone;
    },
  };
}
