import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import * as z from 'zod';
import { type Stack, startStack } from '@/scripts/start/stack';
import { type SimulatedPush, startSimulatedPush } from '@/server/connectors/push/simulator/simulated-push';
import { findChromium } from '../scripts/find-chromium.mjs';
import { askApi, declare } from './fixtures/ask-api';
import { BROWSER_ARGS } from './fixtures/browser-args';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { stageLorries } from './fixtures/staged';
import { test as base, expect } from './fixtures/test';

/** A stack of its own, whose push service is a simulated one over HTTP: a headless browser reaches none. */
const test = base.extend<object, { readonly service: SimulatedPush }>({
  service: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter to learn what a fixture needs
    async ({}, use) => {
      const service = await startSimulatedPush({ port: 0 });
      await use(service);
      await service.stop();
    },
    { scope: 'worker' },
  ],
  stack: [
    async ({ service }, use) => {
      const stack = await startStack({ demo: true, environment: { PUSH_SERVICES: service.url } });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
// A browser without windows shows no notification.
const executablePath = (await findChromium({ hasWindow: true })) ?? undefined;
test.use({
  viewport: { width: 360, height: 740 },
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: { args: [...BROWSER_ARGS], ...(executablePath === undefined ? {} : { executablePath }) },
});
test.setTimeout(180_000);

const PLATES = ['51C-774.01', '51C-774.02'] as const;

/** The page's own subscription comes from the simulated service; everything else is the browser's and ours. */
async function subscribeAt(page: Page, service: SimulatedPush): Promise<void> {
  await page.context().grantPermissions(['notifications']);
  await page.exposeFunction('subscribeAt', (key: string) => service.subscribe(key));
  await page.addInitScript(() => {
    type Keys = { endpoint: string; p256dh: string; auth: string };
    const ask = (window as unknown as { subscribeAt: (key: string) => Promise<Keys> }).subscribeAt;
    let held: unknown = null;
    PushManager.prototype.getSubscription = async () => held as PushSubscription | null;
    PushManager.prototype.subscribe = async (options) => {
      const key = options?.applicationServerKey as Uint8Array<ArrayBuffer>;
      const text = btoa(String.fromCharCode(...key))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
      const { endpoint, p256dh, auth } = await ask(text);
      held = {
        endpoint,
        options: { applicationServerKey: key.buffer },
        toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
        unsubscribe: async () => true,
      };
      return held as PushSubscription;
    };
  });
}

/** Hands the worker what the push service would. */
async function deliver(page: Page, origin: string, payload: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registered,
    data: payload,
  });
  await cdp.detach();
}

async function as(browser: Browser, stack: Stack, role: string, path: string, over = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signInQuietly(page, stack.origin, personOf(stack, role, over));
  await page.goto(`${stack.origin}${path}`);
  return page;
}

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  for (const language of ['English', '中文', 'Tiếng Việt']) {
    await page.getByRole('button', { name: language, exact: true }).first().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const told = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`);
    expect.soft(told, `${screen}, ${language}`).toEqual([]);
  }
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect.soft(isWide, `${screen} is wider than a phone`).toBe(false);
}

const mine = z.array(
  z.object({ crossingId: z.string(), plate: z.string(), pass: z.object({ token: z.string() }).nullable() }),
);

test('TE-1 TE-8 TE-9 a driver asks on the pass to be told, is called, sees it on the phone, and the firm sees that he did', async ({
  browser,
  page,
  stack,
  service,
}) => {
  await stageLorries(browser, stack, PLATES);
  const firm = await as(browser, stack, 'declarant', '/declare');
  const listed = mine.parse((await askApi(firm.request, stack.origin, 'declaration.mine')).given);
  const vehicles = listed.filter(({ plate }) => /77401|77402/.test(plate.replace(/\W/g, '')));
  expect(vehicles).toHaveLength(2);

  await subscribeAt(page, service);
  for (const { pass } of vehicles) {
    await page.goto(`${stack.origin}/p#${encodeURIComponent(pass?.token ?? '')}`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.getByRole('button', { name: 'Báo cho tôi khi được gọi' }).click();
    await expect(page.getByText('Máy này sẽ báo khi xe được gọi.')).toBeVisible();
  }
  await expectNoViolations(page, 'the pass that tells');

  const supervisor = await as(browser, stack, 'supervisor', '/control', { gateId: 'HN' });
  const called = await askApi(supervisor.request, stack.origin, 'flow.callNext', {
    gateId: 'HN',
    direction: 'export',
    count: 10,
    yard: 'Bãi',
  });
  expect(called.code).toBeNull();
  await expect.poll(() => service.received().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  const payload = service.received()[0]?.payload ?? '';
  expect(JSON.parse(payload)).toMatchObject({ locale: 'vi', isUrgent: true });
  const told = vehicles.find(({ plate }) => JSON.parse(payload).title.replace(/\W/g, '').includes(plate));

  await deliver(page, stack.origin, payload);
  const shown = () =>
    page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title }) => title),
    );
  await expect.poll(shown).toEqual([JSON.parse(payload).title]);

  await firm.goto(`${stack.origin}/declare#talk-HN-${told?.crossingId}`);
  const driver = firm.locator('[data-state="delivered"]', { hasText: 'Lái xe' });
  await expect(driver.first()).toContainText('đã đến máy', { timeout: 30_000 });
});

