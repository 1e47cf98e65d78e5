import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { seedBigGate } from '@/bench/big-gate/seed-big-gate';
import { decodePass } from '@/domain/pass/decode-pass';
import { type Between, standBetween, withRevision } from '@/e2e/fixtures/between';
import { filmNothing } from '@/e2e/fixtures/camera-video';
import { ask } from '@/e2e/fixtures/centre-log';
import { personOf } from '@/e2e/fixtures/people';
import {
  enrol,
  exchangeNow,
  killBrowser,
  openTablet,
  PASSPHRASE,
  syncBadge,
  type TabletPlace,
  unlock,
} from '@/e2e/fixtures/tablet';
import { type Outcome, quantile } from '@/scripts/measurement';
import { type Stack, startStack } from '@/scripts/start/stack';
import { breaksOf, readDisk } from '../kills/tablet-disk';
import { setPageClock } from './page-clock';
import { type DayScan, scanDay } from './scan-day';

const TABLET = 'Máy Hai Tuần';
const DAY_MS = 24 * 3_600_000;
const NEXT_BUILD = '0f0f0f0f-1111-4222-8333-444444444444';
/** Each lorry is met this often: at the entry, at the yards, at the release. */
const MEETINGS = 5;
/** A tablet that nobody touches for longer locks itself. */
const MOST_BETWEEN_MS = 5 * 60_000;
const CATCH_UP_WITHIN_MS = 300_000;

type Day = {
  readonly day: number;
  readonly scans: number;
  readonly p50: number;
  readonly p95: number;
  readonly openMs: number;
  readonly usedMB: number;
  readonly ended: 'closed' | 'killed';
};

/**
 * One tablet for days without its centre: a new browser process each day, every second one killed, a new version of
 * the app taken over half-way, clocks of tablet and centre that go through all of it. In the end the centre is back.
 */
export async function liveThrough(order: {
  readonly days: number;
  readonly scans: number;
  readonly say: (line: string) => void;
}): Promise<Outcome> {
  const { days, say } = order;
  const perDay = Math.ceil(order.scans / days);
  const stack = await startStack({ demo: true });
  const folder = await mkdtemp(join(tmpdir(), 'gate-fortnight-'));
  const between = await standBetween();
  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video: join(folder, 'nothing.y4m'),
    proxy: between.proxy,
  };
  try {
    await filmNothing(place.video);
    const { ownerUrl, dataDir } = stack;
    await seedBigGate({ ownerUrl, dataDir, passes: Math.ceil(order.scans / MEETINGS), say });
    const scans = await scansOf(stack);
    await begin(stack, place);
    await stack.killServer();

    const done: Day[] = [];
    for (let day = 1; day <= days; day += 1) {
      const today = Array.from(
        { length: perDay },
        (_, at) => scans[((day - 1) * perDay + at) % scans.length],
      );
      const isUpdateDay = day === Math.ceil(days / 2);
      if (isUpdateDay) await servePagesOnly(stack, between, day);
      const lived = await liveDay(
        place,
        day,
        today.flatMap((scan) => scan ?? []),
        isUpdateDay,
      );
      if (isUpdateDay) await stack.killServer();
      done.push(lived);
      say(
        `day ${day}: ${lived.scans} scans, p50 ${lived.p50} ms, p95 ${lived.p95} ms, open after ${lived.openMs} ms, ${lived.usedMB} MB, ${lived.ended}`,
      );
    }
    return outcomeOf(order, done, await comeBack(stack, place, between, days));
  } finally {
    delete process.env.NODE_OPTIONS;
    delete process.env.GATE_CLOCK_AHEAD_MS;
    await killBrowser(place.profile);
    await stack.stop();
    await between.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function begin(stack: Stack, place: TabletPlace): Promise<void> {
  const { context, page } = await openTablet(place);
  await enrol(page, place, personOf(stack, 'officer', { agency: 'border-guard' }), TABLET, 120_000);
  await context.close();
}

const aheadOn = (day: number) => (day - 1) * DAY_MS;

async function startCentre(stack: Stack, day: number): Promise<void> {
  const clock = pathToFileURL(join(process.cwd(), 'proof/fortnight/clock-ahead.mjs')).href;
  process.env.NODE_OPTIONS = `--import ${clock}`;
  process.env.GATE_CLOCK_AHEAD_MS = String(aheadOn(day));
  await stack.startServer();
}

/** The new version comes from somewhere; the line is too poor for anything else. */
async function servePagesOnly(stack: Stack, between: Between, day: number): Promise<void> {
  const id = (await readFile('.next/BUILD_ID', 'utf8')).trim();
  between.exchanges = false;
  between.worker = (text) => withRevision(text, id, NEXT_BUILD);
  await startCentre(stack, day);
}

async function liveDay(
  place: TabletPlace,
  day: number,
  scans: readonly DayScan[],
  isUpdateDay: boolean,
): Promise<Day> {
  const begun = performance.now();
  const { context, page } = await openTablet(place);
  await setPageClock(page, aheadOn(day));
  await unlock(page, place);
  await ready(page);
  const openMs = Math.round(performance.now() - begun);
  const everyMs = Math.min(MOST_BETWEEN_MS, Math.floor(DAY_MS / (scans.length + 1)));
  const half = Math.ceil(scans.length / 2);
  const took = [...(await scanDay(page, scans.slice(0, half), everyMs))];
  if (isUpdateDay) {
    await takeOver(page);
    await passTime(page, half * everyMs);
  }
  took.push(...(await scanDay(page, scans.slice(half), everyMs)));
  const usedMB = await page.evaluate(
    async () => Math.round((await navigator.storage.estimate()).usage ?? 0) / 1e6,
  );
  const isKilled = day % 2 === 0;
  if (isKilled) await killBrowser(place.profile);
  await context.close().catch(() => undefined);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    day,
    scans: took.length,
    p50: round(quantile(took, 0.5)),
    p95: round(quantile(took, 0.95)),
    openMs,
    usedMB: round(usedMB),
    ended: isKilled ? 'killed' : 'closed',
  };
}

