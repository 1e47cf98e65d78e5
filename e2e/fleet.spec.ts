import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import type { Stack } from '@/scripts/start/stack';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/**
 * A firm's fleet on a phone: entered, warned about, picked in a declaration; a broken lorry replaced by one that an officer
 * has seen, with a new pass in place of the old one.
 */
test.use({ viewport: { width: 360, height: 740 } });
test.setTimeout(240_000);

const DAY_MS = 86_400_000;
const dayAfter = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const [FIRST, SECOND] = ['51C-990.01', '51C-990.02'];
const CHASSIS = 'RLHJK1234NZ990002';

async function addVehicle(
  page: Page,
  plate: string,
  over: { chassis?: string; insuranceUntil?: string } = {},
) {
  await page.getByRole('button', { name: 'Thêm xe' }).click();
  await page.getByRole('radio', { name: 'Đầu kéo' }).check();
  await page.getByLabel('Biển số', { exact: true }).fill(plate);
  await page.getByLabel('Số khung').fill(over.chassis ?? '');
  await page.getByLabel('Bảo hiểm có giá trị đến').fill(over.insuranceUntil ?? '');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.locator(`[data-entry="${plate}"]`)).toBeVisible();
}

/** Light and dark, three languages: nothing wider than the screen, nothing that axe finds. */
async function looksRight(page: Page, title: Readonly<Record<'English' | '中文' | 'Tiếng Việt', string>>) {
  for (const [language, words] of Object.entries(title)) {
    await page.getByRole('button', { name: language, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
}

async function supervisorAt(browser: Browser, stack: Stack, hash: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: stack.origin });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.goto(`/control#${hash}`);
  return page;
}

async function askFor(page: Page, plate: string) {
  const painted = page.locator(`[data-plate="${plate.replace(/[-.]/g, '')}"]`);
  await page.locator('label').filter({ has: painted }).getByRole('radio').check();
  await page.getByLabel('Lý do?').first().fill('Hỏng hộp số ở Đồng Đăng');
  await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
}

test('FV-3 FV-9 FV-11 a fleet is kept, warned about and picked; a substitution is refused, then allowed, with a new pass', async ({
  page,
  browser,
  stack,
}) => {
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  await page.getByRole('link', { name: 'Đội xe' }).click();
  await expect(page.getByText('Chưa có xe.', { exact: false })).toBeVisible();

  await page.getByRole('button', { name: 'Thêm xe' }).click();
  await page.getByLabel('Số khung').fill('A1');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'không phải số khung' })).toBeVisible();
  await expect(page.getByLabel('Số khung')).toHaveValue('A1');
  await page.getByRole('button', { name: 'Thôi' }).click();

  await addVehicle(page, SECOND, { chassis: CHASSIS });
  await addVehicle(page, FIRST, { insuranceUntil: dayAfter(5) });
  const first = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C99001"]') });
  await expect(first.locator('[data-paper="expiring"]')).toContainText('còn');
  // The pressing one stands first, though the other was found as well.
  await expect(page.locator('[data-entry]').first()).toHaveAttribute('data-entry', FIRST);
  await looksRight(page, { English: 'Fleet', 中文: '车队', 'Tiếng Việt': 'Đội xe' });
  await page.getByLabel('Tìm', { exact: true }).fill('51c 99o.o2');
  await expect(page.locator('[data-entry]')).toHaveCount(1);
  await page.getByLabel('Tìm', { exact: true }).fill('');

  await page.getByRole('button', { name: `Ngừng dùng ${SECOND}` }).click();
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(page.locator(`[data-entry="${SECOND}"]`)).toBeVisible();

  await page.getByRole('link', { name: /^Lái xe/ }).click();
  await page.getByRole('button', { name: 'Thêm lái xe' }).click();
  await page.getByLabel('Họ tên').fill('Hoàng Văn Tải');
  await page.getByLabel('Điện thoại').fill('0912 345 678');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.locator('[data-entry="Hoàng Văn Tải"]')).toBeVisible();

  await declareWithPicks(page);
  const oldPass = (await page.getByRole('link', { name: 'Mở thẻ' }).getAttribute('href')) ?? '';
  expect(oldPass).toContain('/p#');

  await page.goto('/declare');
  const mine = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C99001"]') });
  await mine.getByRole('link', { name: 'Thay đổi' }).click();
  await askFor(page, SECOND);
  await expect(page.locator('[data-code="FV-UNVERIFIED"]')).toBeVisible();
  const change = page.url();

  const officer = await supervisorAt(browser, stack, 'HN/fleet');
  await officer.getByLabel('Số khung hoặc biển số').fill(CHASSIS.toLowerCase());
  await officer.getByRole('button', { name: 'Tìm', exact: true }).click();
  await officer.getByRole('button', { name: /^Xác minh 51C-990.02/ }).click();
  await officer.getByLabel('Đã xem những gì?').fill('Đăng ký xe và số trên khung');
  await officer.getByRole('button', { name: 'Đúng xe này' }).click();
  await expect(officer.locator('[data-verified="yes"]')).toBeVisible();
  expect((await new AxeBuilder({ page: officer }).analyze()).violations).toEqual([]);

  await page.reload();
  await askFor(page, SECOND);
  await expect(page.locator('[data-outcome="waiting"]')).toContainText('Đang chờ Trung tâm quản lý cửa khẩu');
  await expect(page.locator('[data-outcome="waiting"]')).toContainText('Giữ nguyên chỗ');
  await looksRight(page, {
    English: 'Replace a part of the crossing',
    中文: '更换车辆、集装箱或司机',
    'Tiếng Việt': 'Thay xe, container hoặc lái xe',
  });

  await officer.reload();
  await officer.getByRole('link', { name: /51C-990\.01 → 51C-990\.02/ }).click();
  await expect(officer.getByText('Lượt này: 0/2.', { exact: false })).toBeVisible();
  await officer.getByRole('button', { name: 'Đồng ý' }).click();
  await expect(officer.locator('[data-outcome="allowed"]')).toBeVisible();
  expect((await new AxeBuilder({ page: officer }).analyze()).violations).toEqual([]);
  await officer.context().close();

  await page.goto(change);
  await expect(page.locator('[data-outcome="allowed"]')).toBeVisible();
  await page.getByRole('link', { name: 'Mở thẻ mới' }).click();
  await expect(page.getByRole('heading', { level: 1 }).locator('[data-plate="51C99002"]')).toBeVisible();
  await expect(page.getByText('Dùng được khi mất mạng')).toBeVisible();
  await expect(page.getByRole('img', { name: /Mã QR/ })).toBeVisible();

  const driver = await (await browser.newContext({ baseURL: stack.origin })).newPage();
  await driver.goto(oldPass);
  await expect(driver.getByRole('alert').filter({ hasText: 'Đã có thẻ mới thay thẻ này' })).toBeVisible();
  await expect(driver.getByRole('img', { name: /Mã QR/ })).toHaveCount(0);
  await driver.context().close();
});

