import { beforeEach, expect, test, vi } from 'vitest';

type Listener = (event: {
  isUpdate?: boolean;
  isExternal?: boolean;
  wasWaitingBeforeRegister?: boolean;
}) => void;

const worker = vi.hoisted(() => ({ listeners: new Map<string, Listener[]>(), skipped: 0 }));
vi.mock('workbox-window', () => ({
  Workbox: class {
    addEventListener(type: string, listener: Listener) {
      worker.listeners.set(type, [...(worker.listeners.get(type) ?? []), listener]);
    }
    messageSkipWaiting() {
      worker.skipped += 1;
    }
    register = async () => undefined;
    update = async () => undefined;
  },
}));

const say = (type: string, event: Parameters<Listener>[0] = {}) => {
  for (const listener of worker.listeners.get(type) ?? []) listener(event);
};
let reloads = 0;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  worker.listeners.clear();
  worker.skipped = 0;
  reloads = 0;
  vi.stubGlobal('navigator', { serviceWorker: {} });
  vi.stubGlobal('window', { location: { reload: () => (reloads += 1) } });
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

async function opened() {
  const app = await import('./register');
  let told = 0;
  app.watchAppUpdate(() => (told += 1));
  await vi.dynamicImportSettled();
  return { update: app.appUpdate, told: () => told };
}

test('OF-16 a new version waits, is offered, and takes over only when somebody applies it', async () => {
  const { update, told } = await opened();
  expect(update()).toEqual({ kind: 'none' });
  say('waiting', { isUpdate: true });
  expect([told(), worker.skipped, reloads]).toEqual([1, 0, 0]);
  const offered = update();
  if (offered.kind !== 'waiting') throw new Error('not offered');
  offered.apply();
  expect([worker.skipped, reloads]).toEqual([1, 0]);
  say('controlling', { isUpdate: true });
  expect(reloads).toBe(1);
});

test('OF-16 a version that comes while the first tab is still open is offered as well', async () => {
  const { update } = await opened();
  say('waiting', { isUpdate: false, isExternal: true });
  expect(update().kind).toBe('waiting');
});

test("OF-16 another tab's update is offered and not forced; the first worker of a tab is no update", async () => {
  const { update } = await opened();
  // Told of the first one as well, where installing takes long.
  say('waiting', { isUpdate: false });
  say('controlling', { isUpdate: false });
  expect(update()).toEqual({ kind: 'none' });
  say('controlling', { isExternal: true });
  expect([reloads, worker.skipped]).toEqual([0, 0]);
  const offered = update();
  if (offered.kind !== 'waiting') throw new Error('not offered');
  offered.apply();
  expect([reloads, worker.skipped]).toEqual([1, 0]);
});
