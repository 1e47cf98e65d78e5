import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import postgres from 'postgres';
import type { SignIn } from '@/scripts/start/announce';
import { type Stack, startStack } from '@/scripts/start/stack';
import { filmNothing, filmScreenshot } from './fixtures/camera-video';
import { signIn } from './fixtures/sign-in';
import {
  confirmStep,
  enrol,
  killBrowser,
  openTablet,
  recents,
  sendAll,
  syncBadge,
  type TabletPlace,
  unlock,
  verdict,
} from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/**
 * The whole main job: declared on a phone, scanned from a filmed screen by two tablets with the server dead, the first
 * tablet's browser killed, everything sent when the server is back, one vehicle and one incident at the centre.
 */
test.setTimeout(300_000);

const PLATE = '51C98765';
let stack: Stack;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  stack = await startStack({ demo: true });
  folder = await mkdtemp(join(tmpdir(), 'gate-tablets-'));
});
test.afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const person = (role: string, agency: string | null = null): SignIn => {
  const found = stack.signIns.find(
    (each) => each.role === role && (agency === null || each.agency === agency),
  );
  if (!found) throw new Error(`no sign-in for ${role}`);
  return found;
};

test('declare → pass → offline scan on two tablets → kill → sync → board and incident', async ({
  browser,
}) => {
  const picture = await declareOnPhone(browser);

  const places = ['mot', 'hai'].map(
    (name): TabletPlace => ({
      origin: stack.origin,
      profile: join(folder, `profile-${name}`),
      video: join(folder, `${name}.y4m`),
    }),
  );
  const [first, second] = places;
  if (!first || !second) throw new Error('two tablets');
  for (const [at, place] of places.entries()) {
    await filmNothing(place.video);
    const tablet = await openTablet(place);
    await enrol(tablet.page, place, person('officer', 'border-guard'), `Chốt ${at + 1}`);
    await tablet.context.close();
    await filmScreenshot(browser, picture, place.video);
  }

  await stack.killServer();

  // Cold: a new browser process, no server, the pass held before the camera.
  const one = await openTablet(first);
  await unlock(one.page, first);
  await scanAndConfirm(one.page);
  const two = await openTablet(second);
  await unlock(two.page, second);
  await scanAndConfirm(two.page);

  await expect.poll(async () => (await recents(one.page)).map(({ what }) => what)).toEqual(['step', 'scan']);
  const shown = await recents(one.page);
  expect(await killBrowser(first.profile)).toBeGreaterThan(0);
  await one.context.close().catch(() => undefined);

  const again = await openTablet(first);
  await unlock(again.page, first);
  await expect(again.page.locator('[data-standing]:visible')).not.toHaveCount(0);
  // The camera still sees the pass, so a scan may have been added; nothing that was shown is missing.
  const kept = await recents(again.page);
  expect(kept.slice(-shown.length)).toEqual(shown);
  // The same tablet knows its own use, with no network.
  await expect(verdict(again.page)).toHaveAttribute('data-code', 'AD-USED');

  await stack.startServer();
  for (const { page } of [again, two]) {
    await sendAll(page);
    await expect(syncBadge(page)).toHaveAttribute('data-connection', 'online', { timeout: 30_000 });
    await expect
      .poll(async () => (await recents(page)).every(({ standing }) => standing === 'synced'))
      .toBe(true);
  }

  await expect(verdict(two.page)).toContainText('Trung tâm đã xác nhận', { timeout: 30_000 });
  await centreHasEverything();
  // Entry needs border guard and customs (rule 2): until customs has ticked, the board counts nobody in.
  await customsConfirmsByPlate();
  await boardShowsItOnce(browser);
  await controlShowsTheIncident(browser);
  await Promise.all([again.context.close(), two.context.close()]);
});

