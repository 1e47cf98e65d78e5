import { keysOf } from '../push/push-keys';
import { notificationOf, readPushMessage } from './push-message';

type Scope = Omit<ServiceWorkerGlobalScope, '__WB_MANIFEST'>;

const tell = (procedure: string, body: unknown): Promise<unknown> =>
  fetch(`/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
  }).catch(() => undefined);

/** What is pushed is shown, opened where it leads, and both are told to the centre (TE-8). */
export function answerPushes(self: Scope): void {
  self.addEventListener('push', (event) => {
    const message = readPushMessage(event.data?.text() ?? null);
    const shown = self.registration.showNotification(message.title, notificationOf(message));
    event.waitUntil(
      shown.then(() =>
        message.id === '' ? undefined : tell('telling.seen', { id: message.id, state: 'delivered' }),
      ),
    );
  });

  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const { id, url } = readPushMessage(
      JSON.stringify({ title: '', text: '', ...(event.notification.data as object) }),
    );
    event.waitUntil(
      Promise.all([open(self, url), id === '' ? undefined : tell('telling.seen', { id, state: 'opened' })]),
    );
  });

  // The push service gave this browser another address; TypeScript does not know the event.
  self.addEventListener('pushsubscriptionchange', (event: Event) => {
    if (event instanceof ExtendableEvent) event.waitUntil(move(self, event));
  });
}

/** In the window that shows this page already, else in a new one. */
async function open(self: Scope, url: string): Promise<void> {
  const wanted = new URL(url, self.location.origin);
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = windows.find((window) => new URL(window.url).pathname === wanted.pathname);
  if (same === undefined) {
    await self.clients.openWindow(wanted.href);
    return;
  }
  // A window that is not ours to navigate is at least brought to the front.
  await same.navigate(wanted.href).catch(() => null);
  await same.focus().catch(() => null);
}

type Changed = {
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
};

async function move(self: Scope, event: ExtendableEvent & Changed): Promise<void> {
  const { oldSubscription: old, newSubscription } = event;
  // Without the old address nobody knows whose it was: the page subscribes anew when it is opened.
  if (!old) return;
  const next =
    newSubscription ?? (await self.registration.pushManager.subscribe(old.options).catch(() => null));
  const [before, after] = [keysOf(old), next && keysOf(next)];
  if (before === null || !after) return;
  await tell('telling.moveSubscription', {
    old: { endpoint: before.endpoint, auth: before.auth },
    next: after,
  });
}
