import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { commitmentTo } from '@/domain/slot/draw';
import { HOUR_MS, hourOf } from '@/domain/slot/slot';
import type { Stack } from '@/scripts/start/stack';
import { declare } from './fixtures/ask-api';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/** Phone first: an hour is picked after the declaration, looked after, and found in the public record. */
test.use({ viewport: { width: 360, height: 740 } });
test.setTimeout(240_000);

/** Slots stand a moment after the start, when the plan has been read. */
async function openSlot(page: Page, stack: Stack, plate: string) {
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  const issued = await declare(page.request, stack.origin, { plate });
  await page.goto(`/declare#slot-HN-${issued.crossingId}`);
  await expect(page.getByRole('heading', { name: 'Chọn khung giờ qua cửa khẩu' })).toBeVisible();
  await expect(page.getByRole('radio').first()).toBeVisible({ timeout: 30_000 });
  return issued;
}

test('SL-11 an hour is picked with the keyboard, given up, taken back, postponed, and stands in the public record', async ({
  page,
  stack,
}) => {
  await openSlot(page, stack, '51C-701.01');
  const free = page.getByRole('radio', { name: /Còn \d+ chỗ/ });
  await free.first().focus();
  await page.keyboard.press('Space');
  await expect(free.first()).toBeChecked();
  await expect(page.getByText(/\d+ chỗ: /)).toBeVisible();
  await page.getByRole('button', { name: /^Lấy chỗ \d\d:00$/ }).press('Enter');
  const mine = page.getByRole('region', { name: 'Khung giờ của bạn' });
  await expect(mine).toContainText(/\d\d:00–\d\d:00/);
  await expect(mine).toContainText('Bắc Kinh');

  await mine.getByRole('button', { name: 'Trả chỗ' }).click();
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(mine.getByRole('button', { name: 'Trả chỗ' })).toBeVisible();

  const before = await mine.getByText(/\d\d:00–\d\d:00/).textContent();
  await mine.getByText('Dời giờ', { exact: true }).click();
  const later = mine.getByRole('button', { name: /^Thêm \d+ giờ, sang/ }).first();
  const isOffered = await later.isVisible();
  if (isOffered) {
    await later.click();
    await expect(mine.getByText(/\d\d:00–\d\d:00/)).not.toHaveText(before ?? '');
  } else await expect(mine.getByText('Chưa có giờ muộn hơn còn chỗ.', { exact: false })).toBeVisible();

  await page.getByRole('link', { name: 'Tờ khai của tôi' }).click();
  await expect(page.getByRole('link', { name: /^Giờ \d\d:00/ }).first()).toBeVisible();
  await page
    .getByRole('link', { name: /^Giờ \d\d:00/ })
    .first()
    .click();
  const reference = mine.getByRole('link', { name: /^[0-9a-f]{16}$/ });
  const own = await reference.textContent();
  await reference.click();
  await expect(page.getByRole('heading', { name: 'Sổ công khai khung giờ' })).toBeVisible();
  const lines = page.getByRole('region', { name: 'Diễn biến' }).getByRole('listitem');
  await expect(lines).toHaveCount(isOffered ? 3 : 1);
  await expect(lines.last()).toContainText(own ?? 'no reference');
  await expect(lines.last()).toContainText('lấy chỗ thứ 1');
  // Hashes are written small: a plate would stand out.
  expect(await page.getByRole('main').textContent()).not.toMatch(/51C|Kỳ Lừa/);
});

test('SL-6 an hour that is not given out is asked for; the draw is made again by whoever looks', async ({
  page,
  stack,
}) => {
  const { crossingId } = await openSlot(page, stack, '51C-702.02');
  await page.getByRole('button', { name: 'Xem các ngày sau' }).click();
  await page
    .getByRole('radio', { name: /Phát thêm lúc .*, bốc thăm/ })
    .last()
    .check();
  await page.getByLabel('Giờ muộn hơn có được không?').selectOption('2');
  await page.getByRole('button', { name: /^Tham gia bốc thăm/ }).click();
  const line = page.getByRole('region', { name: 'Bạn đang đợi chỗ' });
  await expect(line).toContainText('Bạn tham gia bốc thăm lúc');
  await expect(line).toContainText('Không ai đợi trước bạn');

  // The release of the next open hour of which nobody holds a place (not the firm its share either), as if the wish and the promise were of before it: no test waits so long.
  const now = Date.now();
  const owner = postgres(stack.ownerUrl, { max: 1 });
  const [open] = await owner<{ hour_start: string }[]>`
    select hour_start from slot where gate_id = 'HN' and direction = 'export' and class = 'perishable'
      and capacity > 2 and booked = 0 and hour_start > ${now + 2 * HOUR_MS} order by hour_start limit 1`;
  expect(open, 'an hour of the coming days is open').toBeDefined();
  const leads = [8, 24, 48].map((hours) => Number(open?.hour_start) - hours * HOUR_MS);
  const releaseAt = leads.find((at) => at <= now) ?? hourOf(now);
  const hour = open?.hour_start ?? '';
  await owner`update slot_place set hour_start = ${hour}, until_hour = ${hour}, asked_at = ${releaseAt - 1}
    where crossing_id = ${crossingId}`;
  const seed = randomBytes(32).toString('hex');
  await owner`insert into slot_round (gate_id, release_at, commitment, committed_at, seed)
    values ('HN', ${releaseAt}, ${commitmentTo(seed)}, ${releaseAt - 1}, ${seed})
    on conflict do nothing`;
  await owner.end();
  await expect(page.getByRole('region', { name: 'Khung giờ của bạn' })).toBeVisible({ timeout: 30_000 });

  await page.goto('/slots/HN');
  const draws = page.getByRole('region', { name: 'Bốc thăm' });
  await draws.getByRole('button', { name: 'Bốc lại để kiểm tra' }).first().click();
  await expect(draws.getByText('Kết quả như cũ: bốc thăm đúng.')).toBeVisible();
  await expect(page.getByText('bốc thăm', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Tìm theo mã').fill('not a reference');
  await page.getByRole('button', { name: 'Tìm theo mã' }).click();
  await expect(page.getByText('Mã gồm mười sáu ký tự 0–9 và a–f.')).toBeVisible();
});

test('SL-7 without a session nobody sees a vehicle’s hours, and everybody sees the record', async ({
  page,
  stack,
}) => {
  await page.goto(`${stack.origin}/declare#slot-HN-${crypto.randomUUID()}`);
  await expect(page.getByRole('alert').getByRole('link', { name: 'Đăng nhập' })).toBeVisible();
  await page.goto('/slots/TT');
  await expect(page.getByRole('region', { name: 'Các giờ sắp tới' })).toBeVisible();
});
