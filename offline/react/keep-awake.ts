import { askBackgroundSync, onBackgroundSync } from '../service-worker/background-sync';
import type { Store } from '../store/store';
import type { SignAsDevice } from '../sync/fetch-transport';
import { realTimers, type Sender } from '../sync/sender';
import { listenForNews } from '../sync/wake-line';
import { createWakeUp } from '../sync/wake-up';

const WAKE_LOCK = 'gate-wake';

/**
 * What wakes the exchange besides its timer: the centre's word that there is news, in one tab of the tablet, and the
 * browser's that there is a network again (OF-45).
 */
export function keepAwake(store: Store, sign: SignAsDevice, sender: Sender): void {
  const retry = () => void sender.retry();
  const wakeUp = createWakeUp({
    listen: (onNews, signal) =>
      listenForNews({ origin: '', enrolment: () => store.read('enrolment'), sign, fetch }, onNews, signal),
    turn: retry,
    timers: realTimers,
    chance: Math.random,
  });
  // Held as long as the tab lives; another tab takes over when it goes.
  void navigator.locks.request(WAKE_LOCK, async () => {
    await enrolled(store);
    wakeUp.start();
    return new Promise<never>(() => undefined);
  });

  onBackgroundSync(retry);
  let wasOffline = false;
  sender.subscribe(() => {
    const isOffline = sender.connection().kind === 'offline';
    if (isOffline && !wasOffline) void askBackgroundSync();
    wasOffline = isOffline;
  });
}

/** A tablet that is none yet has no line to ask for, and must not learn to ask ever more seldom. */
async function enrolled(store: Store): Promise<void> {
  while ((await store.read('enrolment')) === null)
    await new Promise<void>((resolve) => {
      const end = store.subscribe(() => {
        end();
        resolve();
      });
    });
}
