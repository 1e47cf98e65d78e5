import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { SignIn } from '@/scripts/start/announce';
import { type Stack, startStack } from '@/scripts/start/stack';
import { declare, type Issued } from './fixtures/ask-api';
import { filesHolding } from './fixtures/at-rest';
import { filmNothing, filmScreenshot } from './fixtures/camera-video';
import { ask } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { openTablet, syncBadge, type TabletPlace, unsynced, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/** A tablet from its supervisor's code to the last officer's signing out, with the network there and gone. */
test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const TABLET = 'HN-77';
const LORRY = {
  plate: '51C-765.43',
  driverName: 'Phùng Quý Đạm',
  driverIdNumber: '027188456399',
  driverPhone: '0987136599',
  customsDeclaration: '307915428399',
};
const HOUR = 3_600_000;

let folder: string;
let stack: Stack;
let place: TabletPlace;
let tablet: { readonly context: BrowserContext; readonly page: Page };
let pass: Issued;
let officer: Known;
let supervisor: Known;

type Known = SignIn & { readonly passphrase: string; readonly pin: string };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  folder = await mkdtemp(join(tmpdir(), 'gate-shift-'));
  await chmod(folder, 0o711);
  stack = await startStack({ dataDir: folder, demo: true });
  place = { origin: stack.origin, profile: join(folder, 'profile'), video: join(folder, 'nothing.y4m') };
  officer = {
    ...personOf(stack, 'officer', { agency: 'border-guard', gateId: 'HN' }),
    passphrase: 'ca đêm của Biên',
    pin: '2580',
  };
  supervisor = {
    ...personOf(stack, 'supervisor', { gateId: 'HN' }),
    passphrase: 'trưởng ca trực đêm',
    pin: '1470',
  };
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  pass = await declare(page.request, stack.origin, LORRY);
  await context.close();
});
test.afterAll(async () => {
  await tablet?.context.close().catch(() => undefined);
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('DV-5 a supervisor shows a code, the tablet reads it with its camera and is let in, once', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  const control = await context.newPage();
  await signIn(control, stack.origin, supervisor, '/control');
  await control.goto(`${place.origin}/control#HN/devices`);
  await control.getByRole('button', { name: 'Cài đặt một máy' }).click();
  await control.getByLabel('Tên máy').fill(TABLET);
  await control.getByLabel('Chốt', { exact: true }).fill('Cổng 7');
  await control.getByLabel('Lực lượng').selectOption('border-guard');
  await control.getByRole('button', { name: 'Tạo mã' }).click();
  const qr = control.getByRole('img', { name: `Mã cho ${TABLET}` });
  await expect(qr).toBeVisible();
  const code = (await control.locator('[data-enrolment-code]').textContent()) ?? '';
  await filmScreenshot(browser, await qr.screenshot(), place.video);

  tablet = await openTablet(place);
  const { page } = tablet;
  await page.goto(`${place.origin}/gate`);
  await page.getByLabel('Mã cài đặt').fill('HN-00000-00000-00000-00000-000000');
  await page.getByRole('button', { name: 'Cài đặt bằng mã này' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Trung tâm không biết mã này' })).toBeVisible();
  await page.getByRole('button', { name: 'Quét mã bằng máy ảnh' }).click();
  await expect(page.getByRole('heading', { name: 'Vào ca' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`Cổng 7`)).toBeVisible();
  await expect(control.getByText(`${TABLET} đã cài đặt xong`)).toBeVisible();
  await expect(control.locator(`[data-device="${TABLET}"]`)).toContainText('Không ai trong ca');
  await context.close();

  // The same code on another device: used.
  const stranger = await browser.newContext({ locale: 'vi-VN' });
  const other = await stranger.newPage();
  await other.goto(`${place.origin}/gate#enrol=${code.trim()}`);
  await expect(other.getByRole('alert').filter({ hasText: 'Máy khác đã dùng mã này' })).toBeVisible();
  expect(new URL(other.url()).hash).toBe('');
  await stranger.close();
  await filmNothing(place.video);
  await tablet.context.close();
});

test('DV-9 a supervisor gives a tablet another checkpoint, with a reason; whoever unlocks next reads it', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  const control = await context.newPage();
  await signIn(control, stack.origin, supervisor, '/control');
  await control.goto(`${place.origin}/control#HN/devices`);
  const row = control.locator(`[data-device="${TABLET}"]`);
  await row.getByRole('button', { name: /Đổi tên hoặc chốt của/ }).click();
  await control.getByLabel('Chốt', { exact: true }).fill('');
  await control.getByLabel('Lý do').fill('Đổi làn');
  await control.getByRole('button', { name: /Đổi tên hoặc chốt của/ }).click();
  await expect(control.getByText('Điền ô này.')).toBeVisible();
  await control.getByLabel('Chốt', { exact: true }).fill('Cổng 9');
  await control.getByRole('button', { name: /Đổi tên hoặc chốt của/ }).click();
  await expect(row).toContainText('Cổng 9');
  await context.close();
});

test('OF-27 officers sign in on the tablet once, and no session stays in its browser', async () => {
  tablet = await openTablet(place);
  const { page } = tablet;
  await page.clock.install();
  await page.goto(`${place.origin}/gate`);
  await signInHere(page, { ...officer, password: 'nhầm rồi' });
  await expect(page.getByRole('alert').filter({ hasText: 'mật khẩu không đúng' })).toBeVisible();
  await signInHere(page, officer);
  await ready(page);
  await expect(page.getByText(officer.name).first()).toBeVisible();
  await openShiftPanel(page);
  await page.getByRole('button', { name: 'Người khác đăng nhập' }).click();
  await signInHere(page, supervisor);
  await ready(page);
  await expect(page.getByText(supervisor.name).first()).toBeVisible();
  const session = await page.evaluate(() => fetch('/api/auth/get-session').then((answer) => answer.text()));
  expect(session).toMatch(/^(null)?$/);
  await page.evaluate(() => navigator.serviceWorker.ready.then((worker) => worker.active?.state));
});

test('OF-27 a name and a PIN hand over in seconds; what is scanned carries the next officer', async () => {
  const { page } = tablet;
  await expect.poll(() => dumpStore(page), { timeout: 30_000 }).toContain('trust-list');
  await shoot(page, pass.token);
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed');
  await openShiftPanel(page);
  await dialog(page).getByRole('button', { name: officer.name }).click();
  await typePin(dialog(page), officer.pin);
  await dialog(page).getByRole('button', { name: 'Nhận ca' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText(officer.name).first()).toBeVisible();
  await page.getByRole('button', { name: 'Xác nhận: Vào cửa khẩu' }).click();
  // The deed is recorded a moment after the tap: until then nothing is unsynced either.
  const told = async () =>
    (await log()).map(({ type, who, why }) => [type, who, why].filter(Boolean).join(' '));
  await expect
    .poll(told, { timeout: 30_000 })
    .toEqual([
      `shift.opened ${officer.name} passphrase`,
      `shift.ended ${officer.name} handed-over`,
      `shift.opened ${supervisor.name} passphrase`,
      `pass.scanned ${supervisor.name}`,
      `shift.ended ${supervisor.name} handed-over`,
      `shift.opened ${officer.name} pin`,
      `step.confirmed ${officer.name}`,
    ]);
});

test('DV-3 fifteen minutes without a touch lock; a PIN opens again', async () => {
  const { page } = tablet;
  await page.clock.fastForward(14 * 60_000);
  await shoot(page, 'một mã tình cờ không phải thẻ');
  await expect(verdict(page)).toHaveAttribute('data-code', 'PS-NOT');
  await page.clock.fastForward(14 * 60_000);
  await expect(page.getByRole('button', { name: 'Ca trực' })).toBeVisible();
  await page.clock.fastForward(2 * 60_000);
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
  await unlockByPin(page, officer);
  await expect(page.getByRole('button', { name: 'Ca trực' })).toBeVisible();
});

test('OF-28 wrong PINs slow down, and the fifth leaves the passphrase alone', async () => {
  const { page } = tablet;
  await lock(page);
  await page.getByRole('button', { name: officer.name }).click();
  const say = (words: string) => page.getByRole('alert').filter({ hasText: words });
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await typePin(page.locator('main'), '9999');
    await page.getByRole('button', { name: 'Mở khóa' }).click();
    if (attempt === 5) break;
    if (attempt < 3) await expect(say('Không đúng mã PIN')).toBeVisible();
    else {
      await expect(say('Thử quá nhiều lần')).toBeVisible();
      // Not even the right one is looked at while it waits.
      await typePin(page.locator('main'), officer.pin);
      await pinBox(page).press('Enter');
      await expect(say('Thử quá nhiều lần')).toBeVisible();
      await page.clock.fastForward(11_000);
      await expect(say('Thử quá nhiều lần')).toHaveCount(0);
      await pinBox(page).fill('');
    }
  }
  await expect(page.getByRole('alert').filter({ hasText: 'Sai PIN quá nhiều lần' })).toBeVisible();
  await byPassphrase(page, officer);
  await ready(page);
});

test('OF-28 a passkey opens the tablet cold', async () => {
  const { page } = tablet;
  const authenticator = await page.context().newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Mở bằng khóa truy cập' })).toHaveCount(0);
  await byPassphrase(page, officer);
  await ready(page);
  await openShiftPanel(page);
  await dialog(page).getByRole('button', { name: 'Thêm khóa truy cập' }).click();
  await expect(dialog(page).getByText('Khóa truy cập mở được máy này')).toBeVisible();
  await page.reload();
  // Cold: nobody is named before the key is there.
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
  await expect(page.getByText(officer.name)).toHaveCount(0);
  await page.getByRole('button', { name: 'Mở bằng khóa truy cập' }).click();
  await ready(page);
  await expect
    .poll(async () => (await log()).at(-1), { timeout: 30_000 })
    .toMatchObject({ type: 'shift.opened', who: officer.name, why: 'passkey' });
  await authenticator.detach();
});

test('DV-2 after a day without the centre a second officer unlocks as well; the shift says so', async () => {
  const { page } = tablet;
  await stack.killServer();
  await lock(page);
  await page.clock.fastForward(25 * HOUR);
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
  await byPassphrase(page, officer);
  await expect(page.getByText('cần thêm người thứ hai')).toBeVisible();
  await unlockByPin(page, supervisor);
  await expect(page.getByRole('button', { name: 'Ca trực' })).toBeVisible();
  await shoot(page, pass.token);
  await expect(verdict(page)).toBeVisible();
  await openShiftPanel(page);
  await expect(dialog(page)).toContainText('Hai người đã mở');
  await expect(dialog(page)).toContainText(officer.name);
  await page.keyboard.press('Escape');
});

test('OF-29 the last one out leaves the outbox alone: no plate, no name on the disk; it is sent all the same', async () => {
  const { page } = tablet;
  const waiting = await unsynced(page);
  expect(waiting).toBeGreaterThan(0);
  await signOut(page);
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
  await unlockByPin(page, supervisor);
  await signOut(page);
  await expect(page.getByRole('heading', { name: 'Vào ca' })).toBeVisible();
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(waiting + 3));
  const dump = await dumpStore(page);
  for (const known of ['pass.scanned', TABLET]) expect(dump).toContain(known);
  const secrets = [
    ...Object.values(LORRY),
    '51C76543',
    '30791542839',
    pass.token.slice(0, 60),
    officer.name,
    supervisor.name,
  ];
  for (const secret of secrets) expect(dump.includes(secret), secret).toBe(false);
  await tablet.context.close();
  expect(await filesHolding(place.profile, TABLET)).not.toEqual([]);
  for (const secret of secrets) expect(await filesHolding(place.profile, secret), secret).toEqual([]);

  await stack.startServer();
  tablet = await openTablet(place);
  await tablet.page.goto(`${place.origin}/gate`);
  await expect(tablet.page.getByRole('heading', { name: 'Vào ca' })).toBeVisible();
  await expect(syncBadge(tablet.page)).toHaveAttribute('data-unsynced', '0', { timeout: 30_000 });
  const written = await log();
  expect(written.map(({ seq }) => seq)).toEqual(written.map((_, at) => at + 1));
  const silent = written.find(({ second }) => second !== null);
  expect(silent).toMatchObject({ type: 'shift.opened', who: officer.name, second: supervisor.name });
  expect(Number(silent?.silentMs)).toBeGreaterThanOrEqual(24 * HOUR);
  expect(written.findLast(({ type }) => type === 'pass.scanned')?.shift).toBe(silent?.shift);
  expect(written.slice(-3).map(({ type, who, why }) => `${type} ${who} ${why}`)).toEqual([
    `shift.ended ${officer.name} signed-out`,
    `shift.opened ${supervisor.name} pin`,
    `shift.ended ${supervisor.name} signed-out`,
  ]);
});

const dialog = (page: Page) => page.getByRole('dialog');
const openShiftPanel = (page: Page) => page.getByRole('button', { name: 'Ca trực' }).click();
const ready = (page: Page) => expect(page.getByRole('button', { name: 'Ca trực' })).toBeVisible();

async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Khóa', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible();
}

async function signInHere(page: Page, who: Known): Promise<void> {
  await page.getByLabel('Thư điện tử').fill(who.email);
  await page.getByLabel('Mật khẩu tài khoản').fill(who.password);
  await page.getByLabel('Mật khẩu ca').fill(who.passphrase);
  await page.getByLabel('Mã PIN cho ca này').fill(who.pin);
  await page.getByRole('button', { name: 'Đăng nhập và vào ca' }).click();
}

async function typePin(inside: Locator, pin: string): Promise<void> {
  for (const digit of pin) await inside.getByRole('button', { name: digit, exact: true }).click();
}
const pinBox = (page: Page) => page.getByLabel('Mã PIN', { exact: true });

async function unlockByPin(page: Page, who: Known): Promise<void> {
  await page.locator('main').getByRole('button', { name: who.name }).click();
  await typePin(page.locator('main'), who.pin);
  await page.getByRole('button', { name: 'Mở khóa' }).click();
}

async function byPassphrase(page: Page, who: Known): Promise<void> {
  await page.getByLabel('Mật khẩu ca').fill(who.passphrase);
  await page.getByRole('button', { name: 'Mở khóa' }).click();
}

async function signOut(page: Page): Promise<void> {
  await openShiftPanel(page);
  await dialog(page).getByRole('button', { name: 'Đăng xuất' }).click();
  await dialog(page).getByRole('button', { name: 'Đăng xuất ngay' }).click();
}

/** Everything the tablet's IndexedDB holds, as one text: strings as they are, bytes as Latin letters and as UTF-8. */
const dumpStore = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const db = await wait(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        texts.push(
          JSON.stringify(
            await wait(db.transaction(store).objectStore(store).getAll()),
            (_, value: unknown) =>
              value instanceof Uint8Array
                ? new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value)
                : value,
          ),
        );
      db.close();
    }
    return texts.join('\n');
  });

type Line = {
  readonly seq: number;
  readonly type: string;
  readonly who: string;
  readonly why: string | null;
  readonly second: string | null;
  readonly silentMs: string | null;
  readonly shift: string | null;
};

/** What the centre has of this tablet, persons by name. */
const log = (): Promise<readonly Line[]> =>
  ask(
    stack.ownerUrl,
    (sql) => sql<Line[]>`
      select e.seq::int, e.type, p.name as who, coalesce(e.event -> 'body' ->> 'by', e.event -> 'body' ->> 'why') as why,
        s.name as second, e.event -> 'body' ->> 'silentMs' as "silentMs", e.event ->> 'shift' as shift
      from event e
      left join person p on p.id::text = e.event ->> 'actor'
      left join person s on s.id::text = e.event -> 'body' ->> 'second'
      where e.device in (select device_id from device where kind = 'tablet' and name = ${TABLET}) order by e.seq`,
  );
