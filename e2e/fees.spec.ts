import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { type Stack, startStack } from '@/scripts/start/stack';
import { type SimulatedBank, startSimulatedBank } from '@/server/connectors/bank/simulator/simulated-bank';
import { declare, type Issued } from './fixtures/ask-api';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/telling-test';

/** Two bills, a payment by code that a bank tells of over real HTTP, cash, and money back by two people. */
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const ACCOUNT = '0011000123456';
const SETTINGS = {
  FEE_BANK: '970436',
  FEE_ACCOUNT: ACCOUNT,
  FEE_HOLDER: 'TRUNG TAM QUAN LY CUA KHAU',
  BANK_POLL_SECONDS: '1',
};
let stack: Stack;
let bank: SimulatedBank;
let byCode: Issued;
let byCash: Issued;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  bank = await startSimulatedBank({ port: 0, account: ACCOUNT, token: null, now: Date.now });
  // The server is a process of its own and takes its settings from here.
  Object.assign(process.env, { ...SETTINGS, BANK_URL: bank.url });
  stack = await startStack({ demo: true });
  const page = await as(browser, 'declarant', '/declare');
  byCode = await declare(page.request, stack.origin, { plate: '51C-881.01' });
  byCash = await declare(page.request, stack.origin, { plate: '51C-881.02' });
  await page.context().close();
});
test.afterAll(async () => {
  for (const name of [...Object.keys(SETTINGS), 'BANK_URL']) delete process.env[name];
  await stack?.stop();
  await bank?.stop();
});

async function as(
  browser: Browser,
  role: 'declarant' | 'supervisor' | 'manager',
  path: string,
  wide = false,
) {
  const viewport = wide ? { width: 1280, height: 900 } : { width: 360, height: 740 };
  const page = await (await browser.newContext({ viewport })).newPage();
  const gate = role === 'supervisor' ? { gateId: 'HN' } : {};
  const [shell = path, view] = path.split('#');
  await signIn(page, stack.origin, personOf(stack, role, gate), shell);
  // The page is at work: an address given before that would be lost.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (view !== undefined) await page.goto(`${stack.origin}${path}`);
  return page;
}
const open = async (page: Page) =>
  Number(await page.locator('[data-fee="infrastructure"] [data-open]').getAttribute('data-open'));
const file = ({ crossingId }: Issued) => `/control#HN/crossing/${crossingId}`;

test('FE-10 FE-13 a firm pays by the code on the phone, and sees the receipt when the bank has told of it', async ({
  browser,
}) => {
  const page = await as(browser, 'declarant', `/declare#fee-HN-${byCode.crossingId}`);
  await expect(page.getByRole('heading', { name: 'Phí hạ tầng' })).toBeVisible();
  expect(await open(page)).toBeGreaterThan(0);
  const due = await open(page);
  await page.getByRole('button', { name: 'Nộp bằng mã QR' }).click();
  await expect(page.getByRole('img', { name: /Mã VietQR/ })).toBeVisible();
  for (const [language, title] of [
    ['English', 'Infrastructure fee'],
    ['中文', '基础设施费'],
    ['Tiếng Việt', 'Phí hạ tầng'],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  const reference = (await page.getByText(/^LSH[0-9A-Z]{9}$/).textContent()) ?? '';
  bank.order({ do: 'transfer', amount: due, words: `MBVCB.77.${reference.toLowerCase()}.CT tu 0123` });
  await expect(page.getByText(/Đã nộp đủ/)).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('[data-movement="bank"]')).toContainText(/Biên lai số \d+/);
  await page.context().close();
});

test('FE-12 FE-14 the desk takes cash; what was too much goes back only by another person', async ({
  browser,
}) => {
  const page = await as(browser, 'supervisor', file(byCash), true);
  await page.getByRole('button', { name: 'Thu tại quầy' }).click();
  await page.getByRole('button', { name: 'Đã thu đủ' }).click();
  await expect(page.getByText(/Đã nộp đủ/)).toBeVisible();
  // The lorry is weighed: a tenth of what was declared.
  const corrected = await page.request.post(`${stack.origin}/api/trpc/declaration.correctField`, {
    data: { gateId: 'HN', crossingId: byCash.crossingId, field: 'weight', to: '3000', reason: 'cân lại' },
    headers: { origin: stack.origin },
  });
  expect(corrected.status()).toBe(200);
  await expect(page.getByText(/Nộp thừa/)).toBeVisible();
  await page.getByRole('button', { name: 'Đề nghị trả lại' }).click();
  await page.getByRole('textbox').last().fill('cân lại, nhẹ hơn khai');
  await page.getByRole('button', { name: /Đề nghị trả lại/ }).click();
  await expect(page.getByText(/Đang chờ trả lại/)).toBeVisible();
  await page.context().close();

  const manager = await as(browser, 'manager', '/control#HN/fees', true);
  await manager.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await expect(manager.locator('[data-refund]')).toHaveCount(0);
  await expect(manager.locator('[data-movement="refund"]')).toHaveCount(1);
  expect((await new AxeBuilder({ page: manager }).analyze()).violations).toEqual([]);
  await manager.context().close();
});

test('FE-13 a credit that names no bill is placed by a person', async ({ browser }) => {
  bank.order({ do: 'transfer', amount: 123_000, words: 'phi xe 51C' });
  const page = await as(browser, 'supervisor', '/control#HN/fees', true);
  const credit = page.locator('[data-credit]');
  await expect(credit).toContainText('phi xe 51C', { timeout: 30_000 });
  await credit.getByRole('textbox').fill('LSHnone');
  await credit.getByRole('button').click();
  await expect(credit).toContainText('Không có phiếu');
  await page.context().close();
});
