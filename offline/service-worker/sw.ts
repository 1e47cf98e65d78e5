import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { answerPushes } from './answer-push';
import { SYNC_MESSAGE, SYNC_TAG } from './background-sync';
import { BOARDS_MESSAGE, isBoard, shellOf } from './shells';

type Entry = { readonly url: string; readonly revision: string };
type Scope = Omit<ServiceWorkerGlobalScope, '__WB_MANIFEST'> & { readonly __WB_MANIFEST: readonly Entry[] };
declare const self: Scope;

/**
 * Keeps the app on the tablet: shells and static files of one build, nothing else. No answer of /api is ever kept, and
 * this worker never takes over by itself: a new one waits until a page asks it to (OF-16).
 */
const manifest = self.__WB_MANIFEST;
const assets = new Set(manifest.map(({ url }) => new URL(url, self.location.origin).pathname));

precache([...manifest]);
cleanupOutdatedCaches();

/** Not in TypeScript's library yet; where a browser has it not, `fetch` below leaves it to the network as well. */
type RoutedInstall = ExtendableEvent & {
  readonly addRoutes?: (rule: {
    readonly condition: { readonly urlPattern: string };
    readonly source: 'network';
  }) => Promise<void>;
};

// What the centre is asked never waits for this worker to start, or to take over (decision 090).
self.addEventListener('install', (event: RoutedInstall) => {
  const routed = event.addRoutes?.({ condition: { urlPattern: '/api/*' }, source: 'network' });
  if (routed !== undefined) event.waitUntil(routed.catch(() => undefined));
});

self.addEventListener('message', (event) => {
  const said: unknown = event.data;
  const type = typeof said === 'object' && said !== null && 'type' in said ? said.type : null;
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === BOARDS_MESSAGE) event.waitUntil(skipWaitingForBoards());
});

/** Nobody presses anything on a wall: where only boards are open, a new version takes over by itself (OF-16). */
async function skipWaitingForBoards(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.every(({ url }) => new URL(url).pathname.startsWith('/board'))) await self.skipWaiting();
}

// The first opening is controlled at once: what it loads later (decoder, camera) must come from here if the network dies.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Longer than a slow network needs for one page, shorter than somebody looks at a dark wall. */
const PATIENCE_MS = 8_000;

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
  event.respondWith(isBoard(path) ? freshOrKept(event.request, path) : keptOrFresh(event.request, path));
});

/** Evicted by the browser: the network is the second chance. */
const keptOrFresh = async (request: Request, path: string): Promise<Response> =>
  (await matchPrecache(path)) ?? fetch(request);

/** A board is for who looks now: the page of today where there is a centre, the kept one where there is none (GA-16). */
async function freshOrKept(request: Request, path: string): Promise<Response> {
  const fresh = await Promise.race([
    fetch(request).catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
  ]);
  return fresh !== null && fresh.status < 500 ? fresh : keptOrFresh(request, path);
}

// Background Sync, where the browser has it: the open pages exchange. With none open there is nothing to do it with,
// and nothing is lost: the outbox is on the disk, and the next opening sends it (OF-45).
self.addEventListener('sync', (event: Event) => {
  if (event instanceof ExtendableEvent && 'tag' in event && event.tag === SYNC_TAG)
    event.waitUntil(wakePages());
});

answerPushes(self);

async function wakePages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: SYNC_MESSAGE });
}
