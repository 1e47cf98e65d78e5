import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { SYNC_MESSAGE, SYNC_TAG } from './background-sync';
import { shellOf } from './shells';

type Entry = { readonly url: string; readonly revision: string };
type Scope = Omit<ServiceWorkerGlobalScope, '__WB_MANIFEST'> & { readonly __WB_MANIFEST: readonly Entry[] };
declare const self: Scope;

/**
 * Keeps the app on the tablet: shells and static files of one build, nothing else. No answer of /api is ever kept, and
 * this worker never takes over by itself: a new one waits until a page sends SKIP_WAITING (OF-16).
 */
const manifest = self.__WB_MANIFEST;
const assets = new Set(manifest.map(({ url }) => new URL(url, self.location.origin).pathname));

precache([...manifest]);
cleanupOutdatedCaches();

self.addEventListener('message', (event) => {
  const said: unknown = event.data;
  if (typeof said === 'object' && said !== null && 'type' in said && said.type === 'SKIP_WAITING')
    void self.skipWaiting();
});

// The first opening is controlled at once: what it loads later (decoder, camera) must come from here if the network dies.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Path of the kept file that answers this request, null when the network is asked. */
function keptPath(request: Request): string | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return null;
  // Search parameters do not make another shell; RSC requests are no navigations and go to the network.
  if (request.mode === 'navigate') return shellOf(url.pathname);
  return shellOf(url.pathname) === null && assets.has(url.pathname) ? url.pathname : null;
}

self.addEventListener('fetch', (event) => {
  const path = keptPath(event.request);
  if (path === null) return;
  // Evicted by the browser: the network is the second chance.
  event.respondWith(matchPrecache(path).then((kept) => kept ?? fetch(event.request)));
});

// Background Sync, where the browser has it: the open pages exchange. With none open there is nothing to do it with,
// and nothing is lost: the outbox is on the disk, and the next opening sends it (OF-45).
self.addEventListener('sync', (event: Event) => {
  if (event instanceof ExtendableEvent && 'tag' in event && event.tag === SYNC_TAG)
    event.waitUntil(wakePages());
});

async function wakePages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: SYNC_MESSAGE });
}
