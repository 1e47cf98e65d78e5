import { fromBase64url } from '@/domain/shared/base64url';
import { registerServiceWorker } from '../service-worker/register';
import { type BrowserKeys, keysOf } from './push-keys';

export type Subscribed =
  | { readonly kind: 'subscribed'; readonly keys: BrowserKeys }
  /** The person, or the browser before them, said no. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed' };

/** Whether this browser can be pushed to at all: an insecure address, an older browser, an iPhone outside of the home screen cannot. */
export const canPush = (): boolean =>
  typeof window !== 'undefined' &&
  'serviceWorker' in navigator &&
  'PushManager' in window &&
  'Notification' in window;

/** What this browser is subscribed with; null: not, or it may not show anything any more. */
export async function heldSubscription(): Promise<BrowserKeys | null> {
  if (!canPush() || Notification.permission !== 'granted') return null;
  const registration = await navigator.serviceWorker.getRegistration();
  const held = await registration?.pushManager.getSubscription().catch(() => null);
  return held ? keysOf(held) : null;
}

/** Ends it in the browser, of whatever installation it is; without a network as well. */
export async function endSubscription(): Promise<void> {
  if (!canPush()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const held = await registration?.pushManager.getSubscription();
  await held?.unsubscribe();
}

/** Asks the person, then the browser's push service; to be called from a press. `publicKey`: base64url, the centre's. */
export async function subscribeBrowser(publicKey: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== 'granted') return { kind: 'denied' };
  const applicationServerKey = fromBase64url(publicKey);
  if (applicationServerKey === null) return { kind: 'failed' };
  registerServiceWorker();
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    const held = await pushManager.getSubscription();
    // Of another installation, or from before its key was made anew.
    if (held !== null && !isSame(held.options.applicationServerKey, applicationServerKey))
      await held.unsubscribe();
    const keys = keysOf(
      await pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: new Uint8Array(applicationServerKey),
      }),
    );
    return keys === null ? { kind: 'failed' } : { kind: 'subscribed', keys };
  } catch {
    return { kind: 'failed' };
  }
}

function isSame(held: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const bytes = held === null ? null : new Uint8Array(held);
  return bytes?.length === wanted.length && bytes.every((byte, place) => byte === wanted[place]);
}
