import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Stack } from '@/scripts/start/stack';
import { askApi, declare } from './fixtures/ask-api';
import { HumanHand } from './fixtures/human-hand';
import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/**
 * The target of the form: a returning user files a usual shipment in at most 25 taps and 60 s at a person's pace
 * (1.2 s a tap, 0.3 s a character). What the machine takes besides is printed.
 */
test.setTimeout(180_000);
const MOST_TAPS = 25;
const MOST_SECONDS = 60;

async function returning(browser: Browser, stack: Stack): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: stack.origin,
    locale: 'vi-VN',
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  return { context, page };
}

const box = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const tomorrow = () => new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 10);

async function fillWhatIsNew(hand: HumanHand, seal: string): Promise<void> {
  const { page } = hand;
  await expect(page.getByRole('heading', { name: 'Lần này có gì mới?' })).toBeVisible();
  await hand.type(box(page, 'Số chì'), seal);
  await hand.type(box(page, 'Số tờ khai hải quan'), '306123456780');
  await hand.pick(box(page, 'Ngày đến'), tomorrow());
  await hand.pick(box(page, 'Giờ đến'), '07:45');
  await hand.tap(page.getByRole('button', { name: 'Tiếp tục' }));
}

async function sendAndSee(hand: HumanHand): Promise<void> {
  const { page } = hand;
  await expect(page.getByRole('heading', { name: 'Xem lại trước khi gửi' })).toBeVisible();
  await hand.tap(page.getByRole('button', { name: 'Gửi và nhận thẻ' }));
  await expect(page.getByRole('heading', { name: 'Đã khai. Đây là thẻ của xe.' })).toBeVisible();
}

function expectWithin(hand: HumanHand, name: string): void {
  console.log(hand.told(name));
  expect(hand.taps).toBeLessThanOrEqual(MOST_TAPS);
  expect(hand.seconds).toBeLessThanOrEqual(MOST_SECONDS);
}

test('the same lorry again: copied, what is new filled in, sent', async ({ browser, stack }) => {
  const { context, page } = await returning(browser, stack);
  await declare(page.request, stack.origin, { plate: '51C-771.01', direction: 'nhập', trailer: '' });
  await page.reload();
  const hand = new HumanHand(page);
  const last = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C77101"]') });
  await hand.tap(last.getByRole('button', { name: 'Khai lại như chuyến này' }));
  await fillWhatIsNew(hand, 'VN392435');
  // The lorry came in and goes out again: the same in the other direction.
  await hand.tap(page.getByRole('button', { name: 'Sửa: Hướng' }));
  await hand.tap(page.getByRole('radio', { name: /Xuất khẩu/ }));
  await hand.tap(page.getByRole('button', { name: 'Xong, xem lại' }));
  await sendAndSee(hand);
  expectWithin(hand, 'the same lorry');
  await context.close();
});

test('another lorry and driver: copied, three things changed, sent', async ({ browser, stack }) => {
  const { context, page } = await returning(browser, stack);
  await declare(page.request, stack.origin, { plate: '51C-771.02' });
  await page.reload();
  const hand = new HumanHand(page);
  const last = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C77102"]') });
  await hand.tap(last.getByRole('button', { name: 'Khai lại như chuyến này' }));
  await fillWhatIsNew(hand, 'VN392436');
  await hand.tap(page.getByRole('button', { name: 'Sửa: Biển số đầu kéo' }));
  await hand.retype(page.getByRole('textbox').first(), '51c77103');
  await hand.tap(page.getByRole('button', { name: 'Xong, xem lại' }));
  await hand.tap(page.getByRole('button', { name: 'Sửa: Họ tên lái xe' }));
  await hand.retype(box(page, 'Họ tên lái xe'), 'Trần Văn Khởi');
  await hand.retype(box(page, 'Số căn cước hoặc hộ chiếu'), '001099000456');
  await hand.retype(box(page, 'Điện thoại lái xe'), '0912345679');
  await hand.tap(page.getByRole('button', { name: 'Xong, xem lại' }));
  await sendAndSee(hand);
  expectWithin(hand, 'another lorry and driver');
  await context.close();
});

