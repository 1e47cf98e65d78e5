import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { openBulletinFile } from '@/domain/neighbour/bulletin';
import { qrTexts } from '@/domain/neighbour/bulletin-qr';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { fromBase64url } from '@/domain/shared/base64url';
import { type Stack, startStack } from '@/scripts/start/stack';
import { filmScreenshots } from './fixtures/camera-video';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { hasPrinter, printCodes } from './fixtures/print-codes';
import { openTablet } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

test.setTimeout(240_000);
test.use({ viewport: { width: 1280, height: 900 } });

/** An installation of the other country: its own database, keys and people. */
const otherSide = (): Promise<Stack> =>
  startStack({
    demo: true,
    environment: { NEIGHBOUR_SELF: 'urn:border:cn:guangxi', NEIGHBOUR_OTHER: 'urn:border:vn:lang-son' },
  });

/** Of a gate that no other journey counts on: what the other side says is felt in its lines and slots. */
async function roomOf(browser: Browser, stack: Stack): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await signInQuietly(page, stack.origin, personOf(stack, 'manager'));
  await page.goto(`${stack.origin}/control#CM/neighbour`);
  await expect(page.getByRole('heading', { name: 'Hai bên cửa khẩu' })).toBeVisible();
  return page;
}

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await file.path());
}

test('BU-5 a bulletin goes over the border as a file and as a print before the camera: its key compared, looked at, taken', async ({
  browser,
  stack,
}) => {
  const far = await otherSide();
  try {
    const [ours, theirs] = [await roomOf(browser, stack), await roomOf(browser, far)];
    expect((await download(theirs, 'Tạo bản in A4')).subarray(0, 5).toString()).toBe('%PDF-');
    const text = (await download(theirs, 'Tạo tệp để gửi')).toString('utf8');
    const opened = openBulletinFile(text);
    if (!opened.ok) throw new Error(opened.error);
    const upload = (buffer: Buffer) =>
      ours
        .getByLabel('Chọn tệp', { exact: true })
        .setInputFiles({ name: 'bulletin.json', mimeType: 'application/json', buffer });

    await upload(Buffer.from(text));
    await expect(ours.getByText('Chưa ai đối chiếu khóa của bản này.')).toBeVisible();
    // Whoever confirms it types what the other side reads out.
    const typed = ours.getByLabel('Dấu vân tay họ đọc');
    await typed.fill('0000 0000 0000 0000 0000 0000 0000 0000');
    await ours.getByRole('button', { name: 'Tin khóa này' }).click();
    await expect(ours.getByText('Không khớp. Đừng tin khóa này')).toBeVisible();
    await typed.fill(fingerprintOf(fromBase64url(opened.value.publicKey) ?? new Uint8Array()));
    await ours.getByRole('button', { name: 'Tin khóa này' }).click();
    await expect(ours.getByText(/^Đã đối chiếu/)).toBeVisible();

    await upload(Buffer.from(text.replace('"number": 2', '"number": 3')));
    await expect(ours.getByText('Nội dung không khớp chữ ký.')).toBeVisible();
    await upload(Buffer.from(text));
    await expect(ours.getByRole('heading', { name: /^Bản số 2, lập/ })).toBeVisible();
    await ours.getByRole('button', { name: 'Nhận bản này' }).click();
    await expect(ours.getByText(/^Đã nhận: \d+ tin mới, 0 tin đã có\./)).toBeVisible();
    await expect(ours.getByText('Bạn gửi, số 2')).toBeVisible();

    // The same by the codes of its print, as a scanner gun types them: nothing in it is new.
    await ours.getByLabel('Hoặc dán nội dung các mã').fill(qrTexts(opened.value).join('\n'));
    await ours.getByRole('button', { name: 'Đọc', exact: true }).click();
    await expect(ours.getByText('Bản này đã nhận rồi')).toBeVisible();

    if (hasPrinter) await scanPrint(browser, stack, await download(theirs, 'Tạo bản in A4'));

    await ours.goto(`${stack.origin}/control#CM/flow`);
    await expect(ours.getByText(/Phía bạn báo, .* · Bản thông báo/).first()).toBeVisible();
  } finally {
    await far.stop();
  }
});

