import { putGatesInForce } from '@/domain/gate/gates';
import { withPhotos } from '../photo/send-photos';
import { dexieStore } from '../store/dexie-store';
import type { StoredEnrolment } from '../store/rows';
import { tidy } from '../store/tidy';
import type { Clock } from '../sync/clock';
import { createExchange } from '../sync/exchange';
import { fetchTransport, type SignAsDevice } from '../sync/fetch-transport';
import { createSender, electedByWebLock, realTimers, type Sender } from '../sync/sender';
import { createTablet, type Tablet } from '../tablet';
import { askSignIn } from '../unlock/ask-sign-in';
import { signAsDevice } from '../unlock/device-key';
import { codeEnrolment } from '../unlock/enrol-by-code';
import { enrolTablet } from '../unlock/enrol-tablet';
import { browserPasskeys } from '../unlock/passkey';
import { createShiftKeeper } from '../unlock/shift-keeper';
import type { RandomBytes, Vault } from '../unlock/vault';
import { afterPaint } from './after-paint';
import { coalesced, paced } from './coalesce';
import type { Behind } from './first-look';
import type { EnrolForm, EnrolOutcome, GateSession } from './gate-session';
import { keepAwake } from './keep-awake';
import { openSession } from './open-session';
import { readDoors } from './read-doors';
import { readMachine } from './read-machine';
import { readOutlook } from './read-outlook';
import { askForPersistence } from './storage-state';

const SENDER_LOCK = 'gate-sender';
/** Ages on the screen grow while nothing happens. */
const AGE_TICK_MS = 15_000;
/** A shift that is never locked tidies all the same. */
const TIDY_MS = 3_600_000;
/** One scan changes the store and the line several times within a moment; the screen is read anew for all of them together. */
const REFRESH_MS = 300;

const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Everything that works behind the lock: store, exchange, rules and the keeper of the shift, wired to one browser tab. */
export function startGate(databaseName: string, show: (session: GateSession) => void): Behind {
  let revision = 0;
  let mayHavePasskey = false;
  let stopHearing = () => {};
  const clock: Clock = {
    wall: () => Date.now(),
    mono: () => performance.now(),
    boot: crypto.randomUUID(),
  };
  const store = dexieStore(databaseName);
  const sign: SignAsDevice = async (message) => {
    const key = await store.read('deviceKey');
    if (key === null) throw new Error('no device key');
    return signAsDevice(key, message);
  };
  const door = {
    store,
    origin: '',
    fetch,
    random: randomBytes,
    wall: clock.wall,
    memoryOnly: () => keeper.tablet()?.memoryOnly() ?? 0,
  };
  const transport = fetchTransport({ origin: '', sign });
  // Photographs too leave a locked tablet: they are sealed to the centre already.
  const lockedExchange = withPhotos(
    createExchange({
      store,
      transport,
      clock,
      vault: () => null,
      trusted: async () => [],
      machine: readMachine,
    }),
    { store, sendPart: transport.sendPart },
  );
  const sender = createSender({
    exchange: () => (keeper.tablet()?.exchange ?? lockedExchange)(),
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
    askSignIn: askSignIn({ origin: '', fetch, sign }),
    makeTablet,
    onChange: () => refresh(),
  });

  const refresh = coalesced(async () => {
    revision += 1;
    const enrolment = await store.read('enrolment');
    const told = await store.read('gates');
    if (told !== null) putGatesInForce(told.version, told.gates);
    await keeper.follow();
    const tablet = keeper.tablet();
    if (enrolment === null) await showNotEnrolled();
    else if (tablet === null || keeper.current() === null) await showClosed(enrolment);
    else show(await openSession({ tablet, keeper, mayHavePasskey, sender, revision }));
  });

  /** Also after the centre had this tablet forget everything (OF-49). */
  async function showNotEnrolled(): Promise<void> {
    const wiped = (await store.read('wipedAt')) !== null;
    show({ kind: 'not-enrolled', enrol, enrolByCode: codeEnrolment(door), wiped });
  }

  async function showClosed(enrolment: StoredEnrolment): Promise<void> {
    const { unsynced } = await store.standing();
    const common = {
      enrolment,
      signIn: thenSent(keeper.signIn),
      enrolAgain: enrol,
      sync: {
        connection: sender.connection(),
        unsyncedCount: unsynced,
        memoryOnlyCount: door.memoryOnly(),
      },
      exchangeNow: sender.retry,
    };
    const doors = await readDoors(store, keeper, clock.wall(), thenSent);
    show(doors === null ? { kind: 'signed-out', ...common } : { kind: 'locked', doors, ...common });
  }

  const tidyNow = () => void tidy(store, clock.wall()).catch(() => undefined);

  async function makeTablet(
    enrolment: StoredEnrolment,
    vault: Vault,
    officer: { readonly id: string; readonly name: string },
  ): Promise<Tablet> {
    const lane = (await store.read('lane')) ?? { direction: 'both', post: null };
    const generation = await store.read('generation');
    const shift = crypto.randomUUID();
    stopHearing();
    const tablet = createTablet({
      store,
      enrolment,
      vault,
      generation,
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
    tidyNow();
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
    const result = await enrolTablet(form, door);
    if (result.kind !== 'enrolled') return result;
    await keeper.enrolled(result.vault, result.key);
    void sender.turn();
    return { kind: 'enrolled' };
  }

  const refreshSoon = paced(() => afterPaint(refresh), REFRESH_MS);
  store.subscribe(refreshSoon);
  sender.subscribe(refreshSoon);
  wakeOnEvents(sender);
  sender.start();
  keepAwake(store, sign, sender);
  watchActivity(keeper.touch);
  askBeforeLeaving(() => door.memoryOnly() > 0);
  const look = () =>
    void keeper
      .tick()
      .catch(() => undefined)
      .then(refresh);
  look();
  setInterval(look, AGE_TICK_MS);
  setInterval(tidyNow, TIDY_MS);
  document.addEventListener('visibilitychange', look);
  void passkeys.isAvailable().then((answer) => {
    mayHavePasskey = answer;
    refresh();
  });
  return {
    byPassphrase: thenSent(keeper.byPassphrase),
    byPin: thenSent(keeper.byPin),
    byPasskey: thenSent(keeper.byPasskey),
    signIn: thenSent(keeper.signIn),
    enrolAgain: enrol,
    enrolByCode: codeEnrolment(door),
    exchangeNow: sender.retry,
  };
}

/** `navigator.onLine` is only a hint: it wakes the sender, it is never believed. */
function wakeOnEvents(sender: Sender): void {
  window.addEventListener('online', () => void sender.retry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sender.retry();
  });
}

/** Records that found no room on the disk go with the page: whoever closes or reloads it is asked first (OF-17). */
function askBeforeLeaving(wouldLose: () => boolean): void {
  window.addEventListener('beforeunload', (event) => {
    if (wouldLose()) event.preventDefault();
  });
}

/** A touch, a key, a scanner gun's keys: somebody is at it (DV-3). A scan by camera says so itself. */
function watchActivity(touch: () => void): void {
  for (const kind of ['pointerdown', 'keydown'] as const)
    window.addEventListener(kind, touch, { capture: true, passive: true });
}
