import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Between, standBetween, withRevision } from './fixtures/between';
import { filmNothing } from './fixtures/camera-video';
import { ask, loggedBy } from './fixtures/centre-log';
import { personOf } from './fixtures/people';
import { shoot } from './fixtures/scanner-gun';
import { enrol, openTablet, PASSPHRASE, sendAll, syncBadge, unsynced, verdict } from './fixtures/tablet';
import { expect, test } from './fixtures/test';

test.setTimeout(240_000);

const TABLET = 'Máy Cập Nhật';
const NEXT_BUILD = '0f0f0f0f-1111-4222-8333-444444444444';

test('OF-16 a new version waits through the shift, is offered between scans, and loses nothing when applied', async ({
  stack,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gate-update-'));
  const between = await standBetween();
  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video: join(folder, 'nothing.y4m'),
    proxy: between.proxy,
  };
  await filmNothing(place.video);
  const tokens = await ask(
    stack.ownerUrl,
    (sql) => sql<{ token: string }[]>`
      select token from pass where gate_id = 'HN' and status = 'live' and token <> '' order by pass_id limit 3`,
  );
  const { context, page } = await openTablet(place);
  try {
    await enrol(page, place, personOf(stack, 'officer', { agency: 'border-guard' }), TABLET);
    between.exchanges = false;
    await scan(page, tokens[0]?.token, 1);

    await anotherBuild(between);
    await lookForUpdate(page);
    await expect
      .poll(() => workers(page), { timeout: 60_000 })
      .toEqual({ waiting: true, active: 'activated' });
    // A lorry stands before the officer: nothing is offered over it, and nothing was taken over.
    await expect(verdict(page)).toBeVisible();
    const offer = page.getByRole('button', { name: 'Cập nhật giữa hai lượt quét' });
    await expect(offer).toHaveCount(0);
    await scan(page, tokens[1]?.token, 2);
    await page.getByRole('button', { name: 'Xe tiếp' }).click();
    await expect(offer).toBeVisible();
    // It can wait for as long as the officer likes.
    await scan(page, tokens[2]?.token, 3);
    expect(await workers(page)).toEqual({ waiting: true, active: 'activated' });
    // The next shell lies ready beside the one in force, which stays as long as its worker does.
    const kept = (await keptShell(page)).split(' ');
    expect(kept).toHaveLength(2);
    expect(kept.filter((shell) => !shell.includes(NEXT_BUILD))).toHaveLength(1);

    await page.getByRole('button', { name: 'Xe tiếp' }).click();
    await offer.click();
    await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => workers(page)).toEqual({ waiting: false, active: 'activated' });
    await expect.poll(async () => (await keptShell(page)).split(' ').length).toBe(1);
    expect(await keptShell(page)).toContain(NEXT_BUILD);
    await page.getByLabel('Mật khẩu ca').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Mở khóa' }).click();
    await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible();
    // The three scans, and what the officer's coming and going wrote.
    await expect.poll(() => unsynced(page)).toBeGreaterThanOrEqual(3);

    between.exchanges = true;
    await sendAll(page);
    const logged = await loggedBy(stack.ownerUrl, TABLET);
    expect(logged.map(({ seq }) => seq)).toEqual(logged.map((_, at) => at + 1));
    expect(logged.filter(({ type }) => type === 'pass.scanned')).toHaveLength(3);
  } finally {
    await context.close();
    await between.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function scan(page: Page, token: string | undefined, thenUnsynced: number): Promise<void> {
  await shoot(page, token ?? '');
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', String(thenUnsynced));
  await expect(verdict(page)).toBeVisible();
}

/** The same files; the shells under another build's revision: to the browser another worker with another shell. */
async function anotherBuild(between: Between): Promise<void> {
  const id = (await readFile('.next/BUILD_ID', 'utf8')).trim();
  between.worker = (text) => {
    const next = withRevision(text, id, NEXT_BUILD);
    if (next === text) throw new Error('the service worker does not name its build');
    return next;
  };
}

/** As the app does every half hour. */
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

const workers = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return { waiting: registration?.waiting != null, active: registration?.active?.state ?? null };
  });

/** Address, with its revision, under which the worker in charge keeps the shell. */
const keptShell = (page: Page) =>
  page.evaluate(async () => {
    const kept: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        if (new URL(url).pathname === '/gate') kept.push(url);
    return kept.join(' ');
  });

test('what the centre is asked goes to it, past a worker that sleeps', async ({ page }) => {
  await page.goto('/declare');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await page.evaluate(() =>
    fetch('/api/trpc/account.me?past-the-worker', { method: 'POST', body: '{}' }).then((answer) =>
      answer.text(),
    ),
  );
  const way = () =>
    page.evaluate(() => {
      const asked = performance
        .getEntriesByType('resource')
        .find(({ name }) => name.endsWith('?past-the-worker'));
      return asked !== undefined && 'workerFinalSourceType' in asked ? asked.workerFinalSourceType : null;
    });
  await expect.poll(way).toBe('network');
});