/** BU-3: the sheet of paper is held before the camera of the control room, code by code. */
async function scanPrint(browser: Browser, stack: Stack, pdf: Buffer): Promise<void> {
  const codes = await printCodes(pdf);
  expect(codes.length).toBeGreaterThan(0);
  const folder = await mkdtemp(join(tmpdir(), 'gate-paper-'));
  const video = join(folder, 'paper.y4m');
  await filmScreenshots(browser, codes, video);
  const { context, page } = await openTablet({
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video,
  });
  try {
    await signInQuietly(page, stack.origin, personOf(stack, 'manager'));
    await page.goto(`${stack.origin}/control#CM/neighbour`);
    await page.getByRole('button', { name: 'Quét bản in' }).click();
    await expect(page.getByRole('heading', { name: /^Bản số 3, lập/ })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Nhận bản này' }).click();
    await expect(page.getByText(/^Đã nhận: \d+ tin mới, \d+ tin đã có\./)).toBeVisible();
    const sheets = page.getByRole('listitem').filter({ hasText: 'Bạn gửi, số 3' });
    await expect(sheets).toContainText('Quét từ bản in');
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('BU-8 a word of the hotline is written down, is on the call desk with its source and age, and is corrected', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'TT' }));
  await page.goto('/control#TT/neighbour');
  await page.getByLabel('Xe mỗi giờ').fill('9');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await expect(page.getByText('Ghi người đã báo.')).toBeVisible();
  await page.getByLabel('Ai bên bạn báo').fill('Trực ban Pò Chài');
  await page.getByLabel('Trong bao nhiêu giờ').fill('3');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await expect(page.getByText('Đã ghi vào sổ.')).toBeVisible();
  const log = page.getByRole('region', { name: 'Sổ đường dây nóng' });
  await expect(log).toContainText('Việt Nam sang Trung Quốc: 9 xe/giờ');
  await expect(log).toContainText('Trực ban Pò Chài · Đường dây nóng');

  await log.getByRole('button', { name: 'Sửa' }).click();
  await page.getByLabel('Xe mỗi giờ').fill('12');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await expect(log).toContainText('Việt Nam sang Trung Quốc: 12 xe/giờ');
  // Nothing is struck out: the first word stays, and says that another took its place.
  await expect(log).toContainText('Đã có tin mới thay');

  await page.goto('/control#TT/flow');
  await expect(page.getByText(/Phía bạn báo, .*Trực ban Pò Chài/)).toBeVisible();
});

test('NE-20 a supervisor tells the other side of an incident by a code; it is on our bulletin, and is ended', async ({
  browser,
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'TT' }));
  await page.goto('/control#TT/neighbour');
  const told = page.getByRole('region', { name: 'Báo cho bạn sự cố ở phía ta' });
  await told.getByLabel('Sự cố ở phía ta').selectOption({ label: 'Cháy' });
  await told.getByRole('button', { name: 'Báo cho bạn' }).click();
  await expect(told.getByText('Cháy · Cả hai chiều')).toBeVisible();
  const reader = await browser.newPage();
  await reader.goto(`${stack.origin}/neighbour#TT`);
  await expect(reader.getByRole('row', { name: /Cháy/ })).toHaveCount(2);
  await reader.close();
  await told.getByRole('button', { name: 'Đã xong' }).click();
  await expect(told.getByText('Cháy · Cả hai chiều')).toHaveCount(0);
});

test('BU-7 the other side reads our bulletin in Chinese without an account, on a phone', async ({
  browser,
  stack,
}) => {
  const phone = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  await phone.goto(`${stack.origin}/neighbour#HN`);
  await expect(phone.getByRole('heading', { level: 1, name: '通关通告' })).toBeVisible();
  await expect(phone.getByRole('row', { name: /接收能力/ })).toBeVisible();
  await expect(phone.getByText('河内').first()).toBeVisible();
  await expect(phone.getByText('北京').first()).toBeVisible();
  await expect(phone.getByRole('img', { name: /^第1个，共/ })).toBeVisible();
  const opened = openBulletinFile((await download(phone, '下载签名文件')).toString('utf8'));
  expect(opened).toMatchObject({ ok: true, value: { gate: 'HN', source: 'urn:border:vn:lang-son' } });
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await phone.close();
});
