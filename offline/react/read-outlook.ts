import type { Store } from '../store/store';
import type { Clock } from '../sync/clock';
import { clockOffMs, type Outlook } from '../sync/weather';

/** What this browser can see of the weather when the line fails. */
export async function readOutlook(store: Store, clock: Clock): Promise<Outlook> {
  const { clock: reading, lastExchangeAt } = await store.known();
  return {
    hasNetwork: navigator.onLine,
    isSecure: window.location.protocol === 'https:',
    clockOffMs: clockOffMs(reading, lastExchangeAt, clock),
  };
}
