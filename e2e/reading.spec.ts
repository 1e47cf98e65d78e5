import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePass } from '@/domain/pass/decode-pass';
import { type Stack, startStack } from '@/scripts/start/stack';
import { filmNothing } from './fixtures/camera-video';
import { passesOf, signInQuietly } from './fixtures/passes';
import { shoot } from './fixtures/scanner-gun';
import { enrol, openTablet, unlock, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/** Other codes than a pass, and a camera that is not there at first. */
test.setTimeout(240_000);

let stack: Stack;
let folder: string;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stack = await startStack({ demo: true });
  folder = await mkdtemp(join(tmpdir(), 'gate-reading-'));
});
test.afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('OF-83 a customs bar code finds its vehicle with no network; OF-82 the trigger wakes the camera', async ({
  browser,
}) => {
  const declarant = stack.signIns.find(({ role }) => role === 'declarant');
  const officer = stack.signIns.find(({ role, agency }) => role === 'officer' && agency === 'border-guard');
  if (declarant === undefined || officer === undefined) throw new Error('no sign-ins');
  const asking = await browser.newPage();
  await signInQuietly(asking, stack.origin, declarant);
  const claims = (await passesOf(asking, stack.origin)).flatMap((token) => {
    const outcome = decodePass(token);
    return outcome.kind === 'decoded' ? [outcome.pass.claims] : [];
  });
  await asking.close();
  const declared = claims.find(({ binding }) => binding.customsDeclaration !== null);
  if (declared === undefined) throw new Error('no pass with a declaration');

  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video: join(folder, 'camera.y4m'),
  };
  await filmNothing(place.video);
  const first = await openTablet(place);
  await enrol(first.page, place, officer, 'Chốt 1');
  await first.context.close();
  await stack.killServer();

  const { context, page } = await openTablet(place);
  // The camera is held by another app until it is let go.
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wish) =>
      document.documentElement.dataset.camera === 'free'
        ? ask(wish)
        : Promise.reject(new DOMException('held', 'NotReadableError'));
  });
  await unlock(page, place);
  await expect(page.getByText('Ứng dụng khác đang giữ máy ảnh')).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => {
    document.documentElement.dataset.camera = 'free';
  });
  await page.keyboard.press('F9');
  await expect(page.locator('[data-scanner="reading"]')).toBeVisible({ timeout: 30_000 });

  await shoot(page, `${declared.binding.customsDeclaration}0`);
  await expect(verdict(page)).toBeVisible();
  await expect(page.locator(`[data-plate="${declared.binding.plate}"]:visible`).first()).toBeVisible();
  // Neither pass nor paper: said so, as ever.
  await shoot(page, 'HELLO-WORLD-1234');
  await expect(verdict(page)).not.toHaveAttribute('data-verdict', 'proceed');
  await page.screenshot({ path: join(process.env.READING_PICTURES ?? folder, 'tablet.png') });
  await context.close();
});
