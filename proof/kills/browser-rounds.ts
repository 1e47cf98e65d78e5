import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { decodePass } from '@/domain/pass/decode-pass';
import { filmNothing } from '@/e2e/fixtures/camera-video';
import { ask } from '@/e2e/fixtures/centre-log';
import { personOf } from '@/e2e/fixtures/people';
import { enrol, killBrowser, openTablet, syncBadge, type TabletPlace, unlock } from '@/e2e/fixtures/tablet';
import { type Outcome, quantile } from '@/scripts/measurement';
import { type Chance, chanceOf } from '@/scripts/play/chance';
import { type Stack, startStack } from '@/scripts/start/stack';
import { SERVICE_BACK_WITHIN_MS } from './centre-rounds';
import { beginScanning, listenToScreen, type PlannedScan, type Shown } from './scan-loop';
import { breaksOf, type DiskRow, readDisk } from './tablet-disk';

const TABLET = 'Máy Rút Điện';
/** In every so many-th round the centre is there, so that the kill also meets an exchange. */
const CENTRE_EVERY = 5;
const PLAN_LENGTH = 120;
const ARRIVES_WITHIN_MS = 60_000;
const FIRST_SHOWN_WITHIN_MS = 30_000;

type Round = {
  readonly killed: number;
  readonly shown: number;
  readonly missing: number;
  readonly backMs: number;
};

/**
 * Chromium with its profile on disk records scans at /gate and all its processes are killed at a random moment. What
 * the officer saw as recorded must then be in IndexedDB, in one unbroken chain, and in the end once at the centre.
 */
