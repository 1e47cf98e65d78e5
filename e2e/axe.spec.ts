import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { SignIn } from '@/scripts/start/announce';
import type { Stack } from '@/scripts/start/stack';
import { gunScan, passesOf, signInQuietly } from './fixtures/passes';
import { enrol, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

/**
 * Every screen in three languages and two themes. The themes differ in colours alone, so the dark one is asked about
 * contrast only; the languages are changed as a person does, without a reload.
 */
const LANGUAGES = ['Tiếng Việt', 'English', '中文'] as const;
test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(480_000);

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  for (const language of LANGUAGES) {
    await page.getByRole('button', { name: language, exact: true }).first().click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page });
      const { violations } = await (colorScheme === 'dark'
        ? axe.withRules(['color-contrast'])
        : axe
      ).analyze();
      const told = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
      );
      expect.soft(told, `${screen} in ${language}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.getByRole('button', { name: 'Tiếng Việt', exact: true }).first().click();
}

const person = (stack: Stack, role: string): SignIn => {
  const found = stack.signIns.find((each) => each.role === role);
  if (!found) throw new Error(`no sign-in for ${role}`);
  return found;
};

test('public screens', async ({ page }) => {
  for (const path of ['/', '/board', '/board/HN', '/slots/HN', '/neighbour', '/sign-in', '/p', '/kiosk/HN']) {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expectNoViolations(page, path);
  }
});

test('the declarant’s screens and the pass', async ({ page, stack }) => {
  await signInQuietly(page, stack.origin, person(stack, 'declarant'));
  await page.goto('/declare');
  await expect(page.getByRole('link', { name: 'Khai chuyến mới' })).toBeVisible();
  await expectNoViolations(page, '/declare');
  await page.getByRole('link', { name: 'Chọn khung giờ' }).first().click();
  await expect(page.getByRole('radio').first()).toBeVisible({ timeout: 30_000 });
  await expectNoViolations(page, 'the hours of a vehicle');
  await page.getByRole('link', { name: 'Tờ khai của tôi' }).click();
  await page.getByRole('link', { name: 'Khai chuyến mới' }).click();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await expectNoViolations(page, 'a question with a fault');
  await page.goto('/declare#keys');
  await page.getByRole('button', { name: 'Tạo khóa' }).click();
  await expectNoViolations(page, 'keys of own systems');
  await page.goto('/declare#sheet');
  await expect(page.getByLabel('Chọn tệp')).toBeAttached();
  await expectNoViolations(page, 'a sheet to be picked');
  await page.getByLabel('Chọn tệp').setInputFiles({
    name: 'xe.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('stt,biển số,số container,cột lạ\n1,51C-444.01,CSQU3054384,\n2,xxx,,\n'),
  });
  await expect(page.getByRole('list', { name: 'Những chỗ phải sửa' })).toBeVisible();
  await expectNoViolations(page, 'a sheet with faults');
  await page.getByRole('button', { name: /để sửa/ }).click();
  await expect(page.getByRole('tab', { name: 'Phải sửa (2)' })).toBeVisible();
  await expectNoViolations(page, 'an import');
  const [token = ''] = await passesOf(page, stack.origin);
  await page.goto(`/p#${encodeURIComponent(token)}`);
  await expect(page.getByRole('img', { name: /Mã QR/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Lưu thành ảnh' })).toBeVisible();
  for (const part of ['Đường đi', 'Không có máy in?', 'Chia sẻ vị trí', 'Hướng dẫn'])
    await page.getByText(part, { exact: true }).click();
  await expect(page.getByText('Ví dụ cụ thể')).toBeVisible();
  await expectNoViolations(page, 'the pass');
  await page.getByRole('button', { name: 'Biển báo lớn' }).click();
  await expectNoViolations(page, 'the pass in large signs');
  await page.goto('/declare#help');
  await expect(page.getByLabel('Dành cho')).toBeVisible();
  await expectNoViolations(page, 'the guide');
});

test('the supervisor’s screens', async ({ page, stack }) => {
  await signInQuietly(page, stack.origin, person(stack, 'supervisor'));
  for (const view of [
    'incidents',
    'neighbour',
    'plan',
    'devices',
    'continuity',
    'processes',
    'process/hn-export-loaded',
    'people',
    'flow',
    'today',
  ]) {
    await page.goto(`/control#HN/${view}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Hundreds of equal lines make axe slow and tell nothing new.
    if (view === 'today') await page.getByRole('searchbox').fill('51C1');
    await expectNoViolations(page, `/control ${view}`);
  }
  await page.getByRole('button', { name: 'Viết bàn giao' }).click();
  await expect(page.getByRole('textbox', { name: 'Ca sau cần biết gì' })).toBeVisible();
  await expectNoViolations(page, 'a hand-over note');
  await page.goto('/control#HN/neighbour');
  await page.getByRole('button', { name: 'Viết thông báo' }).click();
  await page.getByRole('button', { name: 'Đưa lên bảng' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Còn chỗ chưa đúng' })).toBeVisible();
  await expectNoViolations(page, 'an announcement with faults');
});

test('the manager’s screens: a plan being written with a fault, somebody being added', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, person(stack, 'manager'));
  await page.goto('/control#HN/plan');
  await page.getByRole('button', { name: 'Thêm ngày đóng cửa' }).click();
  await page.getByLabel('Ngày cuối').fill('2020-01-01');
  await expect(page.getByText('Ngày cuối phải từ ngày đầu trở đi.').first()).toBeVisible();
  await expectNoViolations(page, '/control plan, written');
  await page.goto('/control#HN/people');
  await page.getByRole('button', { name: 'Thêm người' }).click();
  await page.getByRole('button', { name: 'Thêm người này' }).click();
  await expectNoViolations(page, '/control people, adding');
});

test('the gate: enrolling, ready, a verdict, a refusal, the line to the centre', async ({ page, stack }) => {
  await signInQuietly(page, stack.origin, person(stack, 'declarant'));
  const [token = ''] = await passesOf(page, stack.origin);
  await page.context().clearCookies();
  await page.goto('/gate');
  await expect(page.getByLabel('Mã cài đặt')).toBeVisible();
  await expectNoViolations(page, 'enrolling by code');
  await enrol(page, { origin: stack.origin, profile: '', video: '' }, person(stack, 'officer'), 'Chốt 1');
  await expectNoViolations(page, 'ready');
  await gunScan(page, token);
  await expect(verdict(page)).toHaveAttribute('data-code', /^AD-/);
  await expectNoViolations(page, 'a verdict');
  await gunScan(page, 'nonsense 12345');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'refuse');
  await expectNoViolations(page, 'a refusal');
});
