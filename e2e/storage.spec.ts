import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { type DiskRow, readDisk } from '@/proof/kills/tablet-disk';
import { standBetween } from './fixtures/between';
import { filmNothing } from './fixtures/camera-video';
import { ask, loggedBy } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import {
  enrol,
  openTablet,
  recents,
  sendAll,
  syncBadge,
  type TabletPlace,
  unlock,
  unsynced,
  verdict,
} from './fixtures/tablet';
import { expect, test } from './fixtures/test';

/** A tablet's disk: full and freed, not promised by the browser, written by an older version of the app. */
test.setTimeout(240_000);

/** Of these 50 stand in the list of the latest. */
const MOST_SCANS_UNTIL_FULL = 40;

type Pass = { readonly token: string; readonly passId: string };
let folder: string;
let open: BrowserContext | null = null;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-storage-'));
});
test.afterEach(async () => {
  await open?.close().catch(() => undefined);
  open = null;
  await rm(folder, { recursive: true, force: true });
});

async function openHere(place: TabletPlace): Promise<Page> {
  const { context, page } = await openTablet(place);
  open = context;
  return page;
}

const scansOf = (rows: readonly DiskRow[]) =>
  rows.filter(({ type }) => type === 'pass.scanned').map(({ passId }) => passId);

const passesAtHuuNghi = (ownerUrl: string, count: number) =>
  ask(
    ownerUrl,
    (sql) => sql<Pass[]>`
      select token, pass_id as "passId" from pass
      where gate_id = 'HN' and status = 'live' and token <> '' order by pass_id limit ${count}`,
  );

async function scan(page: Page, { token, passId }: Pass): Promise<void> {
  await shoot(page, token);
  const shortCode = `${passId.slice(0, 4)}-${passId.slice(4, 8)}`.toUpperCase();
  await expect(verdict(page)).toBeVisible();
  await expect(page.locator('main').getByText(shortCode, { exact: true }).first()).toBeVisible();
}

test('OF-17 on a full disk scanning goes on, is shouted and called recorded by nobody; freed, it is written in order', async ({
  stack,
}) => {
  const name = 'Máy Đầy';
  const between = await standBetween();
  const place = placeOf(stack.origin, between.proxy);
  await filmNothing(place.video);
  const passes = await passesAtHuuNghi(stack.ownerUrl, MOST_SCANS_UNTIL_FULL + 2);
  const scanned: string[] = [];
  const scanNext = async (page: Page) => {
    const pass = passes[scanned.length];
    if (pass === undefined) throw new Error('the disk never became full');
    await scan(page, pass);
    scanned.push(pass.passId);
  };
  const onDisk = async (page: Page) => scansOf(await readDisk(page));
  try {
    const page = await openHere(place);
    await enrol(page, place, personOf(stack, 'officer', { agency: 'border-guard' }), name);
    between.exchanges = false;
    const alarm = (count: number) =>
      page.getByRole('alert').filter({ hasText: `BỘ NHỚ ĐẦY: ${count} bản ghi` });

    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: stack.origin, quotaSize: 1 });
    // Chromium believes for up to half a minute what it last knew of the space that is left.
    await expect(async () => {
      if ((await alarm(1).count()) === 0) await scanNext(page);
      await expect(alarm(1)).toBeVisible({ timeout: 1000 });
    }).toPass({ intervals: [2000], timeout: 120_000 });
    const recorded = scanned.slice(0, -1);
    for (const inMemory of [1, 2]) {
      await expect(alarm(inMemory)).toBeVisible();
      // Recorded is what is committed: neither the list, nor the count, nor the disk has the others.
      expect(await onDisk(page)).toEqual(recorded);
      expect(await recents(page)).toHaveLength(recorded.length);
      await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(recorded.length));
      if (inMemory === 1) await scanNext(page);
    }

    // With the page would go what rests in memory alone: whoever leaves is asked.
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();

    await session.send('Storage.overrideQuotaForOrigin', { origin: stack.origin });
    await scanNext(page);
    await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(scanned.length));
    await expect(page.getByRole('alert').filter({ hasText: 'BỘ NHỚ ĐẦY' })).toHaveCount(0);
    expect(await onDisk(page)).toEqual(scanned);
    await expect(page.locator('[data-standing]:visible')).toHaveCount(scanned.length);

    between.exchanges = true;
    await sendAll(page);
    const logged = await loggedBy(stack.ownerUrl, name);
    expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, at) => at + 1));
    expect(logged.filter(({ type }) => type === 'pass.scanned')).toHaveLength(scanned.length);
  } finally {
    await between.close();
  }
});

