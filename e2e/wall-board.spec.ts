import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, type Browser, chromium, type Page, request } from '@playwright/test';
import type { SignIn } from '@/scripts/start/announce';
import { type Stack, startStack } from '@/scripts/start/stack';
import { findChromium } from '../scripts/find-chromium.mjs';
import { askApi } from './fixtures/ask-api';
import { BROWSER_ARGS } from './fixtures/browser-args';
import { measureFarTexts, measureOverflow } from './fixtures/measure-board';
import { expect, test } from './fixtures/telling-test';

/**
 * The public boards on the screens they are made for: a wall that is read from 8 m and a phone, both themes, three
 * languages; then the line is cut, and the board says how old it is and catches up.
 */
test.setTimeout(180_000);

const SIZES = { wall: { width: 1920, height: 1080 }, phone: { width: 360, height: 740 } } as const;
const LANGUAGES = ['Tiếng Việt', 'English', '中文'] as const;
/** What is read from 8 m on a wall of 1920 × 1080 (ui.md). */
const CAPITAL_PX = 37;

let stack: Stack;
let desk: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  stack = await startStack({ demo: true });
  // Two hours of the declared day, through the tablets, so that there is something on the boards.
  const play = ['scripts/gate.ts', 'play', '--url', stack.origin, '--gate', 'HN', '--speed', '900'];
  await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', ...play, '--from', '06:00', '--to', '09:00'],
    { env: { ...process.env, DATA_DIR: stack.dataDir } },
  );
  desk = await request.newContext({ extraHTTPHeaders: { origin: stack.origin } });
  const { email, password } = person('supervisor');
  const answer = await desk.post(`${stack.origin}/api/auth/sign-in/email`, { data: { email, password } });
  expect(answer.ok()).toBe(true);
  await announce('Làn 3 chỉ dành cho hàng tươi.', 'Lane 3 is for fresh goods only.', '3号通道仅限生鲜车辆。');
});
test.afterAll(async () => {
  await desk?.dispose();
  await stack?.stop();
});

const person = (role: string): SignIn => {
  const found = stack.signIns.find((each) => each.role === role && (each.gateId ?? 'HN') === 'HN');
  if (!found) throw new Error(`no sign-in for ${role}`);
  return found;
};

async function announce(vi: string, en: string, zh: string): Promise<void> {
  const answer = await askApi(desk, stack.origin, 'announcement.make', {
    gateId: 'HN',
    text: { vi, en, zh },
    until: null,
  });
  expect(answer.code).toBeNull();
}

async function open(browser: Browser, path: string, size: keyof typeof SIZES): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(stack.origin + path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(
    page.locator(path === '/board' ? '[data-gate="HN"]' : '[data-plate]:visible').first(),
  ).toBeVisible();
  return page;
}

/** Light and dark, as a person chooses them: a wall is dark by itself, a phone as its system says. */
const toLight = (page: Page) => page.getByRole('button', { name: /nền sáng|light|浅色|亮/i });
const toDark = (page: Page) => page.getByRole('button', { name: /nền tối|dark|深色|暗/i });
async function choose(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const button = theme === 'light' ? toLight(page) : toDark(page);
  if (await button.isVisible()) await button.click();
}
const speak = (page: Page, language: string) =>
  page.getByRole('button', { name: language, exact: true }).click();

/** From now on time passes only where a test lets it. */
const stopClock = (page: Page) => page.clock.pauseAt(Date.now() + 1_000);

const BOARDS = ['/board/HN', '/board'] as const;
for (const path of BOARDS)
  for (const size of ['wall', 'phone'] as const)
    test(`${path} on a ${size}: both themes, three languages, nothing scrolls sideways, no violation`, async ({
      browser,
    }) => {
      const page = await open(browser, path, size);
      for (const theme of ['light', 'dark'] as const) {
        await choose(page, theme);
        for (const language of LANGUAGES) {
          await speak(page, language);
          const where = `${path} ${size} ${theme} ${language}`;
          await expect(page.getByRole('button', { name: language, exact: true })).toHaveAttribute(
            'aria-pressed',
            'true',
          );
          expect.soft(await measureOverflow(page), where).toEqual([]);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const told = violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
          );
          expect.soft(told, where).toEqual([]);
          if (size === 'wall') {
            const far = await measureFarTexts(page);
            expect(far.length, where).toBeGreaterThan(path === '/board' ? 10 : 20);
            expect
              .soft(
                far.filter(({ capitalPx }) => capitalPx < CAPITAL_PX),
                where,
              )
              .toEqual([]);
          }
        }
      }
      await page.context().close();
    });

