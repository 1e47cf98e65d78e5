import type { Browser, BrowserContext, Page } from '@playwright/test';
import { declare } from './fixtures/ask-api';
import { ask } from './fixtures/centre-log';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { expect, test } from './fixtures/test';

/** PO-8 to PO-12: a driver says yes, the firm sees roughly where he is, and a no takes it back at once. */
test.setTimeout(240_000);

const EXACT = { latitude: 21.634_567, longitude: 106.717_89, accuracy: 20 };
const AT_THE_YARD = { latitude: 21.931_11, longitude: 106.712_22, accuracy: 20 };

async function phoneOf(
  browser: Browser,
  origin: string,
  token: string,
  may: 'allowed' | 'refused',
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    geolocation: EXACT,
    locale: 'vi-VN',
    ...(may === 'allowed' ? { permissions: ['geolocation'] } : {}),
  });
  const page = await context.newPage();
  await page.goto(`${origin}/p#${encodeURIComponent(token)}`);
  await page.getByText('Chia sẻ vị trí', { exact: true }).click();
  await expect(page.getByText('Không bắt buộc.', { exact: false })).toBeVisible();
  return { page, context };
}
const kept = (url: string, crossingId: string) =>
  ask(url, async (sql) => [
    ...(await sql`select north, east from vehicle_position where crossing_id = ${crossingId}`),
  ]);

test('on the way with a yes: a field of a kilometre, seen by the firm, gone with a no', async ({
  page,
  browser,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  const pass = await declare(page.request, stack.origin, { plate: '51C-790.01' });
  const phone = await phoneOf(browser, stack.origin, pass.token, 'allowed');
  expect(await kept(stack.ownerUrl, pass.crossingId)).toEqual([]);

  const sent: string[] = [];
  phone.page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await phone.page.getByRole('button', { name: 'Đồng ý chia sẻ' }).click();
  await expect(phone.page.getByText(/Cửa khẩu đã biết: còn khoảng 4\d km/)).toBeVisible();
  expect(await kept(stack.ownerUrl, pass.crossingId)).toEqual([{ north: 2163, east: 10_671 }]);
  // Neither exact figures nor the pass in an address.
  expect(sent.filter((each) => each.includes('21.63') || each.includes('106.71'))).toEqual([]);
  expect(sent.filter((each) => each.split(' ')[0]?.includes('GP1'))).toEqual([]);

  await page.goto('/declare');
  const row = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C79001"]') });
  await expect(row.getByText(/Còn khoảng 4\d km, dự kiến .*điện thoại lái xe/)).toBeVisible();

  await phone.page.getByRole('button', { name: 'Tắt và xóa' }).click();
  await expect(phone.page.getByText('Trung tâm đã xóa vị trí của bạn.', { exact: false })).toBeVisible();
  expect(await kept(stack.ownerUrl, pass.crossingId)).toEqual([]);
  await phone.page.reload();
  await expect(phone.page.getByRole('button', { name: 'Tắt và xóa' })).toHaveCount(0);
  await phone.context.close();
});

test('near the yard the gate knows; the yes outlives a reload, and the switch is in sight', async ({
  page,
  browser,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  const pass = await declare(page.request, stack.origin, { plate: '51C-790.02' });
  const phone = await phoneOf(browser, stack.origin, pass.token, 'allowed');
  await phone.context.setGeolocation(AT_THE_YARD);
  await phone.page.getByRole('button', { name: 'Đồng ý chia sẻ' }).click();
  await expect(phone.page.getByText('Cửa khẩu đã biết bạn ở gần.', { exact: false })).toBeVisible();
  await phone.page.reload();
  await expect(phone.page.getByRole('button', { name: 'Tắt và xóa' })).toBeInViewport();
  await phone.context.close();
});

test('a browser that refuses ends it, and nothing was sent', async ({ page, browser, stack }) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  const pass = await declare(page.request, stack.origin, { plate: '51C-790.03' });
  const phone = await phoneOf(browser, stack.origin, pass.token, 'refused');
  await phone.page.getByRole('button', { name: 'Đồng ý chia sẻ' }).click();
  await expect(
    phone.page.getByText('Hãy cho phép trong cài đặt trình duyệt', { exact: false }),
  ).toBeVisible();
  expect(await kept(stack.ownerUrl, pass.crossingId)).toEqual([]);
  await phone.context.close();
});
