import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type Stack, startStack } from '@/scripts/start/stack';
import { askApi, declare, type Issued } from './fixtures/ask-api';
import { filesHolding } from './fixtures/at-rest';
import { filmNothing } from './fixtures/camera-video';
import { ask, loggedBy } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import {
  enrol,
  openTablet,
  sendAll,
  syncBadge,
  type TabletPlace,
  unsynced,
  verdict,
} from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/**
 * A shift of work with the server dead, on two real tablets: hold, inspection at two places, seal, note, photograph; then
 * everything at the centre and on the other tablet. And a lane in burst mode, ten passes from a scanner gun.
 */
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const BURSTS = 10;
const NOTE = 'Chì số 4471 bị cắt, thay tại chỗ';
const QUESTION = 'Ảnh chụp chì ban đầu ở đâu?';
let folder: string;
let stack: Stack;
let lorry: Issued;
let empties: readonly Issued[];
type Tablet = { readonly context: BrowserContext; readonly page: Page; readonly place: TabletPlace };
let guard: Tablet;
let customs: Tablet;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  folder = await mkdtemp(join(tmpdir(), 'gate-work-'));
  await chmod(folder, 0o711);
  stack = await startStack({ demo: true });
  await declareLorries(browser);
  guard = await tabletOf('border-guard', 'Máy Biên Phòng');
  customs = await tabletOf('customs', 'Máy Hải Quan');
  await stack.killServer();
});
test.afterAll(async () => {
  for (const tablet of [guard, customs]) await tablet?.context.close().catch(() => undefined);
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('offline, an officer holds, sends to two places, compares the seal, writes, photographs and asks', async () => {
  const { page } = guard;
  // The scan is counted before anything else is, or it would be taken for the first deed.
  await after(page, 1, () => shoot(page, lorry.token));
  await expect(verdict(page)).toBeVisible();
  await after(page, 1, async () => {
    await page.getByRole('button', { name: 'Giữ lại', exact: true }).click();
    await page.getByRole('button', { name: 'Chì', exact: true }).click();
  });
  // Taken back within its five seconds, by one tap.
  await after(page, 1, () => page.getByRole('button', { name: 'Hoàn tác', exact: true }).click());

  await deed(page, 'Đưa đi kiểm tra…', async () => {
    await page.getByRole('button', { name: 'Cân xe' }).click();
    await page.getByRole('button', { name: 'Máy soi container' }).click();
    await page.getByRole('button', { name: 'Máy soi container: lên trước' }).click();
    await page.getByRole('button', { name: 'Đưa đi 2 nơi' }).click();
  });
  await expect(page.getByRole('main')).toContainText('kiểm tra: Máy soi container');
  await deed(page, 'Đối chiếu số chì…', async () => {
    await page.getByLabel('Số đọc trên chì').fill('vn 39-2435');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-seal="same"]')).toBeVisible();
    await page.getByRole('button', { name: 'Ghi kết quả này' }).click();
  });
  await deed(page, 'Ghi chú…', async () => {
    await page.getByLabel('Ghi chú').fill(NOTE);
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
  });
  await deed(page, 'Chụp ảnh…', async () => {
    await page.getByRole('radio', { name: 'Hư hỏng' }).check();
    await page.getByRole('button', { name: 'Chụp', exact: true }).click();
  });
  await deed(page, 'Hỏi doanh nghiệp…', async () => {
    await page.getByRole('button', { name: 'Niêm phong' }).click();
    await page.getByLabel('Câu hỏi gửi doanh nghiệp').fill(QUESTION);
    await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
  });
  await deed(page, 'Kết quả kiểm tra…', async () => {
    await page.getByRole('button', { name: /^Cân xe/ }).click();
    await page.getByRole('button', { name: 'Đạt', exact: true }).click();
  });
});

test('offline, the other tablet reports from its own place without knowing of the order', async () => {
  const { page } = customs;
  await after(page, 1, () => shoot(page, lorry.token));
  await expect(verdict(page)).toBeVisible();
  await deed(page, 'Kết quả kiểm tra…', async () => {
    await page.getByRole('button', { name: 'Máy soi container' }).click();
    await page.getByRole('button', { name: 'Đạt', exact: true }).click();
  });
});

test('AD-17 burst: ten passes from a scanner gun are confirmed without a tap; anything else stops', async () => {
  const { page } = guard;
  await page.getByRole('button', { name: 'Xe tiếp', exact: true }).first().click();
  await syncBadge(page).click();
  await page.getByRole('checkbox', { name: /Quét liên tục ở làn này/ }).check();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-burst="on"]')).toBeVisible();
  for (const { token } of empties)
    await after(page, 2, async () => {
      await shoot(page, token);
      await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
    });
  // Undo stays: the last vehicle is named in the bar, and taken back by one tap.
  await after(page, 1, () => page.getByRole('button', { name: 'Hoàn tác', exact: true }).click());
  // A pass that was used is refused and nothing is confirmed.
  await after(page, 1, () => shoot(page, empties[0]?.token ?? ''));
  await expect(verdict(page)).toHaveAttribute('data-code', 'AD-USED');
  await page.getByRole('button', { name: 'Tắt', exact: true }).click();
  await expect(page.locator('[data-burst="on"]')).toHaveCount(0);
});

test('OF-19 with the tablet open, its disk holds no word that was typed', async () => {
  for (const words of [NOTE, QUESTION, '39-2435'])
    expect(await filesHolding(guard.place.profile, words), words).toEqual([]);
});

