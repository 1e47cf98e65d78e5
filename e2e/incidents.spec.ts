import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { type Stack, startStack } from '@/scripts/start/stack';
import { declare, type Issued } from './fixtures/ask-api';
import { filmNothing } from './fixtures/camera-video';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { enrol, openTablet, sendAll, type TabletPlace, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/telling-test';

/** IN-9: one pass read at two gates within minutes. Both tablets and both control rooms are told, with both facts. */
test.setTimeout(240_000);

type Tablet = { readonly context: BrowserContext; readonly page: Page };
let folder: string;
let stack: Stack;
let lorry: Issued;
const tablets: Tablet[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), 'gate-incidents-'));
  await chmod(folder, 0o711);
  stack = await startStack({ demo: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, stack.origin, personOf(stack, 'declarant'), '/declare');
  lorry = await declare(page.request, stack.origin, {
    plate: '51C-882.11',
    customsDeclaration: '307555123400',
  });
  await context.close();
  for (const gateId of ['HN', 'CM']) {
    const place: TabletPlace = {
      origin: stack.origin,
      profile: join(folder, gateId),
      video: join(folder, `${gateId}.y4m`),
    };
    await filmNothing(place.video);
    const tablet = await openTablet(place);
    tablets.push(tablet);
    const officer =
      gateId === 'HN'
        ? personOf(stack, 'officer', { agency: 'border-guard' })
        : personOf(stack, 'supervisor', { gateId });
    await enrol(tablet.page, place, officer, `Máy ${gateId}`);
  }
});
test.afterAll(async () => {
  for (const { context } of tablets) await context.close().catch(() => undefined);
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('IN-9 a copied pass at two gates is told at both within a minute, with both facts', async ({
  browser,
}) => {
  const [home, other] = tablets;
  if (home === undefined || other === undefined) throw new Error('two tablets');
  await shoot(home.page, lorry.token);
  await expect(verdict(home.page)).toHaveAttribute('data-verdict', 'proceed');
  await sendAll(home.page);
  await shoot(other.page, lorry.token);
  await expect(verdict(other.page)).toHaveAttribute('data-code', 'AD-GATE');
  await sendAll(other.page);

  // On the screen of the vehicle it is about, beside its verdict.
  await expect
    .poll(
      async () => {
        await sendAll(home.page);
        return home.page.locator('[data-vehicle-incident="clone"]').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await sendAll(other.page);
  await expect(other.page.locator('[data-incident="clone"]:visible')).toHaveCount(1);

  for (const gateId of ['HN', 'CM']) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await signIn(page, stack.origin, personOf(stack, 'supervisor', { gateId }), '/control');
    await page.getByRole('link', { name: 'Sự cố', exact: true }).click();
    const incident = page.locator('[data-incident="clone"]');
    await expect(incident).toHaveCount(1);
    await expect(incident).toHaveAttribute('data-severity', 'serious');
    await expect(incident.locator('[data-plate="51C88211"]')).toBeVisible();
    await expect(incident).toContainText('Máy HN');
    await expect(incident).toContainText('Máy CM');
    await page.getByLabel('Mức độ').selectOption('notice');
    await expect(incident).toHaveCount(0);
    await page.getByLabel('Mức độ').selectOption('serious');
    await expect(incident).toHaveCount(1);
    if (gateId === 'CM') {
      await incident.getByRole('button', { name: 'Xử lý…' }).click();
      await incident.getByLabel('Lý do').fill('bản sao bị thu giữ');
      await incident.getByRole('button', { name: 'Ghi là đã xử lý' }).click();
      await expect(incident).toContainText('bản sao bị thu giữ');
    }
    await context.close();
  }
});
