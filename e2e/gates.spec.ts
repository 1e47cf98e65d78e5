import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { SignIn } from '@/scripts/start/announce';
import type { Stack } from '@/scripts/start/stack';
import { declare } from './fixtures/ask-api';
import { filmNothing } from './fixtures/camera-video';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { confirmStep, enrol, openTablet, syncBadge, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

/** A gate is added, worked with and closed again with no code; and a yard's tablet says which yard it is. */
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const YARD = 'Viettel Logistics Park';

/** The province's own manager: which gates there are is not one gate's to say. */
async function openGates(page: Page, stack: Stack): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, stack.origin, personOf(stack, 'manager'), '/control');
  await page.goto('/control#HN/gates');
  await expect(page.getByRole('heading', { name: 'Cửa khẩu, tuyến và bãi' })).toBeVisible();
}

test('GA-3 GA-6 a sub-gate is added on a screen: declared for at once, with its own process and its own board', async ({
  page,
  stack,
}) => {
  await openGates(page, stack);
  await page.getByRole('button', { name: 'Thêm cửa khẩu' }).click();
  // What must be said is asked for at its field.
  await expect(page.getByText('Nhập 2 đến 8 chữ in hoa.').first()).toBeVisible();
  await page.getByLabel('Mã', { exact: true }).fill('bnghia');
  await page.getByLabel('Tên tiếng Việt').fill('Bản Nghĩa');
  await page.getByLabel('Tên tiếng Anh').fill('Ban Nghia');
  await page.getByLabel('Tên tiếng Trung').fill('板义');
  await page.getByLabel('Phía đối diện, tiếng Việt').fill('Bình Nhi');
  await page.getByLabel('Phía đối diện, tiếng Trung').fill('平而');
  await page.getByLabel('Vị trí trên bản đồ').fill('1.3, 103.8');
  await expect(page.getByText('Cách mọi cửa khẩu khác hơn 300 km. Kiểm tra lại tọa độ.')).toBeVisible();
  await page.getByLabel('Vị trí trên bản đồ').fill('22.30, 106.60');
  await page.getByRole('button', { name: 'Thêm bãi' }).click();
  await page.getByLabel('Tên bãi').fill('Bãi Bản Nghĩa');
  await page.getByLabel('Sức chứa (xe)').fill('40');
  await expect(page.getByText('cửa khẩu mới BNGHIA, số 22')).toBeVisible();

  // What is written survives the tab.
  await page.reload();
  await expect(page.getByText('cửa khẩu mới BNGHIA, số 22')).toBeVisible();
  await page.getByLabel('Lý do').fill('Mở cửa khẩu phụ mới');
  await page.getByRole('button', { name: 'Áp dụng phiên bản 1' }).click();
  await expect(page.getByText('Phiên bản 1 đang áp dụng')).toBeVisible();

  await page.goto('/control#BNGHIA/processes');
  await page.getByRole('link', { name: /xuất khẩu, xe có hàng/ }).click();
  await expect(page.getByText('Quy trình hợp lệ')).toBeVisible();

  const declarant = await (await page.context().browser())?.newPage();
  if (declarant === undefined) throw new Error('no browser');
  await signInQuietly(declarant, stack.origin, personOf(stack, 'declarant'));
  await declare(declarant.request, stack.origin, { gate: 'Bản Nghĩa', plate: '12C-771.01' });
  await declarant.close();

  const answer = await page.goto('/board/BNGHIA');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1, name: 'Bản Nghĩa' })).toBeVisible();
  await page.goto('/board');
  await expect(page.locator('[data-gate="BNGHIA"]')).toBeVisible();
  expect((await page.goto('/board/NOWHERE'))?.status()).toBe(404);
});

test('GA-4 taken back, the gate is closed: its board is still there, and nobody is offered it', async ({
  page,
  stack,
}) => {
  await openGates(page, stack);
  await page.getByRole('button', { name: 'Lấy lại lần đổi mới nhất' }).click();
  await page.getByLabel('Lý do').fill('Hoãn mở');
  await page.getByRole('button', { name: 'Lấy lại', exact: true }).click();
  await expect(page.getByText('Phiên bản 2 đang áp dụng')).toBeVisible();
  await expect(page.getByText(/Bản Nghĩa .*đã đóng/)).toBeVisible();
  await page.goto('/board');
  await expect(page.locator('[data-gate="HN"]')).toBeVisible();
  await expect(page.locator('[data-gate="BNGHIA"]')).toBeHidden();
  expect((await page.goto('/board/BNGHIA'))?.status()).toBe(200);
});

/** An officer of the yard, added by a manager, with a password of the own. */
async function yardOfficer(browser: Browser, stack: Stack): Promise<SignIn> {
  const headers = { origin: stack.origin };
  const page = await browser.newPage({ baseURL: stack.origin });
  await signInQuietly(page, stack.origin, personOf(stack, 'manager'));
  const person = { name: 'Hoàng Văn Bãi', email: 'yard.gates@gate.example' };
  const post = { role: 'officer', gateId: 'HN', agency: 'yard' };
  const added = await page.request.post('/api/trpc/people.add', {
    headers,
    data: { gateId: 'HN', ...person, post, reason: 'ca ngày' },
  });
  const { result } = await added.json();
  await page.context().close();
  const own = await browser.newPage({ baseURL: stack.origin });
  const first: SignIn = { ...post, agency: 'yard', ...person, password: result.data.password };
  await signInQuietly(own, stack.origin, first);
  const password = 'bãi xe ban ngày';
  const changed = await own.request.post('/api/auth/change-password', {
    headers,
    data: { currentPassword: first.password, newPassword: password },
  });
  expect(changed.status()).toBe(200);
  await own.context().close();
  return { ...first, password };
}

test('GA-9 GA-10 a tablet at a yard records which one: in the file, in the queue and on the board', async ({
  browser,
  page,
  stack,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gate-yard-'));
  await chmod(folder, 0o711);
  const officer = await yardOfficer(browser, stack);
  const declarant = await browser.newPage();
  await signInQuietly(declarant, stack.origin, personOf(stack, 'declarant'));
  const lorry = await declare(declarant.request, stack.origin, { plate: '12C-772.02' });
  await declarant.context().close();

  const place = { origin: stack.origin, profile: join(folder, 'profile'), video: join(folder, 'a.y4m') };
  await filmNothing(place.video);
  const tablet = await openTablet(place);
  // The checkpoint bears the yard's name: nothing else has to be set.
  await enrol(tablet.page, place, officer, YARD);
  await shoot(tablet.page, lorry.token);
  await expect(verdict(tablet.page)).toHaveAttribute('data-verdict', 'proceed');
  await confirmStep(tablet.page, 'Vào bãi chờ');
  await expect(syncBadge(tablet.page)).toHaveAttribute('data-unsynced', '0', { timeout: 30_000 });
  await tablet.context.close();

  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  await page.goto(`/control#HN/crossing/${lorry.crossingId}`);
  await expect(page.getByText(new RegExp(`Ở ${YARD} từ`))).toBeVisible();
  await page.goto('/control#HN/flow');
  await expect(page.locator(`[data-yard="${YARD}"]`)).toContainText('1');
  await page.goto('/board/HN');
  await expect(page.locator(`[data-yard="${YARD}"]`)).toContainText('1');
  await rm(folder, { recursive: true, force: true });
});
