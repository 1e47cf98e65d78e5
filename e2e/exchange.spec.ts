import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { type Stack, startStack } from '@/scripts/start/stack';
import { askApi, declare, type Issued } from './fixtures/ask-api';
import { filmNothing } from './fixtures/camera-video';
import { startCaptivePortal } from './fixtures/captive-portal';
import { ask, loggedBy } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { enrol, exchangeNow, openTablet, syncBadge, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

test.setTimeout(240_000);
test.describe.configure({ mode: 'serial' });

const HN = 'HN';
const ONE = 'Máy Thứ Nhất';
const TWO = 'Máy Thứ Hai';
let stack: Stack;
let folder: string;
let passes: Issued[];
/** How the centre's pulls came. */
const packed = new Set<string>();
let one: { context: BrowserContext; page: Page };
let two: { context: BrowserContext; page: Page };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  stack = await startStack({ demo: true });
  folder = await mkdtemp(join(tmpdir(), 'gate-exchange-'));
  const video = join(folder, 'nothing.y4m');
  await filmNothing(video);
  const declarant = await browser.newContext({ locale: 'vi-VN' });
  const asking = await declarant.newPage();
  await signIn(asking, stack.origin, personOf(stack, 'declarant'), '/declare');
  passes = [];
  for (let at = 0; at < 6; at++)
    passes.push(
      await declare(asking.request, stack.origin, { plate: `51C-77${at}.11`, trailer: `51R-33${at}.33` }),
    );
  await declarant.close();
  const officer = personOf(stack, 'officer', { agency: 'border-guard', gateId: HN });
  const open = async (name: string, profile: string) => {
    const place = { origin: stack.origin, profile: join(folder, profile), video };
    const tablet = await openTablet(place);
    tablet.page.on('response', (response) => {
      if (response.url().endsWith('/api/sync/pull'))
        packed.add(response.headers()['content-encoding'] ?? 'plain');
    });
    await enrol(tablet.page, place, officer, name);
    return tablet;
  };
  one = await open(ONE, 'one');
  two = await open(TWO, 'two');
});
test.afterAll(async () => {
  await one?.context.close();
  await two?.context.close();
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const confirmEntry = (page: Page) => page.getByRole('button', { name: 'Xác nhận: Vào cửa khẩu' });
const tokenOf = (at: number): string => passes[at]?.token ?? '';

test('OF-45 a second tablet learns of a use within seconds, long before its own timer', async () => {
  await shoot(one.page, tokenOf(0));
  await expect(verdict(one.page)).toHaveAttribute('data-verdict', 'proceed');
  await expect(syncBadge(one.page)).toHaveAttribute('data-unsynced', '0');
  await shoot(two.page, tokenOf(0));
  await expect(verdict(two.page)).toHaveAttribute('data-verdict', 'proceed');
  await expect(confirmEntry(one.page)).toBeVisible();
  // Its next turn by the timer is at least 24 s away: it exchanged when it scanned.
  await confirmEntry(two.page).click();
  await expect(confirmEntry(one.page)).toHaveCount(0, { timeout: 12_000 });
  for (const { page } of [one, two]) await page.getByRole('button', { name: 'Xe tiếp' }).click();
});

test('OF-44 a captive portal in place of the centre is named, scanning goes on, and everything is sent afterwards', async () => {
  const { page } = one;
  const port = Number(new URL(stack.origin).port);
  await stack.killServer();
  let scanned = 1;
  for (const how of ['page', 'redirect'] as const) {
    const portal = await startCaptivePortal(port, how);
    await shoot(page, tokenOf(scanned));
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
    await confirmEntry(page).click();
    await expect(confirmEntry(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Xe tiếp' }).click();
    await exchangeNow(page);
    await expect(page.locator('[data-line="portal"]')).toHaveText('Mạng này đòi đăng nhập trước.', {
      timeout: 30_000,
    });
    await page.keyboard.press('Escape');
    await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(2 * scanned));
    expect(portal.asked().some((asked) => asked.startsWith('POST /api/sync/'))).toBe(true);
    await portal.stop();
    scanned += 1;
  }
  await exchangeNow(page);
  await expect(page.locator('[data-line="unreachable"]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');

  const before = (await loggedBy(stack.ownerUrl, ONE)).length;
  await stack.startServer();
  await exchangeNow(page);
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0', { timeout: 30_000 });
  await expect(page.locator('[data-line]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  const logged = await loggedBy(stack.ownerUrl, ONE);
  expect(logged).toHaveLength(before + 4);
  expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, at) => at + 1));
});

test('OF-45 the browser wakes the page when there is a network again, and nothing is dropped by it', async () => {
  const { page, context } = two;
  const worker = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    worker.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations;
      if (registration !== undefined) resolve(registration.registrationId);
    });
  });
  await worker.send('ServiceWorker.enable');
  const registrationId = await found;
  await exchangeNow(page);
  await expect(syncBadge(page)).toHaveAttribute('data-connection', 'online', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  // Its timer would do so in 24 s at the earliest.
  const pulled = page.waitForRequest((request) => request.url().endsWith('/api/sync/pull'), {
    timeout: 10_000,
  });
  await worker.send('ServiceWorker.dispatchSyncEvent', {
    origin: `${stack.origin}/`,
    registrationId,
    tag: 'gate-exchange',
    lastChance: false,
  });
  await pulled;
  await worker.detach();
});