/** @returns the photograph of the phone's screen with the QR on it */
async function declareOnPhone(browser: Browser): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await signIn(page, stack.origin, person('declarant'), '/declare');
  await page.getByRole('link', { name: 'Khai chuyến mới' }).click();
  const onward = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  const write = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('radio', { name: /Xuất khẩu/ }).check();
  await page.getByRole('radio', { name: 'Xe có hàng' }).check();
  await onward();
  await page.getByRole('radio', { name: /Hữu Nghị/ }).check();
  await page.getByRole('radio', { name: '1119-1120' }).check();
  await onward();
  await page.getByRole('textbox').fill('51c 987.65');
  await onward();
  await write('Biển số rơ-moóc', '51R-018.22');
  await write('Số container', 'CSQU3054383');
  await write('Số chì', 'VN392435');
  await onward();
  await write('Tên hàng', 'Sầu riêng tươi');
  await write('Khối lượng hàng', '18470');
  await write('Mã HS', '0810.60');
  await onward();
  await write('Số tờ khai hải quan', '306123456780');
  await onward();
  await write('Họ tên lái xe', 'Nguyễn Văn Thử');
  await write('Số căn cước hoặc hộ chiếu', '001099000123');
  await write('Điện thoại lái xe', '0912345678');
  await onward();
  await onward();
  await expect(page.getByRole('heading', { name: 'Xem lại trước khi gửi' })).toBeVisible();
  await page.getByRole('button', { name: 'Gửi và nhận thẻ' }).click();
  await expect(page.getByRole('heading', { name: 'Đã khai. Đây là thẻ của xe.' })).toBeVisible();
  await page.getByRole('link', { name: 'Mở thẻ' }).click();
  await expect(page.getByText('Dùng được khi mất mạng')).toBeVisible();
  const code = page.getByRole('img', { name: /Mã QR/ });
  await expect(code).toBeVisible();
  const picture = await code.screenshot();
  await context.close();
  return picture;
}

async function scanAndConfirm(page: Page): Promise<void> {
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed', { timeout: 30_000 });
  await expect(verdict(page)).toContainText('chưa được trung tâm xác nhận');
  await expect(page.locator(`[data-plate="${PLATE}"]:visible`).first()).toBeVisible();
  await confirmStep(page, 'Vào cửa khẩu');
  await expect(page.locator('[data-what="step"][data-standing="unsynced"]:visible')).toHaveCount(1);
  // The shift that was opened, the scan and the tick.
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '3');
}

/** The driver's phone is dead: found by the last figures of its plate, on a third tablet. */
async function customsConfirmsByPlate(): Promise<void> {
  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile-ba'),
    video: join(folder, 'ba.y4m'),
  };
  await filmNothing(place.video);
  const { context, page } = await openTablet(place);
  await enrol(page, place, person('officer', 'customs'), 'Chốt 3');
  await page.getByRole('button', { name: 'Tìm theo biển số' }).click();
  await page.getByRole('textbox', { name: 'Biển số, container hoặc mã ngắn' }).fill('98765');
  await page.getByRole('button', { name: /51C-987\.65/ }).click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
  await confirmStep(page, 'Vào cửa khẩu');
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0', { timeout: 30_000 });
  await context.close();
}

async function centreHasEverything(): Promise<void> {
  const sql = postgres(stack.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const rows = await sql<{ device: string; seqs: number[]; steps: number }[]>`
      select device, array_agg(seq::int order by seq) as seqs, count(*) filter (where type = 'step.confirmed')::int as steps
      from event where device in (select device_id from device where kind = 'tablet') group by device`;
    expect(rows).toHaveLength(2);
    for (const { seqs, steps } of rows) {
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
      expect(steps).toBe(1);
    }
  } finally {
    await sql.end();
  }
}

async function boardShowsItOnce(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(`${stack.origin}/board/HN`);
  await expect(page.locator(`[data-plate="${PLATE}"]`)).toHaveCount(1);
  await page.close();
}

async function controlShowsTheIncident(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await signIn(page, stack.origin, person('supervisor'), '/control');
  await page.getByRole('link', { name: 'Sự cố', exact: true }).click();
  const incident = page.getByRole('listitem').filter({ hasText: 'Thẻ được dùng hai lần' });
  await expect(incident).toHaveCount(1);
  await expect(incident.locator(`[data-plate="${PLATE}"]`)).toBeVisible();
  await expect(incident).toContainText('Chốt 1');
  await expect(incident).toContainText('Chốt 2');
  await context.close();
}
