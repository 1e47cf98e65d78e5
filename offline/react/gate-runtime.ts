import { registerServiceWorker } from '../service-worker/register';
import { dexieStore } from '../store/dexie-store';
import type { StoredEnrolment } from '../store/rows';
import type { Clock } from '../sync/clock';
import { createExchange } from '../sync/exchange';
import { fetchTransport, type SignAsDevice } from '../sync/fetch-transport';
import { createSender, electedByWebLock, realTimers, type Sender } from '../sync/sender';
import type { Tablet } from '../tablet';
import { createTablet } from '../tablet';
import { signAsDevice } from '../unlock/device-key';
import { enrolTablet } from '../unlock/enrol-tablet';
import { noFailures, waitLeftMs } from '../unlock/unlock-guard';
import { unlockTablet } from '../unlock/unlock-tablet';
import type { RandomBytes, Vault } from '../unlock/vault';
import { coalesced } from './coalesce';
import type { EnrolForm, EnrolOutcome, GateSession, UnlockOutcome } from './gate-session';
import { keepAwake } from './keep-awake';
import { openSession } from './open-session';
import { readMachine } from './read-machine';
import { readOutlook } from './read-outlook';
import { readSyncState } from './read-sync-state';
import { askForPersistence } from './storage-state';
import { whatLacks } from './support';

const STORE_NAME = 'gate-tablet';
const SENDER_LOCK = 'gate-sender';
/** Ages on the screen grow while nothing happens. */
const AGE_TICK_MS = 15_000;
/** Own events stay a week after the centre has them: it may lose its memory (OF-2). */
const KEEP_MS = 7 * 24 * 3_600_000;

export type GateRuntime = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly session: () => GateSession;
};

const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * The tablet of this tab, outside React: it lives as long as the page, whatever is mounted. Begins with the first
 * subscriber, so a prerender touches nothing of the browser.
 */
function createGateRuntime(): GateRuntime {
  let session: GateSession = { kind: 'starting' };
  let started = false;
  let revision = 0;
  let tablet: Tablet | null = null;
  let stopHearing = () => {};
  const listeners = new Set<() => void>();
  const clock: Clock = {
    wall: () => Date.now(),
    mono: () => performance.now(),
    boot: typeof crypto === 'undefined' ? '' : crypto.randomUUID(),
  };

  function show(next: GateSession): void {
    session = next;
    for (const listener of listeners) listener();
  }

  function begin(): void {
    const store = dexieStore(STORE_NAME);
    const sign: SignAsDevice = async (message) => {
      const key = await store.read('deviceKey');
      if (key === null) throw new Error('no device key');
      return signAsDevice(key, message);
    };
    const transport = fetchTransport({ origin: '', sign });
    const lockedExchange = createExchange({
      store,
      transport,
      clock,
      vault: () => null,
      trusted: async () => [],
      machine: readMachine,
    });
    const sender = createSender({
      exchange: () => (tablet ?? { exchange: lockedExchange }).exchange(),
      clock,
      timers: realTimers,
      chance: Math.random,
      elect: electedByWebLock(SENDER_LOCK),
      outlook: () => readOutlook(store, clock),
    });

    const refresh = coalesced(async () => {
      revision += 1;
      const enrolment = await store.read('enrolment');
      if (enrolment === null) await showNotEnrolled();
      else if (tablet === null) await showLocked(enrolment);
      else show(await openSession({ tablet, sender, revision, lock, refresh }));
    });

    /** Also after the centre had this tablet forget everything (OF-41). */
    async function showNotEnrolled(): Promise<void> {
      stopHearing();
      tablet = null;
      show({ kind: 'not-enrolled', enrol, wiped: (await store.read('wipedAt')) !== null });
    }

    async function showLocked(enrolment: StoredEnrolment): Promise<void> {
      const guard = (await store.read('guard')) ?? noFailures;
      const left = waitLeftMs(guard, clock.wall());
      show({
        kind: 'locked',
        enrolment,
        waitUntil: left > 0 ? clock.wall() + left : null,
        unlock,
        enrolAgain: enrol,
        sync: await readSyncState(store, clock, sender),
        exchangeNow: sender.turn,
      });
    }

    async function open(
      enrolment: StoredEnrolment,
      vault: Vault,
      officer: { readonly id: string; readonly name: string },
    ): Promise<void> {
      const lane = (await store.read('lane')) ?? { direction: 'both', post: null };
      const shift = crypto.randomUUID();
      stopHearing();
      tablet = createTablet({
        store,
        enrolment,
        vault,
        officer,
        shift,
        transport,
        clock,
        random: randomBytes,
        lane,
        machine: readMachine,
      });
      stopHearing = tablet.subscribe(refresh);
      await askForPersistence();
      await store.prune(clock.wall() - KEEP_MS);
      void sender.turn();
      refresh();
    }

    async function enrol(form: EnrolForm): Promise<EnrolOutcome> {
      const wall = clock.wall;
      const result = await enrolTablet(form, { store, origin: '', fetch, random: randomBytes, wall });
      if (result.kind !== 'enrolled') return result;
      await open(result.enrolment, result.vault, result.officer);
      return { kind: 'enrolled' };
    }

    async function unlock(passphrase: string): Promise<UnlockOutcome> {
      const result = await unlockTablet(store, passphrase, randomBytes, clock.wall);
      const enrolment = await store.read('enrolment');
      if (result.kind !== 'open' || enrolment === null) {
        refresh();
        return result.kind === 'open' ? { kind: 'wait', waitUntil: clock.wall() } : result;
      }
      await open(enrolment, result.vault, result.officer);
      return { kind: 'open' };
    }

    function lock(): void {
      stopHearing();
      tablet = null;
      refresh();
    }

    store.subscribe(refresh);
    sender.subscribe(refresh);
    wakeOnEvents(sender);
    keepAwake(store, sign, sender);
    sender.start();
    refresh();
    setInterval(refresh, AGE_TICK_MS);
  }

  async function start(): Promise<void> {
    const lacks = await whatLacks();
    if (lacks === null) begin();
    else show({ kind: 'unsupported', lacks });
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (!started) {
        started = true;
        registerServiceWorker();
        void start();
      }
      return () => listeners.delete(listener);
    },
    session: () => session,
  };
}

/** `navigator.onLine` is only a hint: it wakes the sender, it is never believed. */
function wakeOnEvents(sender: Sender): void {
  window.addEventListener('online', () => void sender.turn());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sender.turn();
  });
}

let runtime: GateRuntime | null = null;
export function gateRuntime(): GateRuntime {
  runtime ??= createGateRuntime();
  return runtime;
}