test('OF-46 what is pulled comes packed, once', () => {
  expect(packed).toContain('br');
});

test('OF-43 the tablet tells how it fares', async () => {
  const rows = await ask(
    stack.ownerUrl,
    (sql) => sql<{ condition: { version: string; persisted: boolean | null } | null }[]>`
      select condition from device where name = ${ONE}`,
  );
  expect(rows[0]?.condition?.version).toMatch(/^[0-9a-f]{8}$/);
  expect(rows[0]?.condition).toMatchObject({ unsynced: expect.any(Number) });
});

test('what was set aside stands in the control room with its reason, is looked at with one, and stays', async ({
  browser,
}) => {
  await ask(
    stack.ownerUrl,
    (sql) => sql`insert into device_quarantine (gate_id, device_id, seq, raw_hash, code, raw, received_at)
      select gate_id, device_id, 901, ${'e'.repeat(64)}, 'shape', '{"type":"no.such.type"}', ${Date.now()}
      from device where name = ${TWO}`,
  );
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: HN }), '/control');
  await page.getByRole('link', { name: 'Để riêng' }).click();
  const thing = page.locator('[data-quarantined="shape"]').filter({ hasText: TWO });
  await expect(thing).toContainText('bản ghi 901');
  await thing.getByText('Nguyên văn').click();
  await expect(thing.getByText('no.such.type')).toBeVisible();
  await thing.getByRole('button', { name: 'Đã xem…' }).click();
  await thing.getByLabel('Lý do').fill('Máy thử nghiệm');
  await thing.getByRole('button', { name: 'Ghi là đã xem' }).click();
  await expect(thing).toContainText('Máy thử nghiệm');
  await page.reload();
  await expect(thing).toContainText('Máy thử nghiệm');
  await context.close();
});

test('OF-49 a tablet that is to be wiped sends what it has, forgets everything and says so', async ({
  browser,
}) => {
  const { page } = one;
  const context = await browser.newContext({ locale: 'vi-VN' });
  const asking = await context.newPage();
  await signIn(asking, stack.origin, personOf(stack, 'supervisor', { gateId: HN }), '/control');
  const [device] = await ask(
    stack.ownerUrl,
    (sql) => sql<{ id: string }[]>`select device_id as id from device where name = ${ONE}`,
  );
  await one.context.setOffline(true);
  await shoot(page, tokenOf(4));
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
  const before = (await loggedBy(stack.ownerUrl, ONE)).length;
  const answer = await askApi(asking.request, stack.origin, 'control.wipeDevice', {
    gateId: HN,
    device: device?.id,
    reason: 'mất máy',
  });
  expect(answer.code).toBeNull();
  await context.close();
  await one.context.setOffline(false);

  await expect(page.getByText('Máy này đã được xóa theo yêu cầu của trung tâm.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('heading', { name: 'Cài đặt máy này' })).toBeVisible();
  expect((await loggedBy(stack.ownerUrl, ONE)).length).toBeGreaterThan(before);
  await page.reload();
  await expect(page.getByText('Máy này đã được xóa theo yêu cầu của trung tâm.')).toBeVisible();
  const rows = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('gate-tablet');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const names = [...database.objectStoreNames];
    const reading = database.transaction(names, 'readonly');
    const count = (name: string) =>
      new Promise<number>((resolve) => {
        const asked = reading.objectStore(name).count();
        asked.onsuccess = () => resolve(asked.result);
      });
    const counts = await Promise.all(names.map(async (name) => [name, await count(name)] as const));
    database.close();
    return counts.filter(([, rows]) => rows > 0);
  });
  // What is left: that it was wiped, and the mark by which what was begun before knows that its keys are gone.
  expect(rows).toEqual([['meta', 2]]);
});
