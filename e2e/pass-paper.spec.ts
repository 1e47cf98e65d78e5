import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Stack } from '@/scripts/start/stack';
import { declare } from './fixtures/ask-api';
import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { readCode } from './fixtures/read-code';
import { expect, test } from './fixtures/test';

/** PO-1, PO-3, PO-5, PO-7: a pass as paper, picture, file and at the gate's kiosk; what comes out reads back. */
const run = promisify(execFile);
test.use({ viewport: { width: 360, height: 740 } });
test.setTimeout(240_000);

let plateNumber = 77_800;
async function issued(page: Page, stack: Stack) {
  plateNumber += 1;
  const digits = String(plateNumber);
  const plate = `51C-${digits.slice(0, 3)}.${digits.slice(3)}`;
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  const pass = await declare(page.request, stack.origin, { plate });
  await page.context().clearCookies();
  return { plate, ...pass };
}
async function openPass(page: Page, token: string): Promise<void> {
  // What a printer would get is asked for below.
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', 'yes');
  });
  await page.goto(`/p#${encodeURIComponent(token)}`);
  await expect(page.getByRole('button', { name: 'In thẻ · A6' })).toBeVisible();
}

/** The sheet as Chromium prints it, as a printer's dots: 203.2 of them an inch, black or white. */
async function printed(page: Page): Promise<{ readonly picture: Uint8Array; readonly pages: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gate-paper-'));
  try {
    const file = join(folder, 'pass.pdf');
    await writeFile(file, await page.pdf({ preferCSSPageSize: true }));
    const { stdout } = await run('pdfinfo', [file]);
    await run('pdftoppm', ['-r', '203.2', '-gray', '-png', '-singlefile', file, join(folder, 'page')]);
    return { picture: await readFile(join(folder, 'page.png')), pages: stdout };
  } finally {
    await rm(folder, { recursive: true });
  }
}
const isInstalled = (program: string) =>
  run(program, ['-v']).then(
    () => true,
    () => false,
  );

for (const [paper, name, size] of [
  ['a6', 'In thẻ · A6', [297.6, 419.5]],
  ['receipt', 'In thẻ · Giấy cuộn 58 mm', [164.4, 481.9]],
] as const)
  test(`a pass printed on ${paper} is one sheet, black on white, and its code says the pass`, async ({
    page,
    stack,
  }) => {
    test.skip(!(await isInstalled('pdftoppm')), 'poppler-utils is not installed');
    const { token } = await issued(page, stack);
    await openPass(page, token);
    await page.getByRole('button', { name }).click();
    await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
    const sheet = await printed(page);
    expect(sheet.pages).toMatch(/Pages:\s+1\n/);
    // Chromium rounds a sheet up to whole pixels.
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(sheet.pages) ?? [];
    expect(Math.abs(Number(width) - size[0])).toBeLessThan(1);
    expect(Math.abs(Number(height) - size[1])).toBeLessThan(1);
    expect(await readCode(sheet.picture)).toEqual([token]);
  });

test('without a network the picture is made on the phone, and its code says the pass', async ({
  page,
  context,
  stack,
}) => {
  const { token } = await issued(page, stack);
  await openPass(page, token);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Lưu thành ảnh' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^pass-[0-9A-F-]+\.png$/);
  expect(await readCode(await readFile(await file.path()))).toEqual([token]);
  await page.getByRole('button', { name: 'Tệp PDF' }).click();
  await expect(page.getByText('Hãy lưu ảnh hoặc in')).toBeVisible();
  await context.setOffline(false);
});

test('the PDF comes by the text of the pass alone, with its faces embedded', async ({ page, stack }) => {
  const { token } = await issued(page, stack);
  await openPass(page, token);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tệp PDF' }).click();
  const path = await (await download).path();
  expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-');
  expect(asked.filter((url) => url.includes('GP1'))).toEqual([]);
  if (!(await isInstalled('pdffonts'))) return;
  const { stdout } = await run('pdffonts', [path]);
  const fonts = stdout.trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) expect(font).toMatch(/ yes yes yes /);
});

test('the kiosk prints a pass by plate and code, once, and goes back to its start by itself', async ({
  page,
  stack,
}) => {
  const { token, plate } = await issued(page, stack);
  await openPass(page, token);
  await page.getByText('Không có máy in?').click();
  await page.getByRole('button', { name: 'Lấy mã' }).click();
  const code = await page.getByText(/^\d{4} \d{4}$/).textContent();

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.clock.install();
  await page.goto('/kiosk/HN');
  const enter = async (typed: string) => {
    for (const sign of plate.replace(/[-.]/g, ''))
      await page.getByRole('button', { name: sign, exact: true }).click();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    for (const sign of typed.replace(' ', ''))
      await page.getByRole('button', { name: sign, exact: true }).click();
    await page.getByRole('button', { name: 'Hiện thẻ' }).click();
  };
  await enter(code === '0000 0000' ? '0000 0001' : '0000 0000');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Biển số và mã không khớp');
  await page.getByRole('button', { name: 'Làm lại từ đầu' }).click();
  await enter(code ?? '');
  await expect(page.getByRole('img', { name: /Mã QR/ })).toBeVisible();
  await page.getByRole('button', { name: /^In thẻ · A6/ }).click();

  await page.clock.runFor(45_000);
  await expect(page.getByText(/Về màn hình đầu sau/)).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(page.getByLabel('Biển số xe')).toHaveValue('');
  await expect(page.getByRole('img', { name: /Mã QR/ })).toHaveCount(0);

  await enter(code ?? '');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Biển số và mã không khớp');
});

test('large signs stay chosen, and say with the centre’s word what to do', async ({ page, stack }) => {
  const { token } = await issued(page, stack);
  await openPass(page, token);
  await page.getByRole('button', { name: 'Biển báo lớn' }).click();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Việc cần làm lúc này' })).toContainText('CHẠY TIẾP');
  await expect(page.getByRole('img', { name: /Mã QR/ })).toBeVisible();
  await page.getByRole('button', { name: 'Xem cả thẻ' }).click();
  await page.getByText('Hướng dẫn', { exact: true }).click();
  await expect(page.getByText('Mở đường dẫn một lần khi có mạng.', { exact: false })).toBeVisible();
});