async function declareWithPicks(page: Page) {
  await page.goto('/declare');
  await page.getByRole('link', { name: 'Khai chuyến mới' }).click();
  const onward = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('radio', { name: /Xuất khẩu/ }).check();
  await page.getByRole('radio', { name: 'Xe có hàng' }).check();
  await onward();
  await page.getByRole('radio', { name: /Hữu Nghị/ }).check();
  await onward();
  await page.getByRole('region', { name: 'Chọn từ đội xe' }).locator('[data-plate="51C99001"]').click();
  await expect(page.locator('[data-paper="expiring"]')).toBeVisible();
  await onward();
  await page.getByLabel('Biển số rơ-moóc').fill('51R-990.11');
  await onward();
  await page.getByLabel('Tên hàng').fill('Thanh long tươi');
  await onward();
  await onward();
  await page.getByRole('button', { name: 'Hoàng Văn Tải' }).click();
  await expect(page.getByLabel('Họ tên lái xe')).toHaveValue('Hoàng Văn Tải');
  await expect(page.getByLabel('Điện thoại lái xe')).toHaveValue('+84912345678');
  await onward();
  await onward();
  await page.getByRole('button', { name: 'Gửi và nhận thẻ' }).click();
  await expect(page.getByRole('heading', { name: 'Đã khai. Đây là thẻ của xe.' })).toBeVisible();
}

test('FV-2 a vehicle that the fleet does not know is kept in one tap after it was declared', async ({
  page,
  stack,
}) => {
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  await page.getByRole('link', { name: 'Khai chuyến mới' }).click();
  const onward = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('radio', { name: /Xuất khẩu/ }).check();
  await page.getByRole('radio', { name: 'Xe có hàng' }).check();
  await onward();
  await page.getByRole('radio', { name: /Hữu Nghị/ }).check();
  await onward();
  await page.getByRole('textbox').fill('51C-990.77');
  await onward();
  await onward();
  await page.getByLabel('Tên hàng').fill('Vải thiều');
  for (let question = 0; question < 4; question++) await onward();
  await page.getByRole('button', { name: 'Gửi và nhận thẻ' }).click();
  await page.getByRole('button', { name: 'Lưu vào đội xe' }).click();
  await page.getByRole('link', { name: 'Mở đội xe' }).click();
  await expect(page.locator('[data-entry="51C-990.77"]')).toContainText('thiếu số khung');
});
