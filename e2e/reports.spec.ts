import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { expect, test } from './fixtures/test';

test.setTimeout(240_000);
test.use({ viewport: { width: 1280, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(told, screen).toEqual([]);
}

test('RP-1 RP-15 a manager opens the province’s day, goes back a day, and takes every copy away', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'manager'));
  await page.goto('/control#HN/today');
  await page.getByRole('link', { name: 'Báo cáo', exact: true }).click();
  await page.getByLabel('Cửa khẩu', { exact: true }).selectOption({ label: 'Toàn tỉnh' });
  await expect(page.getByRole('heading', { level: 1, name: 'Toàn tỉnh' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Theo cửa khẩu' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Toàn tỉnh/ })).toBeVisible();
  await expect(page.getByText(/^Đến \d\d:\d\d/)).toBeVisible();
  await expectNoViolations(page, 'daily, province');

  for (const [format, begins] of [
    ['PDF', '%PDF-'],
    ['XLSX', 'PK'],
    ['CSV', '\ufeffBáo cáo phương tiện trong ngày,Toàn tỉnh'],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Tải về ${format}` }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^daily-province-\\d{4}-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`),
    );
    const text = await readFile(await file.path(), 'utf8');
    expect(text.startsWith(begins)).toBe(true);
  }

  // By button and by key; a day that is over says so and has no figure of ours yet.
  await page.getByRole('button', { name: 'Ngày trước' }).click();
  await expect(page.getByText(/^Đến \d\d:\d\d/)).toHaveCount(0);
  await expect(page.getByText(/00:00 · .* đến 00:00 · /)).toBeVisible();
  await page.locator('body').press('ArrowRight');
  await expect(page.getByText(/^Đến \d\d:\d\d/)).toBeVisible();
});

test('RP-7 RP-13 RP-14 the other reports of a gate, in the other languages and themes, wide and on a phone', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }));
  await page.goto('/control/reports/release-times');
  await expect(page.getByRole('heading', { name: 'Đo thời gian giải phóng hàng' })).toBeVisible();
  // A supervisor has one gate and no choice of another.
  await expect(page.getByLabel('Cửa khẩu', { exact: true })).toHaveCount(0);
  await page.getByLabel('Kỳ').selectOption('30');
  await expect(page).toHaveURL(/#HN\/\/30$/);
  await expectNoViolations(page, 'release times');

  await page.getByRole('button', { name: 'English', exact: true }).first().click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('link', { name: 'Lanes and shifts' }).click();
  await expect(page.getByRole('heading', { name: 'Lane and shift report' })).toBeVisible();
  await expectNoViolations(page, 'lanes, English, dark');

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('link', { name: 'Order of entry' }).click();
  await expect(page.getByRole('heading', { name: 'Audit of the order of entry' })).toBeVisible();
  await expectNoViolations(page, 'order, phone');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('RP-16 somebody subscribes, sees that no mail server is set up, and ends it', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }));
  await page.goto('/control/reports/mail');
  await expect(page.getByText(/MAIL_URL/)).toBeVisible();
  await page.getByLabel('Giờ (Hà Nội)').selectOption({ label: '20:00' });
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Báo cáo ngày · 20:00' });
  await expect(row).toBeVisible();
  await expectNoViolations(page, 'mail');
  await row.getByRole('button', { name: /^Dừng:/ }).click();
  await expect(page.getByText('Bạn chưa đăng ký báo cáo nào.')).toBeVisible();
});

test('RP-18 anybody reads the open data from any page', async ({ page, stack }) => {
  await page.goto(stack.origin);
  const asked = await page.request.get(`${stack.origin}/api/v1/open/queue`);
  expect(asked.ok()).toBe(true);
  expect(asked.headers()['access-control-allow-origin']).toBe('*');
  expect(asked.headers()['cross-origin-resource-policy']).toBe('cross-origin');
  const body = await asked.json();
  expect(body).toMatchObject({ licence: { name: 'CC-BY-4.0' }, ageSeconds: expect.any(Number) });
  const again = await page.request.get(`${stack.origin}/api/v1/open/queue`, {
    headers: { 'If-None-Match': asked.headers().etag ?? '' },
  });
  expect(again.status()).toBe(304);
  const head = await page.request.head(`${stack.origin}/api/v1/open/daily.csv`);
  expect(head.headers()['content-type']).toContain('text/csv');
});
