/** Only Chromium has it. Waking is all it does here: the page exchanges, and nothing is queued or dropped by it. */
type SyncRegistration = { readonly sync?: { readonly register: (tag: string) => Promise<void> } };

export const SYNC_TAG = 'gate-exchange';
export const SYNC_MESSAGE = 'GATE_EXCHANGE';

/** Asks the browser to wake this tablet's page as soon as there is a network, also while its timers sleep. */
export async function askBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration: ServiceWorkerRegistration & SyncRegistration = await navigator.serviceWorker.ready;
  await registration.sync?.register(SYNC_TAG).catch(() => undefined);
}

export function onBackgroundSync(work: () => void): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const said = event.data;
    if (typeof said === 'object' && said !== null && 'type' in said && said.type === SYNC_MESSAGE) work();
  });
}
