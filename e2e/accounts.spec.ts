import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import * as z from 'zod';
import type { Stack } from '@/scripts/start/stack';
import type { SimulatedMessages } from '@/server/connectors/messages/simulator/simulated-messages';
import { askApi } from './fixtures/ask-api';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect } from './fixtures/test';
import { test } from './fixtures/with-messages';

test.use({ viewport: { width: 360, height: 740 }, contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(240_000);

const PASSWORD = 'sương mù Mẫu Sơn';
const phone = async (browser: Browser, stack: Stack): Promise<Page> =>
  (
    await browser.newContext({
      baseURL: stack.origin,
      locale: 'vi-VN',
      viewport: { width: 360, height: 740 },
    })
  ).newPage();

/** What came to this contact last. */
async function toldTo(provider: SimulatedMessages, to: string, count = 1): Promise<string> {
  const texts = () => provider.delivered().filter((message) => message.to === to);
  await expect.poll(() => texts().length).toBeGreaterThanOrEqual(count);
  return texts().at(-1)?.text ?? '';
}
const codeIn = (text: string) => /\d{4} \d{4}/.exec(text)?.[0] ?? '';
const linkIn = (text: string) => /https?:\/\/\S+/.exec(text)?.[0] ?? '';

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  for (const language of ['English', '中文', 'Tiếng Việt']) {
    await page.getByRole('button', { name: language, exact: true }).first().click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect
        .soft(
          violations.map(({ id }) => id),
          `${screen}, ${language}, ${colorScheme}`,
        )
        .toEqual([]);
    }
  }
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect.soft(isWide, `${screen} is wider than a phone`).toBe(false);
}

test('FM-1 FM-5 FM-3 a firm registers on a phone, invites a dispatcher, and removes him again', async ({
  browser,
  page,
  provider,
  stack,
}) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Đăng ký doanh nghiệp' }).click();
  await expectNoViolations(page, '/register');
  await page.getByLabel('Mã số thuế').fill('0100109107');
  await page.getByRole('button', { name: 'Gửi mã xác nhận' }).click();
  await expect(page.getByText('sai số kiểm tra')).toBeVisible();
  await expect(page.getByText('Ghi tên doanh nghiệp')).toBeVisible();
  await page.getByLabel('Mã số thuế').fill('0100109106');
  await page.getByLabel('Tên doanh nghiệp').fill('Công ty Nông sản Chi Lăng');
  await page.getByLabel('Họ và tên của bạn').fill('Hoàng Thị Na');
  await page.getByLabel('Thư điện tử hoặc số di động').fill('0987 654 321');
  await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
  await page.getByRole('button', { name: 'Gửi mã xác nhận' }).click();
  await expect(page.getByRole('heading', { name: 'Nhập mã xác nhận' })).toBeVisible();
  await page.getByLabel('Mã một lần').fill('00000000');
  await page.getByRole('button', { name: 'Mở tài khoản' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'AP-CODE' })).toBeVisible();
  await page.getByLabel('Mã một lần').fill(codeIn(await toldTo(provider, '+84987654321')));
  await page.getByRole('button', { name: 'Mở tài khoản' }).click();
  await page.waitForURL((url) => url.pathname === '/declare');

  await page.getByRole('link', { name: 'Tài khoản', exact: true }).first().click();
  await expect(page.getByText('Công ty Nông sản Chi Lăng').first()).toBeVisible();
  await expect(page.getByText('Không có lời mời nào đang chờ.')).toBeVisible();
  await page.getByRole('button', { name: 'Mời một người' }).click();
  await page.getByRole('button', { name: 'Gửi lời mời' }).click();
  await expect(page.getByText('Ghi một địa chỉ thư')).toBeVisible();
  await page.getByLabel('Thư điện tử hoặc số di động').fill('tai@chilang.example');
  await page.getByLabel('Vai trò').selectOption('dispatcher');
  await expectNoViolations(page, '/account, inviting');
  await page.getByRole('button', { name: 'Gửi lời mời' }).click();
  await expect(page.getByRole('button', { name: 'Thu hồi lời mời tai@chilang.example' })).toBeVisible();

  const joining = await phone(browser, stack);
  const link = linkIn(await toldTo(provider, 'tai@chilang.example'));
  await joining.goto(link);
  await expect(joining.getByText('Vai trò: Điều phối xe')).toBeVisible();
  await expectNoViolations(joining, '/join');
  await joining.getByLabel('Họ và tên của bạn').fill('Vi Văn Tài');
  await joining.getByLabel('Mật khẩu mới').fill(PASSWORD);
  await joining.getByRole('button', { name: 'Tham gia' }).click();
  await joining.waitForURL((url) => url.pathname === '/declare');
  await expect(joining.getByText('Tài khoản của bạn không khai chuyến.')).toBeVisible();
  await expect(joining.getByRole('link', { name: 'Khai chuyến mới' })).toBeHidden();
  await joining.goto('/account');
  await expect(joining.getByText('Chủ tài khoản mời người')).toBeVisible();
  await expect(joining.getByRole('button', { name: 'Mời một người' })).toBeHidden();

  const again = await phone(browser, stack);
  await again.goto(link);
  await expect(again.getByRole('heading', { name: 'Lời mời không còn dùng được' })).toBeVisible();
  await again.close();

  await page.reload();
  await expect(page.locator('[data-member="Hoàng Thị Na"]').getByRole('button')).toHaveCount(0);
  await page.getByRole('button', { name: 'Bớt Vi Văn Tài' }).click();
  await page.getByRole('button', { name: 'Bớt Vi Văn Tài ngay' }).click();
  await expect(page.locator('[data-member="Vi Văn Tài"]')).toHaveCount(0);
  await joining.reload();
  await expect(joining.getByText('Hãy đăng nhập để xem tài khoản.')).toBeVisible();
  await joining.close();
});

