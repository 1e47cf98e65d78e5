import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { PassClaims } from '@/domain/pass/claims';
import { decodePass } from '@/domain/pass/decode-pass';
import { encodePass } from '@/domain/pass/encode-pass';
import { bytesOf, tokenOf } from '@/domain/testing/pass-surgery';
import { type Stack, startStack } from '@/scripts/start/stack';
import { askApi, declare, type Issued } from './fixtures/ask-api';
import { filesHolding } from './fixtures/at-rest';
import { filmNothing } from './fixtures/camera-video';
import { type Logged, loggedBy } from './fixtures/centre-log';
import { keepIssuer, strangersKey } from './fixtures/issuer-file';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { enrol, openTablet, syncBadge, type TabletPlace, unlock, unsynced, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/** Every answer a tablet gives with the server dead, to codes from a scanner gun; and what of it rests on its disk. */
test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const TABLET = 'Máy Phán Xét';
/** None of it an example that a form shows: what is found on the disk can only come from the pass. */
const LORRY = {
  plate: '51C-987.65',
  driverName: 'Đỗ Khắc Lường',
  driverIdNumber: '027188456321',
  driverPhone: '0987136542',
  customsDeclaration: '307915428360',
};

let folder: string;
let stack: Stack;
let place: TabletPlace;
let tablet: { readonly context: BrowserContext; readonly page: Page };
let passes: Awaited<ReturnType<typeof arrangePasses>>;
/** What the tablet must have recorded, in order. */
const recorded: Omit<Logged, 'seq'>[] = [{ type: 'shift.opened', code: null }];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'gate-verdicts-'));
  await chmod(folder, 0o711);
  const keys = await arrangeKeys();
  stack = await startStack({ dataDir: folder, demo: true });
  passes = await arrangePasses(browser, keys);
  place = { origin: stack.origin, profile: join(folder, 'profile'), video: join(folder, 'nothing.y4m') };
  await filmNothing(place.video);
  tablet = await openTablet(place);
  await enrol(tablet.page, place, personOf(stack, 'officer', { agency: 'border-guard' }), TABLET);
  await stack.killServer();
});
test.afterAll(async () => {
  await tablet?.context.close().catch(() => undefined);
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('offline, each code from a scanner gun has its verdict, its code and its sentence', async () => {
  const { page } = tablet;
  const strays: string[] = [];
  page.on('framenavigated', (frame) => strays.push(`navigated to ${frame.url()}`));
  page.on('dialog', (dialog) => strays.push(`dialog ${dialog.message()}`));
  page.context().on('page', (other) => strays.push(`opened ${other.url()}`));
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0');

  const unread = [
    'https://evil.example/p#GP1:TOKEN',
    'javascript:alert(document.domain)',
    'một dòng chữ tình cờ, không phải thẻ',
    'HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5 N2FBBRW1*70HS8WY04AC*WIFN0AHCD8KD97TK0F90KECTHGWJC0FDC:5AIA%G7X+AQB9746HS80:54IBQF60R6$A80X6S1BTYACG6M+9XG8KIAWNA91AY%67092L4WJCT3EHS8XJC$+DXJCCWENF6OF63W5NW6WF6%JC',
    '<script>document.title="hỏng"</script>',
    '<img src=x onerror="alert(1)">',
    // One letter that base45 does not have.
    `${passes.good.token.slice(0, 60)}_${passes.good.token.slice(61)}`,
  ];
  for (const text of unread) await judge(page, text, 'refuse', 'PS-NOT', 'Không phải thẻ qua cửa khẩu');
  await judge(page, `GP2:${passes.good.token.slice(4)}`, 'cannot-tell', 'PS-VER', 'Thẻ phiên bản mới hơn');
  await judge(page, passes.otherPlate, 'refuse', 'PS-SIG', 'thẻ bị sửa hoặc làm giả');
  await judge(page, passes.otherSignature, 'refuse', 'PS-SIG', 'thẻ bị sửa hoặc làm giả');
  await judge(page, passes.unknownKey, 'cannot-tell', 'PS-KEY', 'Chưa biết khóa ký thẻ này');
  await judge(page, passes.withdrawnKey, 'refuse', 'PS-KEYX', 'Khóa ký thẻ không còn dùng được');
  await judge(page, passes.revoked.token, 'refuse', 'PS-REV', 'Thẻ đã bị thu hồi');
  await judge(page, passes.otherGate.token, 'refuse', 'AD-GATE', 'Thẻ của cửa khẩu khác');
  // By now nothing of another's code has been believed: no plate was shown but that of a genuine pass.
  await judge(page, passes.good.token, 'proceed', 'AD-OK', 'chưa được trung tâm xác nhận');
  await expect(page.locator('main [data-plate="51C98765"]:visible').first()).toBeVisible();

  const before = await unsynced(page);
  await page.getByRole('button', { name: 'Xác nhận: Vào cửa khẩu' }).click();
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(before + 1));
  recorded.push({ type: 'step.confirmed', code: null });
  await judge(page, passes.good.token, 'refuse', 'AD-USED', 'Thẻ đã dùng ở bước này');

  expect(strays).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/gate');
  await expect(page).not.toHaveTitle('hỏng');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

test('OF-84 a new answer begins at its top, wherever the officer had gone to on a tablet held upright', async () => {
  const { page } = tablet;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 800, height: 900 });
  const wholeAnswer = async () => {
    const band = await verdict(page).boundingBox();
    return band !== null && band.y > -1 && band.y + band.height <= 900;
  };
  for (const token of [passes.revoked.token, passes.otherGate.token]) {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await wholeAnswer()).toBe(false);
    await judge(page, token, 'refuse', token === passes.revoked.token ? 'PS-REV' : 'AD-GATE', 'Thẻ');
    await expect.poll(wholeAnswer).toBe(true);
  }
  await page.getByRole('button', { name: 'Khác…' }).click();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  expect(await wholeAnswer()).toBe(false);
  await page.getByRole('button', { name: 'Quay lại' }).click();
  await expect.poll(wholeAnswer).toBe(true);
  // The same vehicle again, while there is a choice to be made about it.
  await page.getByRole('button', { name: 'Khác…' }).click();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await judge(page, passes.otherGate.token, 'refuse', 'AD-GATE', 'Thẻ');
  await expect.poll(wholeAnswer).toBe(true);
  await page.setViewportSize(size);
});

