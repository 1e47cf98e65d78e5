import type { Page } from '@playwright/test';
import type { SignIn } from '@/scripts/start/announce';
import { personOf } from './fixtures/people';
import { atWork, signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/** A manager in the control room of one gate. */
async function open(page: Page, origin: string, person: SignIn, hash: string): Promise<void> {
  await signIn(page, origin, person, '/control');
  await page.goto(`/control#${hash}`);
}

test.use({ viewport: { width: 1280, height: 900 } });
test.setTimeout(240_000);

test('FL-64 a manager keeps the gate open two hours longer today, sees whom that moves, and takes it back', async ({
  page,
  stack,
}) => {
  await open(page, stack.origin, personOf(stack, 'manager'), 'TT/plan');
  await expect(page.getByText('Phiên bản 0 đang áp dụng')).toBeVisible();
  await page.getByRole('button', { name: 'Hôm nay mở thêm 2 giờ' }).click();
  await expect(page.getByText('1 chỗ đã sửa, chưa áp dụng')).toBeVisible();
  const week = page.getByRole('region', { name: 'Bảy ngày tới' });
  await expect(week.getByText('đang áp dụng: 07:00–20:00')).toBeVisible();

  // What is written survives the tab, and each change can be taken back.
  await page.reload();
  await expect(page.getByText('1 chỗ đã sửa, chưa áp dụng')).toBeVisible();
  await page.getByRole('button', { name: 'Thêm làn' }).click();
  await expect(page.getByText('1 chỗ cần sửa lại')).toBeVisible();
  await expect(page.getByText('Đặt một tên.')).toBeVisible();
  await expect(page.getByText('Hãy sửa những chỗ nêu trên trước.')).toBeVisible();
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(page.getByText('1 chỗ đã sửa, chưa áp dụng')).toBeVisible();

  await page.getByRole('button', { name: 'Xem ảnh hưởng trước khi áp dụng' }).click();
  await expect(page.getByText(/24 giờ tới: \d+ → \d+ chỗ\./).first()).toBeVisible();
  await page.getByRole('button', { name: 'Áp dụng phiên bản 1' }).click();
  await expect(page.getByText('Ghi lý do, ít nhất ba ký tự.')).toBeVisible();
  await page.getByLabel('Lý do').fill('Phía bạn nhận thêm xe');
  await page.getByRole('button', { name: 'Áp dụng phiên bản 1' }).click();
  await expect(page.getByText('Phiên bản 1 đang áp dụng')).toBeVisible();
  await expect(page.getByText(/Phía bạn nhận thêm xe/).first()).toBeVisible();
  await expect(page.getByText('Như đang áp dụng')).toBeVisible();

  await page.getByRole('button', { name: 'Lấy lại lần đổi mới nhất' }).click();
  await page.getByLabel('Lý do').fill('Phía bạn báo lại');
  await page.getByRole('button', { name: 'Lấy lại', exact: true }).click();
  await expect(page.getByText('Phiên bản 2 đang áp dụng')).toBeVisible();
  await expect(page.getByText('lấy lại phiên bản 0')).toBeVisible();
  await expect(week.getByText('đang áp dụng:')).toBeHidden();
});

test('FL-64 of two managers who change the plan at once the second keeps what he wrote', async ({
  page,
  browser,
  stack,
}) => {
  await open(page, stack.origin, personOf(stack, 'manager'), 'CN/plan');
  const other = await (await browser.newContext({ baseURL: stack.origin, locale: 'vi-VN' })).newPage();
  await open(other, stack.origin, personOf(stack, 'manager'), 'CN/plan');
  for (const [writer, vehicles] of [
    [page, '25'],
    [other, '35'],
  ] as const) {
    await writer.getByLabel('Từ bao nhiêu xe').fill(vehicles);
    await writer.getByRole('button', { name: 'Xem ảnh hưởng trước khi áp dụng' }).click();
    await writer.getByLabel('Lý do').fill(`Từ ${vehicles} xe`);
  }
  await page.getByRole('button', { name: 'Áp dụng phiên bản 1' }).click();
  await expect(page.getByText('Phiên bản 1 đang áp dụng')).toBeVisible();
  await other.getByRole('button', { name: 'Áp dụng phiên bản 1' }).click();
  await expect(other.getByText(/Người khác vừa lưu một phiên bản khác/)).toBeVisible();
  await other.getByRole('button', { name: 'So phần tôi sửa với bản mới' }).click();
  await expect(other.getByText('Phiên bản 1 đang áp dụng')).toBeVisible();
  await expect(other.getByText('Người thứ hai: từ 25 xe → từ 35 xe').first()).toBeVisible();
  await other.context().close();
});

test('AC-13 somebody new comes in with a password told once, and is out at once when disabled', async ({
  page,
  browser,
  stack,
}) => {
  await open(page, stack.origin, personOf(stack, 'manager'), 'CM/people');
  await page.getByRole('button', { name: 'Thêm người', exact: true }).click();
  await page.getByLabel('Họ và tên').fill('Hứa Thị Lan');
  await page.getByLabel('Thư điện tử').fill('lan.cm@gate.example');
  await page.getByLabel('Chức vụ', { exact: true }).selectOption('supervisor');
  await page.getByLabel('Lý do').fill('Trưởng ca mới');
  await page.getByRole('button', { name: 'Thêm người này' }).click();
  const password = (await page.locator('[data-first-password]').textContent()) ?? '';
  expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  await page.getByRole('button', { name: 'Đã giao cho người đó' }).click();
  const row = page.locator('[data-person="lan.cm@gate.example"]');
  await expect(row).toContainText('Chưa chọn mật khẩu riêng');

  const lan = await (await browser.newContext({ baseURL: stack.origin, locale: 'vi-VN' })).newPage();
  await lan.goto('/sign-in?next=%2Fcontrol');
  await lan.getByLabel('Thư điện tử').fill('lan.cm@gate.example');
  await lan.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await lan.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(lan.getByRole('heading', { name: 'Chọn mật khẩu của bạn' })).toBeVisible();
  await lan.getByLabel('Mật khẩu mới', { exact: true }).fill('sương mù Mẫu Sơn');
  await lan.getByLabel('Gõ lại mật khẩu mới').fill('sương mù Mẫu Sơn');
  await lan.getByRole('button', { name: 'Lưu và đi tiếp' }).click();
  await lan.waitForURL((url) => url.pathname === '/control');
  await atWork(lan);
  await lan.goto('/control#CM/people');
  await expect(lan.getByText('Quản lý thêm người và đổi chức vụ.', { exact: false })).toBeVisible();
  await expect(lan.getByRole('button', { name: 'Thêm người' })).toBeHidden();
  await lan.goto('/control#CM/plan');
  await expect(lan.getByText('Quản lý cửa khẩu sửa kế hoạch.', { exact: false })).toBeVisible();
  await expect(lan.getByRole('button', { name: 'Thêm làn' })).toBeHidden();

  await page.reload();
  await row.getByRole('button', { name: 'Khóa Hứa Thị Lan' }).click();
  await page.getByLabel('Lý do').fill('Chuyển công tác');
  await row.getByRole('button', { name: 'Khóa Hứa Thị Lan' }).click();
  await expect(row).toContainText('Đã khóa từ');
  await expect(page.getByText(/Phạm Quang Lạng · Chuyển công tác/)).toBeVisible();
  await lan.goto('/control#CM/people');
  await lan.reload();
  await expect(lan.getByText('Trang này dành cho trưởng ca và quản lý. Hãy đăng nhập.')).toBeVisible();
  await lan.context().close();
});
