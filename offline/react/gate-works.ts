import { registerServiceWorker } from '../service-worker/register';
import { dexieStore } from '../store/dexie-store';
import type { StoredEnrolment } from '../store/rows';
import type { Clock } from '../sync/clock';
import type { SignAsDevice } from '../sync/fetch-transport';
import { createSender, electedByWebLock, realTimers, type Sender } from '../sync/sender';
import type { Tablet } from '../tablet';
import { signAsDevice } from '../unlock/device-key';
import { browserPasskeys } from '../unlock/passkey';
import { createShiftKeeper } from '../unlock/shift-keeper';
import type { RandomBytes, Vault } from '../unlock/vault';
import { afterPaint } from './after-paint';
import { coalesced, once, paced } from './coalesce';
import type { EnrolForm, EnrolOutcome, GateSession } from './gate-session';
import { readDoors } from './read-doors';
import { readMachine } from './read-machine';
import { readOutlook } from './read-outlook';
import { readSyncState } from './read-sync-state';
import { askForPersistence } from './storage-state';
import { whatLacks } from './support';

const STORE_NAME = 'gate-tablet';
const SENDER_LOCK = 'gate-sender';
/** Ages on the screen grow while nothing happens. */
const AGE_TICK_MS = 15_000;
/** One scan changes the store and the line several times within a moment; the screen is read anew for all of them together. */
const REFRESH_MS = 300;
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
  let mayHavePasskey = false;
  let stopHearing = () => {};
  const listeners = new Set<() => void>();
  const clock: Clock = {
    wall: () => Date.now(),
    mono: () => performance.now(),
    boot: typeof crypto === 'undefined' ? '' : crypto.randomUUID(),
  };

  let screenIsThere = () => {};
  const firstScreen = new Promise<void>((resolve) => {
    screenIsThere = resolve;
  });

  function show(next: GateSession): void {
    session = next;
    for (const listener of listeners) listener();
    afterPaint(screenIsThere);
  }

  function begin(): void {
    const store = dexieStore(STORE_NAME);
    const sign: SignAsDevice = async (message) => {
      const key = await store.read('deviceKey');
      if (key === null) throw new Error('no device key');
      return signAsDevice(key, message);
    };
    const door = { store, origin: '', fetch, random: randomBytes, wall: clock.wall };
    const behindTheLock = once(async () => {
      const { tabletWorks } = await import('./tablet-works');
      return tabletWorks({ store, clock, sign, door });
    });
    const sender = createSender({
      // Whatever wakes it, it waits until there is a screen that takes keys: nothing that can wait stands before that.
      exchange: async () => {
        await firstScreen;
        return (keeper.tablet()?.exchange ?? (await behindTheLock()).lockedExchange)();
      },
      clock,
      timers: realTimers,
      chance: Math.random,
      elect: electedByWebLock(SENDER_LOCK),
      outlook: () => readOutlook(store, clock),
    });

    const passkeys = browserPasskeys(randomBytes);
    const keeper = createShiftKeeper({
      store,
      clock,
      random: randomBytes,
      passkeys,
      askSignIn: async (...asked) => (await behindTheLock()).askSignIn(...asked),
      makeTablet,
      onChange: () => refresh(),
    });

    const enrolByCode = async (text: string) => (await behindTheLock()).enrolByCode(text);

    const refresh = coalesced(async () => {
      revision += 1;
      const enrolment = await store.read('enrolment');
      await keeper.follow();
      const tablet = keeper.tablet();
      if (enrolment === null) await showNotEnrolled();
      else if (tablet === null || keeper.current() === null) await showClosed(enrolment);
      else {
        const { openSession } = await behindTheLock();
        show(await openSession({ tablet, keeper, mayHavePasskey, sender, revision }));
      }
    });

    /** Also after the centre had this tablet forget everything (OF-49). */
    async function showNotEnrolled(): Promise<void> {
      const wiped = (await store.read('wipedAt')) !== null;
      show({ kind: 'not-enrolled', enrol, enrolByCode, wiped });
    }

    async function showClosed(enrolment: StoredEnrolment): Promise<void> {
      const common = {
        enrolment,
        signIn: thenSent(keeper.signIn),
        enrolAgain: enrol,
        sync: await readSyncState(store, clock, sender),
        exchangeNow: sender.retry,
      };
      const doors = await readDoors(store, keeper, clock.wall(), thenSent);
      show(doors === null ? { kind: 'signed-out', ...common } : { kind: 'locked', doors, ...common });
    }

    async function makeTablet(
      enrolment: StoredEnrolment,
      vault: Vault,
      officer: { readonly id: string; readonly name: string },
    ): Promise<Tablet> {
      const lane = (await store.read('lane')) ?? { direction: 'both', post: null };
      const shift = crypto.randomUUID();
      stopHearing();
      const { createTablet, transport } = await behindTheLock();
      const tablet = createTablet({
        store,
        enrolment,
        vault,
        officer,
        shift,
        transport,
        sendPart: transport.sendPart,
        clock,
        random: randomBytes,
        lane,
        machine: readMachine,
      });
      stopHearing = tablet.subscribe(refresh);
      // Nobody waits for these, and on a full disk the shift begins all the same.
      void askForPersistence();
      void store.prune(clock.wall() - KEEP_MS).catch(() => undefined);
      return tablet;
    }

    /** What came in or out is told to the centre at once. */
    function thenSent<A extends readonly unknown[], T>(work: (...given: A) => Promise<T>) {
      return async (...given: A): Promise<T> => {
        const result = await work(...given);
        void sender.turn();
        return result;
      };
    }

    async function enrol(form: EnrolForm): Promise<EnrolOutcome> {
      const result = await (await behindTheLock()).enrol(form);
      if (result.kind !== 'enrolled') return result;
      await keeper.enrolled(result.vault, result.key);
      void sender.turn();
      return { kind: 'enrolled' };
    }

    const refreshSoon = paced(() => afterPaint(refresh), REFRESH_MS);
    store.subscribe(refreshSoon);
    sender.subscribe(refreshSoon);
    wakeOnEvents(sender);
    void firstScreen.then(() => {
      sender.start();
      // Without it the timer remains.
      behindTheLock().then(
        ({ keepAwake }) => keepAwake(store, sign, sender),
        () => undefined,
      );
    });
    watchActivity(keeper.touch);
    const look = () =>
      void keeper
        .tick()
        .catch(() => undefined)
        .then(refresh);
    look();
    setInterval(look, AGE_TICK_MS);
    document.addEventListener('visibilitychange', look);
    void passkeys.isAvailable().then((answer) => {
      mayHavePasskey = answer;
      refresh();
    });
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
  window.addEventListener('online', () => void sender.retry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sender.retry();
  });
}

/** A touch, a key, a scanner gun's keys: somebody is at it (DV-3). A scan by camera says so itself. */
function watchActivity(touch: () => void): void {
  for (const kind of ['pointerdown', 'keydown'] as const)
    window.addEventListener(kind, touch, { capture: true, passive: true });
}

let runtime: GateRuntime | null = null;
export function gateRuntime(): GateRuntime {
  runtime ??= createGateRuntime();
  return runtime;
}
