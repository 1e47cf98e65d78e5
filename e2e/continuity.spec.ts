import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/** Rule 15: the power is out, the gate goes on with paper, and afterwards nothing is merged in silence. */
test('CO-4 paper mode: declared, printed, ended, typed in and held against the log', async ({
  page,
  stack,
  context,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute('data-printed', String(Date.now()));
  });
  await signIn(page, stack.origin, personOf(stack, 'manager'), '/control#HN/continuity');
  await page.goto('/control#HN/continuity');
  await expect(page.getByRole('heading', { name: 'Cửa khẩu đang dùng máy' })).toBeVisible();

  await page.getByLabel('Số phiếu').fill('12');
  await page.getByLabel('Lý do').fill('Mất điện toàn khu vực');
  await page.getByRole('button', { name: 'Bắt đầu dùng giấy' }).click();
  await expect(page.getByRole('heading', { name: /Dùng giấy từ/ }).first()).toBeVisible();
  await expect(page.getByText('000001 – 000012')).toBeVisible();

  await page.getByRole('button', { name: 'In 12 phiếu' }).click();
  await expect(page.locator('body[data-printed]')).toHaveCount(1);
  await expect(page.locator('.paper-pass')).toHaveCount(12);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.getByRole('button', { name: 'In danh sách xe' }).click();
  await expect(page.locator('.paper-manifest tbody tr').first()).toBeAttached();
  const plate = await page
    .locator('.paper-manifest .paper-plate')
    .first()
    .evaluate((cell) => cell.firstChild?.textContent);
  if (!plate) throw new Error('a manifest without plates');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));

  // Everybody outside is told.
  const board = await context.newPage();
  await board.goto('/board/HN');
  await expect(board.getByText(/Cửa khẩu dùng phiếu giấy từ/)).toBeVisible();
  await board.close();

  const now = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.now());
  const typeLine = async (serial: string, typed: string) => {
    await page.getByLabel('Số phiếu', { exact: true }).last().fill(serial);
    await page.getByLabel('Biển số').fill(typed);
    await page.getByLabel('Bước').selectOption({ label: await entryLabel() });
    await page.getByLabel('Lực lượng').selectOption('border-guard');
    await page.getByLabel('Giờ đã viết').fill(now);
    await page.getByRole('button', { name: 'Thêm dòng' }).click();
  };
  const entryLabel = async () => {
    const labels = await page.getByLabel('Bước').locator('option').allTextContents();
    return labels.find((label) => label.endsWith('Vào cửa khẩu')) ?? '';
  };
  await typeLine('3', plate);
  await typeLine('99', plate);
  await page.getByRole('button', { name: 'Đối chiếu với sổ' }).click();
  await expect(page.getByText('Mới: sổ chưa có xác nhận này.')).toBeVisible();
  await expect(page.getByText('Đợt này không có phiếu mang số đó.')).toBeVisible();

  // A closed tab loses no line that was typed.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Bỏ' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Đối chiếu với sổ' }).click();
  await page.getByRole('button', { name: 'Ghi 1 dòng' }).click();
  await expect(page.getByText('Đã ghi 1 dòng vào sổ.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bỏ' })).toHaveCount(1);

  await page.getByRole('button', { name: 'Kết thúc dùng giấy' }).click();
  await page.getByLabel('Lý do').last().fill('Đã có điện');
  await page.getByRole('button', { name: 'Máy đã chạy lại' }).click();
  await expect(page.getByRole('heading', { name: 'Cửa khẩu đang dùng máy' })).toBeVisible();
  await expect(page.getByText(/phiếu 000001–000012 · đã nhập 1 phiếu, 1 dòng/)).toBeVisible();
});
