import type { Workbox } from 'workbox-window';
import { BOARDS_MESSAGE } from './shells';

export type AppUpdate =
  | { readonly kind: 'none' }
  /** `apply` lets the waiting worker take over and reloads this tab once it controls. */
  | { readonly kind: 'waiting'; readonly apply: () => void };

let current: AppUpdate = { kind: 'none' };
let registered = false;
const listeners = new Set<() => void>();

const UPDATE_CHECK_MS = 30 * 60_000;

function offer(apply: () => void): void {
  current = { kind: 'waiting', apply };
  for (const listener of listeners) listener();
}

function takeOver(workbox: Workbox): void {
  workbox.addEventListener('controlling', () => window.location.reload());
  workbox.messageSkipWaiting();
}

/** Registers `/sw.js` once per tab, after the page has loaded, so that the first paint is not delayed by precaching. */
export function registerServiceWorker(): void {
  if (registered || typeof navigator === 'undefined' || !('serviceWorker' in navigator)) return;
  registered = true;
  // A browser that cannot fetch it now registers at the next opening.
  register().catch(() => undefined);
}

async function register(): Promise<void> {
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox('/sw.js', { scope: '/', updateViaCache: 'none' });
  // The first worker of a slow device is told as waiting too, while it is about to take over.
  workbox.addEventListener('waiting', (event) => {
    // `isUpdate` speaks of the moment of registering; what comes later in the same tab is external.
    if (event.isUpdate || event.isExternal || event.wasWaitingBeforeRegister) offer(() => takeOver(workbox));
  });
  // Another tab applied the update: this one runs old code beside the new worker until it is opened anew.
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate === true || event.isExternal === true) offer(() => window.location.reload());
  });
  // An insecure origin or a browser that forbids workers: the page works on, without the offline start.
  workbox.register().catch(() => undefined);
  setInterval(() => void workbox.update().catch(() => undefined), UPDATE_CHECK_MS);
}

export function watchAppUpdate(listener: () => void): () => void {
  registerServiceWorker();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks at once; resolves when a newer worker, if there is one, waits. */
export async function lookForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await registration?.update().catch(() => undefined);
  const installing = registration?.installing ?? null;
  if (installing === null) return;
  await new Promise<void>((resolve) => {
    installing.addEventListener('statechange', () => {
      if (installing.state !== 'installing') resolve();
    });
  });
}

/** A board on a wall: kept for a start without the centre, and renewed where nothing else of ours is open. */
export function keepForBoards(): void {
  const renew = () => {
    if (current.kind !== 'waiting') return;
    navigator.serviceWorker
      .getRegistration()
      .then((registration) => registration?.waiting?.postMessage({ type: BOARDS_MESSAGE }))
      .catch(() => undefined);
  };
  if (typeof navigator === 'undefined' || !('serviceWorker' in navigator)) return;
  // The first worker takes this page over as well, and that is no update.
  const isFirst = navigator.serviceWorker.controller === null;
  let seen = 0;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    seen += 1;
    if (!isFirst || seen > 1) window.location.reload();
  });
  watchAppUpdate(renew);
  // Where another page was open then, it may be closed by now.
  setInterval(renew, UPDATE_CHECK_MS);
}

export const appUpdate = (): AppUpdate => current;
