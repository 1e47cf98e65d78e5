import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type Stack, startStack } from '@/scripts/start/stack';
import {
  type SimulatedVasscm,
  startSimulatedVasscm,
} from '@/server/connectors/vasscm/simulator/simulated-vasscm';
import { declare, type Issued } from './fixtures/ask-api';
import { filmNothing } from './fixtures/camera-video';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { enrol, openTablet, sendAll, type TabletPlace, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/**
 * Release is the only hard block (rule 4): what frees it with a network (customs' list, customs' system), what without
 * (a supervisor's own code), and who looks at that afterwards. Real server, real HTTP to the simulated system.
 */
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

let folder: string;
let stack: Stack;
let simulator: SimulatedVasscm;
let place: TabletPlace;
let tablet: { readonly context: BrowserContext; readonly page: Page };
let code: string;
const lorries: Record<'offline' | 'list' | 'feed', Issued & { readonly declaration: string }> =
  Object.create(null);

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'gate-release-'));
  await chmod(folder, 0o711);
  simulator = await startSimulatedVasscm({ port: 0, token: null, unknownAre: null, now: Date.now });
  stack = await startStack({
    demo: true,
    environment: { VASSCM_URL: simulator.url, VASSCM_POLL_SECONDS: '1' },
  });
  const { context, page } = await as(browser, 'declarant', '/declare');
  for (const [at, name] of (['offline', 'list', 'feed'] as const).entries()) {
    const declaration = `30799988${at}00`;
    const issued = await declare(page.request, stack.origin, {
      plate: `51C-771.0${at}`,
      customsDeclaration: `${declaration}0`,
    });
    lorries[name] = { ...issued, declaration };
  }
  await context.close();
  place = { origin: stack.origin, profile: join(folder, 'profile'), video: join(folder, 'nothing.y4m') };
  await filmNothing(place.video);
  code = await makeCode(browser);
  tablet = await openTablet(place);
  await enrol(tablet.page, place, personOf(stack, 'officer', { agency: 'border-guard' }), 'Máy Biên Giới');
});
test.afterAll(async () => {
  await tablet?.context.close().catch(() => undefined);
  await stack?.stop();
  await simulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function as(browser: Browser, role: string, path: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const gate = role === 'supervisor' ? { gateId: 'HN' } : {};
  await signIn(page, stack.origin, personOf(stack, role, gate), path);
  return { context, page };
}

async function makeCode(browser: Browser): Promise<string> {
  const { context, page } = await as(browser, 'supervisor', '/control');
  await page.getByRole('link', { name: 'Cho qua', exact: true }).click();
  await page.getByRole('button', { name: 'Tạo mã của tôi' }).click();
  const shown = page.locator('[data-approval-code]');
  await expect(shown).toBeVisible();
  const made = (await shown.textContent()) ?? '';
  await page.getByRole('button', { name: 'Tôi đã chép lại' }).click();
  await expect(shown).toHaveCount(0);
  await context.close();
  return made;
}

/** Shown at the line before customs has said anything: blocked, and nothing is recorded. */
async function meetTheBlock(page: Page, lorry: Issued): Promise<void> {
  await shoot(page, lorry.token);
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
  await page.getByRole('button', { name: 'Khác…', exact: true }).click();
  await page.getByRole('button', { name: 'Bước khác…' }).click();
  await page.getByRole('checkbox', { name: /Qua biên giới/ }).check();
  await page.getByRole('button', { name: 'Xác nhận 1 bước' }).click();
  await expect(verdict(page)).toHaveAttribute('data-code', 'AD-REL');
  await expect(page.getByText('Việc cần làm')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Xác nhận: Qua biên giới' })).toHaveCount(0);
}

async function tickTheExit(page: Page): Promise<void> {
  const before = await page.locator('[data-what="step"]:visible').count();
  await page.getByRole('button', { name: 'Khác…', exact: true }).click();
  await page.getByRole('button', { name: 'Bước khác…' }).click();
  await page.getByRole('checkbox', { name: /Qua biên giới/ }).check();
  await page.getByRole('button', { name: 'Xác nhận 1 bước' }).click();
  await expect(page.locator('[data-what="step"]:visible')).toHaveCount(before + 1);
}

test('AD-9 RE-1 no network: blocked, a wrong code changes nothing, the supervisor’s own lets it go', async () => {
  const { page } = tablet;
  await stack.killServer();
  await meetTheBlock(page, lorries.offline);
  await expect(page.locator('[data-eligibility="none"]')).toBeVisible();
  await page.getByRole('button', { name: 'Trưởng ca cho qua…' }).click();
  await page.getByLabel('Mã duyệt của trưởng ca').fill('0000-1111-2222');
  await page.getByRole('button', { name: 'Cho qua theo quyết định này' }).click();
  await expect(page.getByText('Chọn lý do.')).toBeVisible();
  await page.getByRole('radio', { name: 'Hệ thống hải quan ngừng' }).check();
  await page.getByRole('button', { name: 'Cho qua theo quyết định này' }).click();
  await expect(page.getByText(/Không trưởng ca nào có mã này/)).toBeVisible();
  await expect(page.locator('[data-what="override"]:visible')).toHaveCount(0);
  await page.getByLabel('Mã duyệt của trưởng ca').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Cho qua theo quyết định này' }).click();
  await expect(page.locator('[data-what="override"]:visible')).toHaveCount(1);
  await expect(page.locator('[data-eligibility="overridden"]')).toBeVisible();
  await expect(verdict(page)).toHaveCount(0);
  await tickTheExit(page);
});

test('RE-5 the override waits for its check; who approved may not check it, a third person does', async ({
  browser,
}) => {
  await stack.startServer();
  await sendAll(tablet.page);
  const supervisor = await as(browser, 'supervisor', '/control');
  await supervisor.page.getByRole('link', { name: 'Cho qua', exact: true }).click();
  const mine = supervisor.page.locator('[data-override="open"]');
  await expect(mine).toHaveCount(1);
  await expect(mine.locator('[data-plate="51C77100"]')).toBeVisible();
  await expect(mine).toContainText('Hệ thống hải quan ngừng');
  await check(supervisor.page);
  await expect(supervisor.page.getByText(/Phải do người khác kiểm tra/)).toBeVisible();
  await supervisor.context.close();

  const manager = await as(browser, 'manager', '/control');
  await manager.page.getByRole('link', { name: 'Cho qua', exact: true }).click();
  await check(manager.page);
  await expect(manager.page.locator('[data-override="checked"]')).toContainText(
    'Cho qua là đúng: đã đối chiếu',
  );
  await expect(manager.page.getByText('Không có lượt cho qua chờ hậu kiểm')).toBeVisible();
  await manager.context.close();
});

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hậu kiểm…' }).click();
  await page.getByRole('radio', { name: 'Cho qua là đúng' }).check();
  await page.getByLabel('Lý do').fill('đã đối chiếu với hải quan');
  await page.getByRole('button', { name: 'Ghi kết quả hậu kiểm' }).click();
}

test('RE-7 customs’ list, uploaded, frees the vehicle that stands before the officer', async ({
  browser,
}) => {
  const { page } = tablet;
  await meetTheBlock(page, lorries.list);
  const supervisor = await as(browser, 'supervisor', '/control');
  const desk = supervisor.page;
  await desk.getByRole('link', { name: 'Cho qua', exact: true }).click();
  const list = [
    'Số tờ khai;Số container;Trạng thái tờ khai',
    `${lorries.list.declaration}0;#####;Thông quan`,
    '3079;;Thông quan',
  ].join('\r\n');
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: 'ds.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await expect(desk.locator('[data-list="preview"]')).toContainText('1 mục về xe đang làm thủ tục');
  await expect(desk.locator('[data-list="preview"]')).toContainText('Dòng 3 · Số tờ khai');
  await desk.getByRole('button', { name: 'Ghi các mục tốt' }).click();
  await expect(desk.getByText('Hãy cho biết danh sách lập lúc nào.')).toBeVisible();
  await desk.getByLabel(/Hải quan lập lúc nào/).fill(hanoi(Date.now() - 60_000));
  await desk.getByRole('button', { name: 'Ghi các mục tốt' }).click();
  await expect(desk.locator('[data-list="stored"]')).toContainText('Đã báo cho 1 xe.');
  await supervisor.context.close();

  await sendAll(page);
  await expect(page.locator('[data-eligibility="yes"]')).toContainText('danh sách của hải quan');
  await expect(verdict(page)).toHaveCount(0);
  await tickTheExit(page);
});

test('RE-10 customs’ system frees a vehicle by itself, and a withdrawal blocks it again at once', async () => {
  const { page } = tablet;
  await meetTheBlock(page, lorries.feed);
  const say = (eligible: boolean) =>
    simulator.order({
      do: 'answer',
      item: {
        declaration: `${lorries.feed.declaration}0`,
        container: null,
        eligible,
        asOf: new Date().toISOString(),
      },
    });
  simulator.order({ do: 'fault', fault: 'html' });
  say(true);
  await expect.poll(() => simulator.asked()['/v1/eligibility/changes'] ?? 0).toBeGreaterThan(2);
  simulator.order({ do: 'fault', fault: 'none' });
  await expect
    .poll(
      async () => {
        await sendAll(page);
        return page.locator('[data-eligibility="yes"]').count();
      },
      { timeout: 90_000 },
    )
    .toBe(1);
  await expect(page.locator('[data-eligibility="yes"]')).toContainText('VASSCM');

  say(false);
  await expect
    .poll(
      async () => {
        await sendAll(page);
        return page.locator('[data-eligibility="no"]').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await page.getByRole('button', { name: 'Khác…', exact: true }).click();
  await page.getByRole('button', { name: 'Bước khác…' }).click();
  await page.getByRole('checkbox', { name: /Qua biên giới/ }).check();
  await page.getByRole('button', { name: 'Xác nhận 1 bước' }).click();
  await expect(verdict(page)).toHaveAttribute('data-code', 'AD-REL');
});

/** `26/11/2026 08:30` as a person in Hà Nội writes it. */
function hanoi(at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'short',
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`;
}