export async function runBrowserRounds(order: {
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}): Promise<Outcome> {
  const { rounds, seed, say } = order;
  say(`seed ${seed}, ${rounds} rounds`);
  const stack = await startStack({ demo: true });
  const folder = await mkdtemp(join(tmpdir(), 'gate-kill-browser-'));
  const place = {
    origin: stack.origin,
    profile: join(folder, 'profile'),
    video: join(folder, 'nothing.y4m'),
  };
  try {
    await filmNothing(place.video);
    const first = await openTablet(place);
    await enrol(first.page, place, personOf(stack, 'officer', { agency: 'border-guard' }), TABLET);
    await first.context.close();
    await stack.killServer();

    const scans = await scansOf(stack);
    const chance = chanceOf(seed);
    const shown: Shown[] = [];
    const done: Round[] = [];
    for (let at = 1; at <= rounds; at += 1) {
      const isCentreThere = at % CENTRE_EVERY === 0;
      if (isCentreThere) await stack.startServer();
      const round = await runRound(place, scans, chance, shown);
      if (isCentreThere) await stack.killServer();
      done.push(round);
      say(
        `round ${at}: ${round.shown} shown as recorded, ${round.killed} processes killed, ${round.missing} missing, open again after ${Math.round(round.backMs)} ms`,
      );
    }
    return outcomeOf(seed, done, shown, await lookAtTheEnd(stack, place, shown));
  } finally {
    await killBrowser(place.profile);
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runRound(
  place: TabletPlace,
  scans: readonly Omit<PlannedScan, 'ticks'>[],
  chance: Chance,
  shown: Shown[],
): Promise<Round> {
  const opened = performance.now();
  const { context, page } = await openTablet(place);
  const before = shown.length;
  let tellFirst: () => void = () => undefined;
  const firstShown = new Promise<void>((resolve) => {
    tellFirst = resolve;
  });
  await listenToScreen(page, (one) => {
    shown.push(one);
    tellFirst();
  });
  await unlock(page, place);
  await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible({ timeout: 60_000 });
  const backMs = performance.now() - opened;
  const missing = missingOf(shown, await readDisk(page));
  const start = Math.floor(chance.next() * scans.length);
  const plan = Array.from({ length: PLAN_LENGTH }, (_, at) => scans[(start + at) % scans.length])
    .flatMap((scan) => scan ?? [])
    .map((scan) => ({ ...scan, ticks: chance.happens(0.3) }));
  beginScanning(page, plan);
  // Half of the kills come at any moment from the first scan on, half when something was shown, however slow the machine is.
  if (chance.happens(0.5)) await Promise.race([firstShown, pause(FIRST_SHOWN_WITHIN_MS)]);
  await pause(100 + chance.next() * 1400);
  const killed = await killBrowser(place.profile);
  await context.close().catch(() => undefined);
  return { killed, shown: shown.length - before, missing, backMs };
}

/** Shown as recorded and not on the disk. */
function missingOf(shown: readonly Shown[], rows: readonly DiskRow[]): number {
  const kept = new Map<string, number>();
  for (const { passId, type } of rows)
    kept.set(`${type}/${passId}`, (kept.get(`${type}/${passId}`) ?? 0) + 1);
  let missing = 0;
  for (const { passId, type } of shown) {
    const left = kept.get(`${type}/${passId}`) ?? 0;
    if (left === 0) missing += 1;
    else kept.set(`${type}/${passId}`, left - 1);
  }
  return missing;
}

async function scansOf(stack: Stack): Promise<readonly Omit<PlannedScan, 'ticks'>[]> {
  const tokens = await ask(
    stack.ownerUrl,
    (sql) => sql<{ token: string }[]>`
      select token from pass where gate_id = 'HN' and status = 'live' and token <> '' order by pass_id limit 400`,
  );
  const scans = new Map<string, Omit<PlannedScan, 'ticks'>>();
  for (const { token } of tokens) {
    const read = decodePass(token);
    if (read.kind !== 'decoded') continue;
    const { passId, binding } = read.pass.claims;
    scans.set(binding.plate, { token, passId, plate: binding.plate });
  }
  return [...scans.values()];
}

type End = {
  readonly onDisk: number;
  readonly missing: number;
  readonly breaks: number;
  readonly atCentre: number;
  readonly lost: number;
  readonly twice: number;
  readonly quarantined: number;
};

/** Everything is sent; the centre must hold the tablet's chain, each event once. */
async function lookAtTheEnd(stack: Stack, place: TabletPlace, shown: readonly Shown[]): Promise<End> {
  await stack.startServer();
  const { context, page } = await openTablet(place);
  await unlock(page, place);
  await expect(syncBadge(page)).toHaveAttribute('data-connection', 'online', { timeout: 120_000 });
  await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0', { timeout: 120_000 });
  // Unlocking itself writes a fact, which may come after the badge said "all sent": it too must arrive.
  const until = Date.now() + ARRIVES_WITHIN_MS;
  let [rows, logged] = [await readDisk(page), await loggedRows(stack)];
  while (lostOf(rows, logged) > 0 && Date.now() < until) {
    await pause(250);
    [rows, logged] = [await readDisk(page), await loggedRows(stack)];
  }
  await context.close();
  const [aside] = await ask(
    stack.ownerUrl,
    (sql) => sql<{ count: number }[]>`select count(*)::int from device_quarantine`,
  );
  return {
    onDisk: rows.length,
    missing: missingOf(shown, rows),
    breaks: breaksOf(rows),
    atCentre: logged.length,
    lost: lostOf(rows, logged),
    twice: logged.length - new Set(logged.map(({ seq }) => seq)).size,
    quarantined: aside?.count ?? 0,
  };
}

type LoggedRow = { readonly seq: number; readonly hash: string };

const loggedRows = (stack: Stack): Promise<readonly LoggedRow[]> =>
  ask(
    stack.ownerUrl,
    (sql) => sql<LoggedRow[]>`
      select seq::int, hash from event
      where device in (select device_id from device where kind = 'tablet' and name = ${TABLET})`,
  );

/** On the disk and not at the centre. */
function lostOf(rows: readonly DiskRow[], logged: readonly LoggedRow[]): number {
  const held = new Set(logged.map(({ seq, hash }) => `${seq}/${hash}`));
  return rows.filter(({ seq, hash }) => !held.has(`${seq}/${hash}`)).length;
}

function outcomeOf(seed: number, rounds: readonly Round[], shown: readonly Shown[], end: End): Outcome {
  const back = rounds.map(({ backMs }) => backMs);
  const missing = rounds.reduce((sum, round) => sum + round.missing, end.missing);
  const slowest = Math.max(...back);
  return {
    rows: [
      {
        rounds: rounds.length,
        'shown as recorded': shown.length,
        'on the disk': end.onDisk,
        'at the centre': end.atCentre,
        lost: missing + end.lost,
        twice: end.twice,
        'open again p50, ms': Math.round(quantile(back, 0.5)),
        'open again max, ms': Math.round(slowest),
      },
    ],
    figures: {
      seed,
      ...end,
      missing,
      roundsWithoutAnyScanShown: rounds.filter((round) => round.shown === 0).length,
      backMs: { p50: quantile(back, 0.5), p95: quantile(back, 0.95), max: slowest },
      openAgain: 'from the start of a new browser process, through the shift passphrase, to "ready to scan"',
      killedBy: 'SIGKILL of every process of the browser; the machine and its disk stay on',
    },
    met:
      [missing, end.lost, end.twice, end.breaks, end.quarantined].every((count) => count === 0) &&
      shown.length > rounds.length &&
      slowest <= SERVICE_BACK_WITHIN_MS,
  };
}