test('cold and hours later, a key that expired meanwhile is known as expired', async () => {
  await tablet.context.close();
  tablet = await openTablet(place);
  const { page } = tablet;
  await page.addInitScript(
    (aheadMs) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + aheadMs;
    },
    3 * HOUR_SECONDS * 1000,
  );
  await unlock(page, place);
  await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();
  recorded.push({ type: 'shift.opened', code: null });
  // All but the first shift's opening, which the centre had when it died.
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(recorded.length - 1));
  await judge(page, passes.expiredKey, 'refuse', 'PS-KEYX', 'Khóa ký thẻ không còn dùng được');
});

test('locked and closed, the disk names no plate, no driver and no customs declaration', async () => {
  const { page } = tablet;
  await page.getByRole('button', { name: 'Khóa', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
  recorded.push({ type: 'shift.ended', code: null });
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(recorded.length - 1));
  await tablet.context.close();
  // The search finds what is there: the tablet's own name is no secret.
  expect(await filesHolding(place.profile, TABLET)).not.toEqual([]);
  // As declared, and as plate and declaration stand on the pass.
  for (const secret of [...Object.values(LORRY), '51C98765', '30791542836', passes.good.token])
    expect(await filesHolding(place.profile, secret), secret).toEqual([]);
});

test('the server returns and has all of it, in order', async () => {
  await stack.startServer();
  tablet = await openTablet(place);
  const { page } = tablet;
  await unlock(page, place);
  await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();
  recorded.push({ type: 'shift.opened', code: null });
  await expect
    .poll(() => loggedBy(stack.ownerUrl, TABLET), { timeout: 30_000 })
    .toEqual(recorded.map((entry, at) => ({ seq: at + 1, ...entry })));
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0');
  await expect(syncBadge(page)).toHaveAttribute('data-connection', 'online');
});

/** Scans and expects the answer on screen, and one more fact on the tablet's disk that waits to be sent. */
async function judge(page: Page, text: string, word: string, code: string, sentence: string): Promise<void> {
  const before = await unsynced(page);
  await shoot(page, text);
  await expect(syncBadge(page), text).toHaveAttribute('data-unsynced', String(before + 1));
  await expect(verdict(page)).toHaveAttribute('data-code', code);
  await expect(verdict(page)).toHaveAttribute('data-verdict', word);
  await expect(verdict(page)).toContainText(sentence);
  await expect(verdict(page)).toContainText(`${code}·L`);
  recorded.push({ type: 'pass.scanned', code });
}

type Keys = Awaited<ReturnType<typeof arrangeKeys>>;

/** Before the centre first opens its key folder. */
async function arrangeKeys() {
  const now = Math.floor(Date.now() / 1000);
  const [signFrom, signTo] = [now - 200 * DAY_SECONDS, now - 110 * DAY_SECONDS];
  return {
    withdrawn: await keepIssuer(folder, {
      signFrom: signFrom + 20 * DAY_SECONDS,
      signTo,
      verifyUntil: now + 30 * DAY_SECONDS,
      status: 'withdrawn',
    }),
    // Still on the list that the tablet takes along, and past its last day before the night is over.
    expiring: await keepIssuer(folder, {
      signFrom,
      signTo,
      verifyUntil: now + 2 * HOUR_SECONDS,
      status: 'active',
    }),
  };
}

async function arrangePasses(browser: Browser, keys: Keys) {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  const good = await declare(page.request, stack.origin, LORRY);
  const revoked = await declare(page.request, stack.origin, { plate: '51C-987.66', trailer: '51R-018.23' });
  const otherGate = await declare(page.request, stack.origin, {
    plate: '51C-987.67',
    trailer: '51R-018.24',
    gate: 'Tân Thanh',
  });
  await context.close();
  await revoke(browser, revoked);

  const claims = claimsOf(good.token);
  const mine: PassClaims = { ...claims, driver: 'Trần Văn Giả' };
  const stranger = strangersKey();
  const by = (key: Keys['expiring']) => encodePass(mine, key.kid, key.sign);
  return {
    good,
    revoked,
    otherGate,
    otherPlate: withPlate(good.token, '51C98765', '51C98766'),
    otherSignature: withLastByteFlipped(good.token),
    unknownKey: await by(stranger),
    withdrawnKey: await by(keys.withdrawn),
    expiredKey: await by(keys.expiring),
  };
}

async function revoke(browser: Browser, { passId }: Issued): Promise<void> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId: 'HN' }), '/control');
  const answer = await askApi(page.request, stack.origin, 'control.revokePass', {
    gateId: 'HN',
    passId,
    reason: 'khai sai xe',
  });
  expect(answer.code).toBeNull();
  await context.close();
}

function claimsOf(token: string): PassClaims {
  const decoded = decodePass(token);
  if (decoded.kind !== 'decoded') throw new Error('the pass is not readable');
  return decoded.pass.claims;
}

function withPlate(token: string, from: string, to: string): string {
  const bytes = Buffer.from(bytesOf(token));
  const at = bytes.indexOf(from, 0, 'latin1');
  if (at < 0) throw new Error('the pass does not name the plate');
  bytes.write(to, at, 'latin1');
  return tokenOf(bytes);
}

function withLastByteFlipped(token: string): string {
  const bytes = bytesOf(token);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return tokenOf(bytes);
}