test('two vehicles, one of them under way already: one pass, and what is left is corrected', async ({
  browser,
  stack,
}) => {
  const { context, page } = await returning(browser, stack);
  await declare(page.request, stack.origin, { plate: '51C-771.04' });
  await declare(page.request, stack.origin, { plate: '51C-771.05' });
  await page.reload();
  const last = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C77104"]') });
  await last.getByRole('button', { name: 'Khai lại như chuyến này' }).click();
  await page.getByRole('button', { name: 'Sửa: Biển số đầu kéo' }).click();
  await page.getByRole('textbox').first().fill('51C-771.06');
  await page.getByRole('button', { name: 'Xong, xem lại' }).click();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('button', { name: 'Thêm xe cùng bản khai' }).click();
  await box(page, 'Biển số đầu kéo').fill('51C-771.05');
  await page.getByRole('button', { name: 'Xong, xem lại' }).click();
  await page.getByRole('button', { name: 'Gửi và nhận thẻ' }).click();
  await expect(page.getByText('1 xe đã có thẻ. Các xe sau chưa được nhận:')).toBeVisible();
  await page.getByRole('button', { name: 'Sửa phần chưa được nhận' }).click();
  await page.getByRole('button', { name: 'Sửa: Biển số đầu kéo' }).click();
  await page.getByRole('textbox').first().fill('51C-771.07');
  await page.getByRole('button', { name: 'Xong, xem lại' }).click();
  await page.getByRole('button', { name: 'Gửi và nhận thẻ' }).click();
  await expect(page.getByRole('heading', { name: 'Đã khai. Đây là thẻ của xe.' })).toBeVisible();
  await page.getByRole('link', { name: 'Chuyến của tôi' }).click();
  const filed = page.getByRole('listitem').filter({ has: page.locator('[data-plate="51C77107"]') });
  await expect(filed).toContainText('xe 2 trên 2');
  await context.close();
});

test('begun on one phone, gone on with on another', async ({ browser, stack }) => {
  const one = await returning(browser, stack);
  await one.page.getByRole('link', { name: 'Khai chuyến mới' }).click();
  await one.page.getByRole('radio', { name: /Xuất khẩu/ }).check();
  await one.page.getByRole('radio', { name: /^Xe không/ }).check();
  await one.page.getByRole('button', { name: 'Tiếp tục' }).click();
  await one.page.getByRole('radio', { name: /Hữu Nghị/ }).check();
  await one.page.getByRole('button', { name: 'Tiếp tục' }).click();
  await one.page.getByRole('textbox').fill('51C-771.08');
  await expect(one.page.getByText(/Đã lưu ở trung tâm/)).toBeVisible();
  const two = await returning(browser, stack);
  const begun = two.page.getByRole('listitem').filter({ has: two.page.locator('[data-plate="51C77108"]') });
  await begun.getByRole('button', { name: 'Tiếp tục bản đang khai' }).click();
  await expect(two.page.getByRole('textbox')).toHaveValue('51C-771.08');
  await two.page.getByRole('textbox').fill('51C-771.09');
  const kept = async () => {
    const { given } = await askApi(two.page.request, stack.origin, 'declaration.drafts');
    return JSON.stringify(given);
  };
  await expect.poll(kept).toContain('51C-771.09');
  await one.page.getByRole('textbox').fill('51C-771.10');
  await expect(one.page.getByText(/Bản này đã được sửa trên máy khác/)).toBeVisible();
  await one.page.getByRole('button', { name: 'Lấy bản đó' }).click();
  await expect(one.page.getByRole('textbox')).toHaveValue('51C-771.09');
  await one.context.close();
  await two.context.close();
});
