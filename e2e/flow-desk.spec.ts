import type { Browser, Page } from '@playwright/test';
import { decodePass } from '@/domain/pass/decode-pass';
import type { Stack } from '@/scripts/start/stack';
import { passesOf, signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { stageLorries } from './fixtures/staged';
import { expect, test } from './fixtures/test';

/** A call-up from the desk: exactly those who are shown, taken back in five seconds or later, answered for by the yard. */
test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);
const PLATES = Array.from({ length: 6 }, (_, n) => `51C-66${n}.77`);

test.beforeAll(async ({ browser, stack }) => {
  await stageLorries(browser, stack, PLATES);
});

const upcoming = (page: Page) =>
  page
    .getByRole('region', { name: 'Các xe sẽ gọi, theo thứ tự này' })
    .locator('[data-plate]')
    .evaluateAll((plates) => plates.map((plate) => plate.getAttribute('data-plate') ?? ''));
const newestCall = (page: Page) => page.locator('[data-call]').first();
const platesOf = (page: Page) =>
  newestCall(page)
    .locator('[data-plate]')
    .evaluateAll((plates) => plates.map((plate) => plate.getAttribute('data-plate') ?? ''));

async function callTwo(page: Page): Promise<readonly string[]> {
  const count = page.getByRole('spinbutton', { name: 'Gọi bao nhiêu xe' });
  await count.fill('1');
  await count.press('Tab');
  await page.keyboard.press('+');
  await expect(count).toHaveValue('2');
  const shown = await upcoming(page);
  expect(shown).toHaveLength(2);
  await page.getByRole('button', { name: 'Gọi 2 xe ngay' }).click();
  await expect(page.getByText('Đã gọi 2 xe.')).toBeVisible();
  await expect.poll(() => platesOf(page)).toEqual(shown);
  return shown;
}

/** Somebody of the yard, added by a manager, with a password of the own. */
async function yardOperator(browser: Browser, stack: Stack): Promise<Page> {
  const headers = { origin: stack.origin };
  const options = { baseURL: stack.origin, locale: 'vi-VN', viewport: { width: 1280, height: 900 } };
  const manager = await (await browser.newContext(options)).newPage();
  await signInQuietly(manager, stack.origin, personOf(stack, 'manager'));
  const person = { name: 'Nông Văn Bãi', email: 'yard.hn@gate.example' };
  const added = await manager.request.post('/api/trpc/people.add', {
    headers,
    data: {
      gateId: 'HN',
      ...person,
      post: { role: 'officer', gateId: 'HN', agency: 'yard' },
      reason: 'ca đêm',
    },
  });
  const { result } = await added.json();
  await manager.context().close();
  const page = await (await browser.newContext(options)).newPage();
  const first = { role: 'officer', gateId: 'HN', agency: 'yard', ...person, password: result.data.password };
  await signInQuietly(page, stack.origin, first);
  const own = 'bãi xe ban đêm';
  const changed = await page.request.post('/api/auth/change-password', {
    headers,
    data: { currentPassword: first.password, newPassword: own },
  });
  expect(changed.status()).toBe(200);
  await signInQuietly(page, stack.origin, { ...first, password: own });
  await page.goto('/control');
  return page;
}

test('FL-45 the next in order are called, taken back at once, called again, answered for and recalled one by one', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.getByRole('link', { name: 'Dòng xe', exact: true }).click();
  await expect(page.getByRole('heading', { name: /xe trong hàng chờ/ })).toBeVisible();

  const shown = await callTwo(page);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(newestCall(page)).toHaveAttribute('data-call', 'recalled');
  await expect(newestCall(page).getByText('Thu hồi vì: Người gọi rút lại ngay')).toBeVisible();

  // With the place they had.
  expect(await callTwo(page)).toEqual(shown);
  await newestCall(page).getByRole('button', { name: 'Bãi xác nhận 2 xe' }).click();
  await expect(newestCall(page).getByText('đã trả lời')).toHaveCount(2);
  await newestCall(page).getByRole('checkbox').first().check();
  await newestCall(page).getByRole('button', { name: 'Thu hồi 1 xe…' }).click();
  await page.getByRole('button', { name: 'Thu hồi 1 xe ngay' }).click();
  await expect(page.getByText('Ghi lý do, ít nhất ba ký tự.')).toBeVisible();
  await page.getByLabel('Lý do').fill('Xe hỏng trong bãi');
  await page.getByRole('button', { name: 'Thu hồi 1 xe ngay' }).click();
  await expect(newestCall(page).getByText('đã thu hồi', { exact: true })).toBeVisible();
  await expect(newestCall(page).getByText('đã trả lời')).toHaveCount(1);
});