test('TE-2 TE-3 the firm reads its inbox, follows a message, and chooses how it is told', async ({
  browser,
  stack,
}) => {
  const page = await as(browser, stack, 'declarant', '/declare#inbox');
  await page.setViewportSize({ width: 360, height: 740 });
  const line = page.getByRole('link', { name: /được gọi vào cửa khẩu/ }).first();
  await expect(line).toBeVisible({ timeout: 30_000 });
  await expectNoViolations(page, 'the inbox');
  await line.click();
  await expect(page.getByRole('heading', { name: 'Hỏi cửa khẩu' })).toBeVisible();
  await page.goto(`${stack.origin}/declare#inbox`);
  await expect(page.locator('[data-read="true"]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Đánh dấu đã đọc hết' }).click();
  await expect(page.locator('[data-read="false"]')).toHaveCount(0);

  await page.goto(`${stack.origin}/account`);
  await expect(page.getByRole('heading', { name: 'Thông báo', exact: true })).toBeVisible();
  await page.getByLabel('Từ', { exact: true }).fill('23:00');
  await page.getByLabel('Xe bị tạm giữ: Thông báo').uncheck();
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page.getByText('Đã lưu.')).toBeVisible();
  await expectNoViolations(page, 'how I am told');
  await page.reload();
  await expect(page.getByLabel('Từ', { exact: true })).toHaveValue('23:00');
  await expect(page.getByLabel('Xe bị tạm giữ: Thông báo')).not.toBeChecked();
});

test('TE-11 TE-12 a firm asks customs in Chinese; the officer answers in Vietnamese; each reads the ready sentences in the own language', async ({
  browser,
  stack,
}) => {
  const firm = await as(browser, stack, 'declarant', '/declare');
  const filed = await declare(firm.request, stack.origin, { plate: '51C-774.03' });
  await firm.goto(`${stack.origin}/declare#talk-HN-${filed.crossingId}`);
  await firm.getByRole('button', { name: '中文', exact: true }).first().click();
  await firm.getByRole('radio', { name: '海关' }).check();
  await firm.getByLabel('常用语').selectOption('what-missing');
  await firm.getByLabel('补充说明').fill('发票已经上传。');
  await firm.getByRole('button', { name: '发送问题' }).click();
  await expect(firm.getByText('发票已经上传。')).toBeVisible();
  await expect(firm.getByLabel('补充说明')).toHaveValue('');

  const officer = await as(browser, stack, 'officer', '/control', { agency: 'customs', gateId: 'HN' });
  const asked = officer.getByRole('listitem').filter({ hasText: '发票已经上传。' }).first();
  await expect(asked).toContainText('Hồ sơ còn thiếu gì?');
  await expect(asked).toContainText('viết bằng tiếng Trung');
  await asked.getByRole('button', { name: 'Trả lời' }).click();
  await officer.getByLabel('Câu có sẵn').selectOption('bring-originals');
  await officer.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(officer.getByText('Đã trả lời').first()).toBeVisible();
  await expectNoViolations(officer, 'questions of firms');

  await firm.reload();
  await expect(firm.getByText('请携带单证原件到窗口。')).toBeVisible({ timeout: 30_000 });
  await firm.goto(`${stack.origin}/declare#inbox`);
  await expect(firm.getByRole('link', { name: /口岸已答复/ }).first()).toBeVisible({ timeout: 40_000 });
});

test('TE-13 the status page is open to everybody, and without a network says since when', async ({
  page,
  context,
  stack,
}) => {
  await page.goto(`${stack.origin}/status`);
  await expect(page.locator('[data-status="up"]')).toBeVisible({ timeout: 20_000 });
  await expectNoViolations(page, 'the status');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('[data-status="down"]')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Không liên lạc được từ')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Cửa khẩu', exact: true })).toBeVisible();
});