const ready = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible({ timeout: 60_000 });

/** The waiting version is applied between two scans, and the shift goes on in it. */
async function takeOver(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  await page.getByRole('button', { name: 'Xe tiếp' }).click();
  await page.getByRole('button', { name: 'Cập nhật giữa hai lượt quét' }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Mở khóa' })).toBeVisible({ timeout: 60_000 });
  await page.getByLabel('Mật khẩu ca').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Mở khóa' }).click();
  await ready(page);
}

/** A reloaded page begins its day again; the clock on the wall does not. */
const passTime = (page: Page, ms: number) =>
  page.evaluate((passedMs) => {
    (globalThis as unknown as { gateClock: { passMs(ms: number): void } }).gateClock.passMs(passedMs);
  }, ms);

async function scansOf(stack: Stack): Promise<readonly DayScan[]> {
  const rows = await ask(
    stack.ownerUrl,
    (sql) => sql<{ token: string }[]>`
      select token from pass where gate_id = 'HN' and status = 'live' and token <> '' order by md5(pass_id)`,
  );
  return rows.flatMap(({ token }) => {
    const read = decodePass(token);
    return read.kind === 'decoded' ? [{ token, plate: read.pass.claims.binding.plate }] : [];
  });
}

type End = {
  readonly onDisk: number;
  readonly scansOnDisk: number;
  readonly breaks: number;
  readonly atCentre: number;
  readonly lost: number;
  readonly twice: number;
  readonly quarantined: number;
  readonly catchUpMs: number;
  readonly isNewVersionKept: boolean;
};

async function comeBack(stack: Stack, place: TabletPlace, between: Between, days: number): Promise<End> {
  const { context, page } = await openTablet(place);
  await setPageClock(page, aheadOn(days + 1));
  await unlock(page, place);
  await ready(page);
  const rows = await readDisk(page);
  const isNewVersionKept = await page.evaluate(
    async (build) =>
      (
        await Promise.all(
          (
            await caches.keys()
          ).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
        )
      )
        .flat()
        .some((url) => url.includes(build)),
    NEXT_BUILD,
  );
  between.exchanges = true;
  await startCentre(stack, days + 1);
  const begun = performance.now();
  await exchangeNow(page);
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0', { timeout: CATCH_UP_WITHIN_MS });
  const catchUpMs = performance.now() - begun;
  await context.close();
  const logged = await ask(
    stack.ownerUrl,
    (sql) => sql<{ seq: number; hash: string }[]>`
      select seq::int, hash from event
      where device in (select device_id from device where kind = 'tablet' and name = ${TABLET})`,
  );
  const [aside] = await ask(
    stack.ownerUrl,
    (sql) => sql<{ count: number }[]>`select count(*)::int from device_quarantine`,
  );
  const held = new Set(logged.map(({ seq, hash }) => `${seq}/${hash}`));
  return {
    onDisk: rows.length,
    scansOnDisk: rows.filter(({ type }) => type === 'pass.scanned').length,
    breaks: breaksOf(rows),
    atCentre: logged.length,
    lost: rows.filter(({ seq, hash }) => !held.has(`${seq}/${hash}`)).length,
    twice: logged.length - new Set(logged.map(({ seq }) => seq)).size,
    quarantined: aside?.count ?? 0,
    catchUpMs: Math.round(catchUpMs),
    isNewVersionKept,
  };
}

function outcomeOf(
  order: { readonly days: number; readonly scans: number },
  days: readonly Day[],
  end: End,
): Outcome {
  const scanned = days.reduce((sum, day) => sum + day.scans, 0);
  const [first, last] = [days[0], days.at(-1)];
  const lost = scanned - end.scansOnDisk + end.lost;
  return {
    rows: [
      {
        days: days.length,
        scans: scanned,
        'at the centre': end.atCentre,
        lost,
        twice: end.twice,
        'day 1 p50, ms': first?.p50 ?? null,
        'day 1 p95, ms': first?.p95 ?? null,
        'last day p50, ms': last?.p50 ?? null,
        'last day p95, ms': last?.p95 ?? null,
        'storage, MB': last?.usedMB ?? null,
        'catch-up, s': Math.round(end.catchUpMs / 100) / 10,
      },
    ],
    figures: {
      ...end,
      eachDay: days,
      clock: "tablet's and centre's clocks stand ahead day by day; timers run at their own pace",
      centreThere: 'for the enrolment, for the new version (pages only), and in the end',
      scanTime: 'from the whole text to the verdict in the page, recorded, not throttled',
    },
    met:
      scanned >= order.scans &&
      end.scansOnDisk === scanned &&
      end.atCentre >= end.onDisk &&
      end.isNewVersionKept &&
      [lost, end.twice, end.breaks, end.quarantined].every((count) => count === 0),
  };
}