test('FL-27 FL-28 the driver hears the call on the phone, says that he comes, and hears that it was taken back', async ({
  page,
  browser,
  stack,
}) => {
  const firm = await browser.newPage();
  await signInQuietly(firm, stack.origin, personOf(stack, 'declarant'));
  const tokens = await passesOf(firm, stack.origin);
  await firm.close();
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.getByRole('link', { name: 'Dòng xe', exact: true }).click();
  const [plate] = await callTwo(page);
  const token = tokens.find((text) => {
    const read = decodePass(text);
    return read.kind === 'decoded' && read.pass.claims.binding.plate === plate;
  });
  const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await phone.goto(`${stack.origin}/p#${encodeURIComponent(token ?? '')}`);
  await expect(phone.getByRole('heading', { name: /Đến lượt xe bạn/ })).toBeVisible({ timeout: 30_000 });
  await phone.getByRole('button', { name: 'Tôi đang đến' }).click();
  await expect(phone.getByText('Cửa khẩu đã biết bạn đang đến.')).toBeVisible();
  await expect(newestCall(page).getByText('đã trả lời')).toHaveCount(1, { timeout: 30_000 });

  await newestCall(page).getByRole('button', { name: 'Thu hồi 2 xe…' }).click();
  await page.getByLabel('Lý do').fill('Bên kia đóng cửa');
  await page.getByRole('button', { name: 'Thu hồi 2 xe ngay' }).click();
  await expect(newestCall(page)).toHaveAttribute('data-call', 'recalled');
  await expect(phone.getByRole('heading', { name: /Lệnh gọi đã thu hồi/ })).toBeVisible({ timeout: 60_000 });
  await expect(phone.getByText('Lý do: Bên kia đóng cửa')).toBeVisible();
  await phone.close();
});

test('FL-23 the line says why, is found by plate from the keyboard, and has its other direction', async ({
  page,
  stack,
}) => {
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.getByRole('link', { name: 'Dòng xe', exact: true }).click();
  const line = page.getByRole('region', { name: /xe trong hàng chờ/ });
  await expect(line.getByText(/đi trước/).first()).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('66577');
  await expect(line.locator('[data-plate]')).toHaveCount(1);
  await expect(line.locator('[data-plate="51C66577"]')).toBeVisible();
  await page.getByLabel('Tìm biển số').fill('XYZ');
  await expect(line.getByText(/Không có xe nào như vậy/)).toBeVisible();
  await page.getByRole('link', { name: 'Nhập khẩu', exact: true }).click();
  await expect(page).toHaveURL(/#HN\/flow\/import$/);
  await expect(page.getByRole('heading', { name: 'Dòng xe · Nhập khẩu' })).toBeAttached();
  await expect(page.getByText('Chỉ quản lý mới dừng hoặc giới hạn nhóm hàng.')).toBeVisible();

  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.getByRole('button', { name: 'Toàn màn hình', exact: true }).click();
  await expect.poll(isFull).toBe(true);
  await page.getByRole('button', { name: 'Thoát toàn màn hình' }).click();
  await expect.poll(isFull).toBe(false);
});

test('FL-28 a yard operator sees who is called and says who has heard it, and nothing else of the room', async ({
  page,
  browser,
  stack,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.getByRole('link', { name: 'Dòng xe', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Gọi bao nhiêu xe' }).fill('1');
  await page.getByRole('spinbutton', { name: 'Gọi bao nhiêu xe' }).press('Tab');
  const [called] = await upcoming(page);
  await page.getByRole('button', { name: 'Gọi 1 xe ngay' }).click();
  await expect.poll(() => platesOf(page)).toEqual([called]);

  const yard = await yardOperator(browser, stack);
  await expect(newestCall(yard).locator(`[data-plate="${called}"]`)).toBeVisible();
  await expect(yard.getByRole('navigation', { name: 'Các phần' }).getByRole('link')).toHaveCount(1);
  await expect(yard.getByRole('button', { name: /^Gọi \d+ xe/ })).toHaveCount(0);
  await expect(newestCall(yard).getByRole('button', { name: /Thu hồi/ })).toHaveCount(0);
  await newestCall(yard).getByRole('button', { name: 'Bãi xác nhận 1 xe' }).click();
  await expect(newestCall(page).getByText('đã trả lời')).toHaveCount(1);
  await yard.goto('/control#HN/people');
  await expect(yard.getByRole('heading', { name: /xe trong hàng chờ/ })).toBeVisible();
  await yard.context().close();
});

test('FL-22 FL-34 a manager stops a class and lets it go again, and tries measures before taking any', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await signIn(page, stack.origin, personOf(stack, 'manager'), '/control');
  await page.getByRole('link', { name: 'Dòng xe', exact: true }).click();
  await page.getByRole('button', { name: 'Dừng hoặc giới hạn một nhóm…' }).click();
  await page.getByLabel('Số xe mỗi giờ').fill('0');
  await page.getByLabel('Trong bao nhiêu giờ').fill('2');
  await page.getByLabel('Lý do').fill('Phía bạn ngừng nhận');
  await page.getByRole('button', { name: 'Giới hạn “Hàng thường”' }).click();
  await expect(page.getByText('Hàng thường: đang dừng')).toBeVisible();
  await page.getByRole('button', { name: 'Bỏ giới hạn…' }).click();
  await page.getByLabel('Lý do').fill('Phía bạn nhận lại');
  await page.getByRole('button', { name: 'Cho “Hàng thường” đi lại' }).click();
  await expect(page.getByText('Không nhóm hàng nào bị dừng hay giới hạn.')).toBeVisible();

  await page.getByRole('button', { name: 'Gợi ý biện pháp' }).click();
  const trial = page.getByRole('region', { name: 'Thử biện pháp' });
  await expect(trial.getByText(/Mô phỏng lúc/)).toBeVisible({ timeout: 120_000 });
  await expect(trial.getByRole('listitem')).toHaveCount(3);
  await expect(trial.getByText(/^Tốn |^Nhóm bị giới hạn/).first()).toBeVisible();
});
