import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { readSignIns } from '@/scripts/start/announce';
import { findChromium } from '../scripts/find-chromium.mjs';
import { BROWSER_ARGS } from './fixtures/browser-args';
import { filmNothing } from './fixtures/camera-video';
import { gunScan, passesOf, signInQuietly } from './fixtures/passes';
import { enrol, recents, verdict } from './fixtures/tablet';

/**
 * Makes docs/pictures again: `npx tsx e2e/pictures.ts http://localhost:3000 .data`, against a running demonstration
 * whose day has been played. It enrols one tablet there and scans with it.
 */
const [origin = 'http://localhost:3000', dataDir = '.data', only = ''] = process.argv.slice(2);
const FOLDER = 'docs/pictures';
const SIZES = { phone: [360, 740], tablet: [1280, 800], wall: [1920, 1080] } as const;
type Shot = {
  readonly size: keyof typeof SIZES;
  readonly theme?: 'light' | 'dark';
  readonly locale?: 'vi' | 'en' | 'zh';
  readonly role?: string;
};

const signIns = await readSignIns(dataDir);
const person = (role: string) => {
  const found = signIns.find((each) => each.role === role);
  if (!found) throw new Error(`no sign-in for ${role}`);
  return found;
};
const folder = await mkdtemp(join(tmpdir(), 'gate-pictures-'));
const video = join(folder, 'camera.y4m');
await filmNothing(video);
await mkdir(FOLDER, { recursive: true });
const executablePath = (await findChromium()) ?? undefined;
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [
    ...BROWSER_ARGS,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ],
});

async function shoot(name: string, shot: Shot, act: (page: Page) => Promise<void>): Promise<void> {
  if (!name.startsWith(only)) return;
  const [width, height] = SIZES[shot.size];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: shot.theme ?? 'light',
    locale: { vi: 'vi-VN', en: 'en-GB', zh: 'zh-CN' }[shot.locale ?? 'vi'],
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  if (shot.role) await signInQuietly(page, origin, person(shot.role));
  await act(page);
  await settled(page);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  if (shot.size === 'wall') await shrink(page, `${FOLDER}/${name}.png`);
  await context.close();
}
/** Faces are there, and two pictures of the screen have been painted since. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });
}
/** A wall's picture at two thirds of its size: enough to look at, small enough to keep. */
async function shrink(page: Page, path: string): Promise<void> {
  const source = `data:image/png;base64,${(await readFile(path)).toString('base64')}`;
  await page.goto('about:blank');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.setContent(`<body style="margin:0"><img width="1280" height="720" src="${source}">`);
  await page.screenshot({ path });
}
const open = (path: string) => async (page: Page) => {
  await page.goto(origin + path);
  await page.getByRole('heading').first().waitFor();
  // Live figures and vehicles come after the shell.
  if (path.startsWith('/board/') || path === '/control') await page.locator('[data-plate]').first().waitFor();
  if (path === '/board')
    await page
      .getByText(/\d{2}:\d{2}, /)
      .first()
      .waitFor();
};
const openPass = async (page: Page) => {
  const [token = ''] = await passesOf(page, origin);
  await open(`/p#${encodeURIComponent(token)}`)(page);
};

await shoot('home-phone', { size: 'phone' }, open('/'));
await shoot('declare-phone', { size: 'phone', role: 'declarant' }, async (page) => {
  await open('/declare')(page);
  await page.getByRole('link', { name: 'Khai chuyến mới' }).click();
});
await shoot('pass-phone', { size: 'phone', role: 'declarant' }, openPass);
await shoot(
  'pass-phone-dark-zh',
  { size: 'phone', theme: 'dark', locale: 'zh', role: 'declarant' },
  openPass,
);
await shoot('board-wall', { size: 'wall' }, open('/board/HN'));
await shoot('board-phone-zh', { size: 'phone', locale: 'zh' }, open('/board/HN'));
await shoot('province-wall-en', { size: 'wall', locale: 'en' }, open('/board'));
await shoot('control-en', { size: 'tablet', locale: 'en', role: 'supervisor' }, open('/control'));

// One tablet, several pictures: a shift in its order.
await shoot('gate-ready', { size: 'tablet', theme: 'dark', role: 'declarant' }, async (page) => {
  const [token = '', second = ''] = await passesOf(page, origin);
  await page.context().clearCookies();
  // Its last look, at the line to the centre, may be too early on a busy machine.
  await enrol(page, { origin, profile: '', video }, person('officer'), 'Chốt 1').catch(() =>
    page.locator('[data-connection="online"]').waitFor({ timeout: 60_000 }),
  );
  const still = (name: string) => page.screenshot({ path: `${FOLDER}/${name}.png` });
  const scan = async (text: string) => {
    const before = (await recents(page)).length;
    await gunScan(page, text);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-standing]').length > count,
      before,
    );
    await verdict(page).waitFor();
    await settled(page);
  };
  await scan(second);
  await scan('HELLO 12345');
  await still('gate-refuse-dark');
  await scan(token);
  await still('gate-verdict-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.context().setOffline(true);
  await scan(token);
  await page.locator('[data-connection="offline"]').waitFor();
  await still('gate-offline-light');
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  await still('gate-phone-light');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.context().setOffline(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Xe tiếp' }).click();
});

await browser.close();
await rm(folder, { recursive: true, force: true });