test('the server returns: all of it at the centre, on the other tablet, with the firm, and in the file', async ({
  browser,
}) => {
  await stack.startServer();
  for (const { page } of [guard, customs, guard, customs]) await sendAll(page);
  const logged = await loggedBy(stack.ownerUrl, 'Máy Biên Phòng');
  expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, at) => at + 1));
  expect(logged.filter(({ type }) => type === 'step.confirmed')).toHaveLength(BURSTS);
  const work = logged.map(({ type }) => type).filter((type) => !type.startsWith('shift.'));
  expect(work.slice(0, 9)).toEqual([
    'pass.scanned',
    'hold.placed',
    'event.undone',
    'inspection.ordered',
    'binding.checked',
    'note.added',
    'photo.taken',
    'information.requested',
    'inspection.reported',
  ]);

  const { page } = customs;
  await expect(page.locator('[data-work="facts"]')).toContainText('đạt tất cả', { timeout: 30_000 });
  await expect(page.locator('[data-work="facts"]')).toContainText('Khớp');

  await expect
    .poll(async () => (await ask(stack.ownerUrl, (sql) => sql`select 1 from photo`)).length, {
      timeout: 30_000,
    })
    .toBe(1);
  await controlShowsIt(browser);
  await firmAnswers(browser);
  await expect(page.locator('[data-work="facts"]')).toContainText('đã trả lời', { timeout: 60_000 });
});

test('OF-64 the supervisor answers a call for help, the manager goes over to paper: the tablet says both', async ({
  browser,
}) => {
  const { page } = guard;
  await page.getByRole('button', { name: 'Hướng dẫn' }).click();
  await page.getByRole('button', { name: 'Xin trợ giúp' }).click();
  await page.getByLabel('Bạn cần gì?').fill('máy in kẹt giấy');
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Đã ghi');
  await page.keyboard.press('Escape');

  const context = await browser.newContext({ locale: 'vi-VN' });
  const control = await context.newPage();
  await signIn(control, stack.origin, personOf(stack, 'manager'), '/control');
  const request = async () => {
    const [row] = await ask(
      stack.ownerUrl,
      (sql) => sql<{ id: string }[]>`select id from event where type = 'help.asked'`,
    );
    return row?.id;
  };
  await expect.poll(request, { timeout: 30_000 }).toBeDefined();
  const say = async (action: string, input: object) =>
    expect((await askApi(control.request, stack.origin, action, { gateId: 'HN', ...input })).code).toBeNull();
  await say('control.answerHelp', { request: await request(), words: 'Đang ra chốt, chờ 5 phút' });
  await say('continuity.declare', { sheets: 10, reason: 'mất điện' });
  const answer = page.locator('[data-notice="answers"]');
  // Within seconds by the line that wakes it; where a busy machine loses that one, by the tablet's own timer of half a minute.
  await expect(answer).toContainText('Đang ra chốt, chờ 5 phút', { timeout: 90_000 });
  await expect(page.locator('[data-notice="paper"]')).toContainText('phiếu giấy');
  await expect(customs.page.locator('[data-notice="paper"]')).toBeVisible({ timeout: 90_000 });
  await expect(customs.page.locator('[data-notice="answers"]')).toHaveCount(0);
  await answer.getByRole('button', { name: 'Đã đọc' }).click();
  await expect(answer).toHaveCount(0);
  await page.reload();
  await context.close();
});

/** Runs a deed and waits until exactly so many more facts rest on the tablet's disk. */
async function after(page: Page, facts: number, work: () => Promise<unknown>): Promise<void> {
  const before = await unsynced(page);
  await work();
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(before + facts));
}

const deed = (page: Page, name: string, work: () => Promise<unknown>): Promise<void> =>
  after(page, 1, async () => {
    await page.getByRole('button', { name: 'Khác…' }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await work();
  });

async function tabletOf(agency: string, name: string): Promise<Tablet> {
  const place = {
    origin: stack.origin,
    profile: join(folder, `profile-${agency}`),
    video: join(folder, `${agency}.y4m`),
  };
  await filmNothing(place.video);
  const opened = await openTablet(place);
  await enrol(opened.page, place, personOf(stack, 'officer', { agency }), name);
  await expect(opened.page.locator('[data-scanner="reading"]')).toBeVisible();
  return { ...opened, place };
}

async function declareLorries(browser: Browser): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  lorry = await declare(page.request, stack.origin, { plate: '51C-987.65', seal: 'VN392435' });
  const declared: Issued[] = [];
  for (let n = 0; n < BURSTS; n += 1)
    declared.push(
      await declare(page.request, stack.origin, {
        plate: `51C-98${n}.11`,
        trailer: `51R-18${n}.22`,
        kind: 'xe không',
        goodsName: '',
        hsCode: '',
        weight: '',
        customsDeclaration: '',
      }),
    );
  empties = declared;
  await context.close();
}

async function controlShowsIt(browser: Browser): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.goto(`${stack.origin}/control#HN/crossing/${lorry.crossingId}`);
  await expect(page.getByText(NOTE)).toBeVisible();
  await expect(page.getByText(QUESTION).first()).toBeVisible();
  await page.getByRole('button', { name: 'Xem ảnh' }).click();
  const picture = page.getByRole('img', { name: /^Ảnh: Hư hỏng/ });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
  await context.close();
}

async function firmAnswers(browser: Browser): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  await expect(page.getByText(QUESTION)).toBeVisible();
  await page.getByLabel('Trả lời').fill('Đã gửi trong hồ sơ');
  await page.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(page.getByText(QUESTION)).toHaveCount(0);
  await context.close();
}