test('the wall tells an announcement in three languages one after the other, also where motion is unwanted', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: SIZES.wall, reducedMotion: 'reduce' });
  await page.clock.install();
  await page.goto(`${stack.origin}/board/HN`);
  const now = page.locator('[data-said="now"]');
  await expect(now).toHaveText(/Làn 3 chỉ dành cho hàng tươi/);
  await stopClock(page);
  for (const next of [/Lane 3 is for fresh goods only/, /3号通道仅限生鲜车辆/, /Lái xe không vào/]) {
    await page.clock.runFor(8_000);
    await expect(now).toHaveText(next);
  }
  await page.close();
});

test('a wall that nobody touches turns its languages, and forgets them when it is closed', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: SIZES.wall });
  await page.clock.install();
  await page.goto(`${stack.origin}/board/HN#turn`);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Hữu Nghị');
  await stopClock(page);
  for (const name of ['Huu Nghi', '友谊', 'Hữu Nghị']) {
    await page.clock.runFor(20_000);
    await expect(title).toHaveText(name);
  }
  expect(await page.evaluate(() => localStorage.getItem('locale'))).toBeNull();
  await page.close();
});

test('the line is cut: the board stays, says how old it is, and catches up', async ({ browser }) => {
  const page = await open(browser, '/board/HN', 'wall');
  const plates = await page.locator('[data-plate]:visible').count();
  await expect(page.locator('[data-old]')).toHaveAttribute('data-old', 'false');

  await page.context().setOffline(true);
  await expect(page.getByText(/Mất kết nối\. Số liệu cũ/)).toBeVisible();
  await expect(page.locator('[data-plate]:visible')).toHaveCount(plates);
  expect(await measureOverflow(page)).toEqual([]);
  await announce('Mở thêm đến 22:00.', 'Open until 22:00 today.', '今日延长至22:00。');
  await page.context().setOffline(false);
  await expect(page.getByText('Mở thêm đến 22:00.')).toBeAttached({ timeout: 60_000 });
  await expect(page.locator('[data-old]')).toHaveAttribute('data-old', 'false');

  // The centre itself goes away, as in a power cut, and comes back.
  await stack.killServer();
  await expect(page.getByText(/Mất kết nối\. Số liệu cũ/)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-plate]:visible')).toHaveCount(plates);
  await stack.startServer();
  await expect(page.locator('[data-old]')).toHaveAttribute('data-old', 'false', { timeout: 60_000 });
  await page.close();
});

test('GA-16 a wall that starts again with the centre gone shows the last picture it kept, and since when it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gate-wall-'));
  await chmod(folder, 0o711);
  const executablePath = (await findChromium()) ?? undefined;
  const start = () =>
    chromium.launchPersistentContext(folder, {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...BROWSER_ARGS],
      viewport: SIZES.wall,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
  const boards = [
    ['/board/HN', 'board HN'],
    ['/board', 'board province'],
  ] as const;
  let wall = await start();
  const first = wall.pages()[0] ?? (await wall.newPage());
  for (const [path, kept] of boards) {
    await first.goto(stack.origin + path);
    await expect(first.locator('[data-old]')).toHaveAttribute('data-old', 'false');
    // What is drawn is kept a moment later.
    await expect
      .poll(() => first.evaluate((board) => localStorage.getItem(board)?.length ?? 0, kept))
      .toBeGreaterThan(500);
  }
  await first.goto(`${stack.origin}/board/HN`);
  await expect(first.locator('[data-plate]:visible').first()).toBeVisible();
  await first.evaluate(() => navigator.serviceWorker.ready.then((ready) => ready.active?.state));
  await wall.close();

  await stack.killServer();
  wall = await start();
  const again = wall.pages()[0] ?? (await wall.newPage());
  await again.goto(`${stack.origin}/board/HN`);
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('Hữu Nghị');
  await expect(again.locator('[data-plate]:visible').first()).toBeVisible({ timeout: 30_000 });
  await expect(again.getByText(/Mất kết nối\. Số liệu cũ/)).toBeVisible();
  // Since the picture was made, not since the wall was switched on.
  const badge = again.getByText(/từ \d\d:\d\d/).first();
  await expect(badge).toBeVisible();
  expect(await measureOverflow(again)).toEqual([]);
  await again.goto(`${stack.origin}/board`);
  await expect(again.locator('[data-gate="HN"]')).toBeVisible();
  await expect(again.getByText(/Mất kết nối\. Số liệu cũ/)).toBeVisible({ timeout: 30_000 });

  await stack.startServer();
  await expect(again.locator('[data-old]')).toHaveAttribute('data-old', 'false', { timeout: 60_000 });
  await wall.close();
  await rm(folder, { recursive: true, force: true });
});