test('FM-7 FM-8 FM-9 in by a code, a new password by a code, and out of everywhere else', async ({
  browser,
  page,
  provider,
  stack,
}) => {
  const declarant = personOf(stack, 'declarant');
  const office = await phone(browser, stack);
  await signIn(office, stack.origin, declarant, '/declare');

  await page.goto('/sign-in?next=%2Faccount');
  await page.getByRole('button', { name: 'Dùng mã một lần' }).click();
  await expectNoViolations(page, '/sign-in by a code');
  await page.getByLabel('Thư điện tử hoặc số di động').fill(declarant.email.toUpperCase());
  await page.getByRole('button', { name: 'Gửi mã cho tôi' }).click();
  await expect(page.getByText('có tài khoản doanh nghiệp, mã đang trên đường tới')).toBeVisible();
  await page.getByLabel('Mã một lần').fill('1');
  await page.getByRole('button', { name: 'Vào', exact: true }).click();
  await expect(page.getByText('Mã có 8 chữ số.')).toBeVisible();
  await page.getByLabel('Mã một lần').fill(codeIn(await toldTo(provider, declarant.email)));
  await page.getByRole('button', { name: 'Vào', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/account');
  await expect(page.locator('[data-session]')).toHaveCount(2);
  await expect(page.getByText('Công ty Nông sản Chi Lăng')).toHaveCount(0);
  await page.getByRole('button', { name: 'Thoát mọi nơi khác' }).click();
  await expect(page.getByText('Đã thoát mọi nơi khác.')).toBeVisible();
  await expect(page.locator('[data-session]')).toHaveCount(1);
  await office.goto('/account');
  await expect(office.getByText('Hãy đăng nhập để xem tài khoản.')).toBeVisible();

  await office.goto('/sign-in');
  await office.getByRole('button', { name: 'Quên mật khẩu' }).click();
  await office.getByLabel('Thư điện tử hoặc số di động').fill(declarant.email);
  await office.getByRole('button', { name: 'Gửi mã cho tôi' }).click();
  await office.getByLabel('Mã một lần').fill(codeIn(await toldTo(provider, declarant.email, 2)));
  await office.getByLabel('Mật khẩu mới').fill(PASSWORD);
  await office.getByRole('button', { name: 'Lưu mật khẩu và vào' }).click();
  await office.waitForURL((url) => url.pathname === '/declare');
  await page.reload();
  await expect(page.getByText('Hãy đăng nhập để xem tài khoản.')).toBeVisible();
  await office.close();
  await signIn(page, stack.origin, { ...declarant, password: PASSWORD }, '/declare');
});

test('FM-8 for a contact that nobody has the screen says the same, and nothing is sent', async ({
  page,
  provider,
}) => {
  const before = provider.delivered().length;
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Quên mật khẩu' }).click();
  await page.getByLabel('Thư điện tử hoặc số di động').fill('khong.ai@firm.example');
  await page.getByRole('button', { name: 'Gửi mã cho tôi' }).click();
  await expect(page.getByText('có tài khoản doanh nghiệp, mã đang trên đường tới')).toBeVisible();
  await page.getByLabel('Mã một lần').fill('12345678');
  await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
  await page.getByRole('button', { name: 'Lưu mật khẩu và vào' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Mã chưa đúng, đã dùng hoặc quá hạn.' }),
  ).toBeVisible();
  expect(provider.delivered()).toHaveLength(before);
});

test('FM-4 one firm’s owner learns nothing of another firm’s people', async ({ browser, page, stack }) => {
  await signIn(page, stack.origin, personOf(stack, 'owner'), '/declare');
  const own = await askApi(page.request, stack.origin, 'firm.members');
  const { members } = z.object({ members: z.array(z.object({ name: z.string() })) }).parse(own.given);
  expect(members.map(({ name }) => name).sort()).toEqual(['Nguyễn Thị Hoa', 'Trần Văn Chủ']);
  const stranger = await phone(browser, stack);
  await stranger.goto('/account');
  await expect(stranger.getByText('Hãy đăng nhập để xem tài khoản.')).toBeVisible();
  expect((await askApi(stranger.request, stack.origin, 'firm.members')).code).toBe('AP-SIGN');
  await stranger.close();
});

test('FM-10 a passkey is made on a device and lets in with a touch; removed, it lets nobody in', async ({
  page,
  stack,
}) => {
  const authenticator = await page.context().newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, stack.origin, personOf(stack, 'supervisor'), '/account');
  await expect(page.getByText('Chưa có khóa nào.')).toBeVisible();
  await page.getByRole('button', { name: 'Thêm khóa trên máy này' }).click();
  await expect(page.getByText('Đã thêm. Lần sau có thể vào bằng khóa này.')).toBeVisible();
  await expect(page.locator('[data-passkey]')).toHaveCount(1);
  await expectNoViolations(page, '/account with a passkey');
  await page.getByRole('button', { name: 'Đăng xuất' }).first().click();
  await page.waitForURL((url) => url.pathname === '/');

  await page.goto('/sign-in?next=%2Faccount');
  await page.getByRole('button', { name: 'Vào bằng vân tay' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
  await expect(page.locator('[data-passkey]')).toContainText('dùng lúc');
  await page.locator('[data-passkey]').getByRole('button').click();
  await expect(page.getByText('Chưa có khóa nào.')).toBeVisible();

  await page.goto('/sign-in?next=%2Faccount');
  await page.getByRole('button', { name: 'Vào bằng vân tay' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Hãy vào bằng cách khác.' })).toBeVisible();
});
