import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { declare, type Issued } from './fixtures/ask-api';
import { filmNothing } from './fixtures/camera-video';
import { loggedBy } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { signIn } from './fixtures/sign-in';
import { enrol, openTablet, syncBadge, unlock, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

test.setTimeout(300_000);

const TABLET = 'Máy Hai Cửa Sổ';
const LORRIES_EACH = 4;
/** Each window opened one. */
const SHIFTS = 2;

test('two windows of one tablet scan at once and write one chain without a gap', async ({
  browser,
  stack,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gate-tabs-'));
  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video: join(folder, 'nothing.y4m'),
  };
  await filmNothing(place.video);
  const declarant = await browser.newContext({ locale: 'vi-VN' });
  const asking = await declarant.newPage();
  await signIn(asking, stack.origin, personOf(stack, 'declarant'), '/declare');
  const passes: Issued[] = [];
  for (let at = 0; at < 2 * LORRIES_EACH; at++)
    passes.push(
      await declare(asking.request, stack.origin, { plate: `51C-88${at}.11`, trailer: `51R-22${at}.33` }),
    );
  await declarant.close();

  const { context, page: one } = await openTablet(place);
  try {
    await enrol(one, place, personOf(stack, 'officer', { agency: 'border-guard' }), TABLET);
    const two = await context.newPage();
    await unlock(two, place);
    await expect(two.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();

    // The gun types into one window after the other; judging, recording and sending go on in both at once.
    const pages = [one, two] as const;
    for (let round = 0; round < LORRIES_EACH; round++) {
      for (const [tab, page] of pages.entries()) await shoot(page, passes[2 * round + tab]?.token ?? '');
      await Promise.all(
        pages.map((page) => expect(verdict(page)).toHaveAttribute('data-verdict', 'proceed')),
      );
      const confirm = (page: Page) => page.getByRole('button', { name: 'Xác nhận: Vào cửa khẩu' });
      await Promise.all(pages.map((page) => confirm(page).click()));
      for (const page of pages) {
        await expect(confirm(page)).toHaveCount(0);
        await page.getByRole('button', { name: 'Xe tiếp' }).click();
      }
    }

    const facts = 2 * 2 * LORRIES_EACH;
    await expect(async () => {
      for (const page of [one, two]) await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0');
      const logged = await loggedBy(stack.ownerUrl, TABLET);
      // One of each number: a number given twice would be a fork, one left out a gap.
      expect(logged.map(({ seq }) => seq)).toEqual(Array.from({ length: facts + SHIFTS }, (_, at) => at + 1));
      expect(logged.filter(({ code }) => code === 'AD-OK')).toHaveLength(facts / 2);
      expect(logged.filter(({ type }) => type === 'step.confirmed')).toHaveLength(facts / 2);
    }).toPass({ timeout: 30_000 });
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
});