test('OF-17 what the browser does not promise to keep is said', async ({ stack }) => {
  const place = placeOf(stack.origin);
  await filmNothing(place.video);
  const page = await openHere(place);
  const session = await page.context().newCDPSession(page);
  const allow = (setting: 'granted' | 'denied') =>
    session.send('Browser.setPermission', {
      permission: { name: 'persistent-storage' },
      setting,
      origin: stack.origin,
    });
  await allow('denied');
  await enrol(page, place, personOf(stack, 'officer', { agency: 'border-guard' }), 'Máy Không Hứa');
  await syncBadge(page).click();
  const warning = page.getByText('Trình duyệt không hứa giữ dữ liệu');
  await expect(warning).toBeVisible();

  await allow('granted');
  await unlock(page, place);
  await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();
  await syncBadge(page).click();
  await expect(page.getByRole('button', { name: 'Trao đổi ngay' })).toBeVisible();
  await expect(warning).toHaveCount(0);
});

test('OF-16 a database of the first schema opens in this version with every unsent scan', async ({
  stack,
}) => {
  const name = 'Máy Đời Đầu';
  const between = await standBetween();
  const place = placeOf(stack.origin, between.proxy);
  await filmNothing(place.video);
  const passes = await passesAtHuuNghi(stack.ownerUrl, 5);
  try {
    const page = await openHere(place);
    await enrol(page, place, personOf(stack, 'officer', { agency: 'border-guard' }), name);
    between.exchanges = false;
    for (const [at, pass] of passes.entries()) {
      await scan(page, pass);
      await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(at + 1));
    }
    const written = await readDisk(page);
    expect(scansOf(written)).toEqual(passes.map(({ passId }) => passId));

    // A page of the same origin on which nothing of the app has the database open.
    await page.goto(`${stack.origin}/api/health`);
    const versions = await page.evaluate(rewriteAsFirst, FIRST_SCHEMA);
    expect(versions.first).toBe(FIRST_VERSION);
    await unlock(page, place);
    await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();
    // What the officer's coming wrote follows behind.
    expect((await readDisk(page)).slice(0, written.length)).toEqual(written);
    await expect.poll(() => unsynced(page)).toBeGreaterThanOrEqual(passes.length);
    await expect.poll(() => recents(page)).toHaveLength(passes.length);
    expect(await versionNow(page)).toBe(versions.today);

    between.exchanges = true;
    await sendAll(page);
    const logged = await loggedBy(stack.ownerUrl, name);
    expect(logged.slice(0, written.length).map(({ seq }) => seq)).toEqual(written.map(({ seq }) => seq));
  } finally {
    await between.close();
  }
});

const placeOf = (origin: string, proxy?: string): TabletPlace => ({
  origin,
  profile: join(folder, 'profile'),
  video: join(folder, 'nothing.y4m'),
  ...(proxy === undefined ? {} : { proxy }),
});

/** Version 1 of offline/store/tablet-database.ts as tablets in the field have it; Dexie counts in tens. */
const FIRST_VERSION = 10;
const FIRST_SCHEMA = {
  version: FIRST_VERSION,
  stores: [
    { name: 'meta', key: 'key', indexes: [] },
    { name: 'events', key: ['dev', 'seq'], indexes: ['!id', 'crossingId', 'passId', 'verdict.kind'] },
    { name: 'others', key: 'id', indexes: ['crossingId', 'passId'] },
    { name: 'passes', key: 'passId', indexes: ['crossingId', '*keys'] },
    { name: 'uses', key: 'passId', indexes: [] },
    { name: 'lists', key: 'kind', indexes: [] },
    { name: 'processes', key: 'key', indexes: [] },
    { name: 'incidents', key: 'id', indexes: [] },
  ],
};

/** Runs in the page: the same rows in a database as the first version of the app made it. */
async function rewriteAsFirst(schema: typeof FIRST_SCHEMA): Promise<{ today: number; first: number }> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const now = await done(indexedDB.open('gate-tablet'));
  const today = now.version;
  const rows = new Map<string, readonly unknown[]>();
  for (const { name } of schema.stores)
    rows.set(name, await done(now.transaction(name).objectStore(name).getAll()));
  now.close();
  await done(indexedDB.deleteDatabase('gate-tablet'));
  const opening = indexedDB.open('gate-tablet', schema.version);
  opening.onupgradeneeded = () => {
    for (const { name, key, indexes } of schema.stores) {
      const store = opening.result.createObjectStore(name, { keyPath: key });
      for (const index of indexes) {
        const path = index.replace(/^[!*]/, '');
        store.createIndex(path, path, { unique: index.startsWith('!'), multiEntry: index.startsWith('*') });
      }
    }
  };
  const first = await done(opening);
  for (const [name, kept] of rows) {
    const writing = first.transaction(name, 'readwrite').objectStore(name);
    for (const row of kept) await done(writing.put(row));
  }
  first.close();
  return { today, first: schema.version };
}

const versionNow = (page: Page) =>
  page.evaluate(
    async () => (await indexedDB.databases()).find(({ name }) => name === 'gate-tablet')?.version,
  );
