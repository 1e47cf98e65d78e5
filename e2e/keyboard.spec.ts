import type { Locator, Page } from '@playwright/test';
import { personOf } from './fixtures/people';
import { expect, test } from './fixtures/test';

/** From sign-in to the pass with the keys of a keyboard alone: no mouse, no finger, no script's focus. */
test.setTimeout(180_000);
test.use({ viewport: { width: 1024, height: 800 }, locale: 'vi-VN' });

/** Presses Tab until this is focused, as a person does who looks for it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${target}`);
}
async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}
async function onward(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Tiếp tục' }));
  await page.keyboard.press('Enter');
}
/** A group of radio buttons is one stop; its arrows choose. */
async function choose(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('radio', { name });
  const group = await wanted.getAttribute('name');
  const first = page.locator(`input[name="${group}"]`).first();
  const checked = page.locator(`input[name="${group}"]:checked`);
  await tabTo(page, (await checked.count()) > 0 ? checked : first);
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 30 && !(await wanted.isChecked()); presses += 1)
    await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
}

test('signed in, declared and sent without a pointer', async ({ page, stack }) => {
  const person = personOf(stack, 'declarant');
  await page.goto(`${stack.origin}/sign-in?next=%2Fdeclare`);
  await expect(page.getByRole('button', { name: 'Đăng nhập' })).toBeVisible();
  await write(page, page.getByLabel('Thư điện tử'), person.email);
  await write(page, page.getByLabel('Mật khẩu'), person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/declare');
  await expect(page.getByRole('heading', { name: 'Chuyến của tôi' })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Khai chuyến mới' }));
  await page.keyboard.press('Enter');

  await choose(page, /Xuất khẩu/);
  await choose(page, /^Xe có hàng/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Qua cửa khẩu nào?' })).toBeVisible();
  await choose(page, /Tân Thanh/);
  await page.keyboard.press('Enter');
  // The plate's box is where one begins to type.
  await expect(page.getByRole('heading', { name: 'Biển số đầu kéo là gì?' })).toBeVisible();
  await expect(page.getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('29c 660.11');
  await page.keyboard.press('Enter');
  await write(page, page.getByLabel('Số chì', { exact: true }), 'VN5566');
  await page.keyboard.press('Enter');
  // A fault leads back to its field by its own link.
  await expect(page.getByRole('heading', { name: 'Chở gì?' })).toBeVisible();
  await onward(page);
  await tabTo(page, page.getByRole('alert').getByRole('link').first());
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Tên hàng', { exact: true })).toBeFocused();
  await page.keyboard.type('Thanh long');
  await page.keyboard.press('Enter');
  for (const question of ['Hàng của doanh nghiệp nào?', 'Ai lái xe?', 'Khi nào xe đến?']) {
    await expect(page.getByRole('heading', { name: question })).toBeVisible();
    await onward(page);
  }
  await expect(page.getByRole('heading', { name: 'Xem lại trước khi gửi' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Gửi và nhận thẻ' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Đã khai. Đây là thẻ của xe.' })).toBeFocused();
  await tabTo(page, page.getByRole('link', { name: 'Mở thẻ' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /Mã QR/ })).toBeVisible();
});
