import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { freePort } from '@/db/embedded/free-port';
import { decodePass } from '@/domain/pass/decode-pass';
import { filmNothing } from '@/e2e/fixtures/camera-video';
import { ask } from '@/e2e/fixtures/centre-log';
import { personOf } from '@/e2e/fixtures/people';
import { enrol, openTablet, syncBadge, type TabletPlace, unlock } from '@/e2e/fixtures/tablet';
import { type Stack, startStack } from '@/scripts/start/stack';
import { seedBigGate } from './seed-big-gate';

const PASSES = 20_000;
const FIRST_PULL_WITHIN_MS = 400_000;

export type OnBoard = { readonly passes: number; readonly events: number; readonly own: number };
export type BigGateTablet = {
  readonly place: TabletPlace;
  /** Live ones of this gate: the text of the QR and the plate it names. */
  readonly passes: readonly { readonly token: string; readonly plate: string }[];
  /** Rows on its disk. */
  readonly onBoard: OnBoard;
  /** From the first request to the last page on the disk; null when an earlier run had pulled it. */
  readonly pulledInSeconds: number | null;
  /** Ends the database; the server is dead already. */
  readonly stop: () => Promise<void>;
};

/**
 * A tablet that has read a whole big gate through its own exchange, and whose centre then died. The centre and the
 * browser's profile are kept in `folder`: a second run, and a second benchmark, begin with them.
 */
export async function openBigGateTablet(
  say: (line: string) => void,
  folder = join(tmpdir(), 'gate-bench-big-gate'),
): Promise<BigGateTablet> {
  await mkdir(folder, { recursive: true });
  // As root the database runs under another account, which must be able to enter.
  await chmod(folder, 0o711);
  await forgetOtherBuild(folder);
  const stack = await startStack({ dataDir: folder, demo: true, port: await keptPort(folder) });
  try {
    await seedBigGate({ ownerUrl: stack.ownerUrl, dataDir: folder, passes: PASSES, say });
    const place = {
      origin: stack.origin,
      profile: join(folder, 'profile'),
      video: join(folder, 'nothing.y4m'),
    };
    await filmNothing(place.video);
    const { onBoard, pulledInSeconds } = await readWholeGate(place, stack);
    say(`on board: ${onBoard.passes} passes, ${onBoard.events} events of others, ${onBoard.own} own`);
    const passes = await passesOf(stack);
    await stack.killServer();
    return { place, passes, onBoard, pulledInSeconds, stop: stack.stop };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** A tablet keeps the shell it has until somebody applies the next one: another build begins with a new tablet. */
async function forgetOtherBuild(folder: string): Promise<void> {
  const build = await readFile(join('.next', 'BUILD_ID'), 'utf8');
  const file = join(folder, 'build');
  if ((await readFile(file, 'utf8').catch(() => '')) === build) return;
  await rm(join(folder, 'profile'), { recursive: true, force: true });
  await writeFile(file, build);
}

/** The profile belongs to an origin, so the port is kept as well. */
async function keptPort(folder: string): Promise<number> {
  const file = join(folder, 'port');
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  if (kept > 0) return kept;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
}

async function readWholeGate(place: TabletPlace, stack: Stack) {
  const begun = performance.now();
  const { context, page } = await openTablet(place);
  try {
    await page.goto(`${place.origin}/gate`);
    const enrolled = page.getByRole('heading', { name: 'Mở khóa' });
    const isBare = page.getByRole('heading', { name: 'Cài đặt máy này' });
    await expect(enrolled.or(isBare)).toBeVisible({ timeout: 30_000 });
    const isNew = !(await enrolled.isVisible());
    if (isNew) {
      const officer = personOf(stack, 'officer', { agency: 'border-guard' });
      await enrol(page, place, officer, 'Máy Đo', FIRST_PULL_WITHIN_MS);
    } else {
      await unlock(page, place);
      await expect(page.getByRole('heading', { name: 'Sẵn sàng quét' })).toBeVisible({ timeout: 30_000 });
      await expect(syncBadge(page)).toHaveAttribute('data-connection', 'online', {
        timeout: FIRST_PULL_WITHIN_MS,
      });
      await expect(syncBadge(page)).toHaveAttribute('data-unsynced', '0', { timeout: 60_000 });
    }
    const pulledInSeconds = isNew ? Math.round((performance.now() - begun) / 1000) : null;
    return { onBoard: await countRows(page), pulledInSeconds };
  } finally {
    await context.close();
  }
}

const countRows = (page: Page): Promise<OnBoard> =>
  page.evaluate(
    () =>
      new Promise<OnBoard>((resolve, reject) => {
        const opening = indexedDB.open('gate-tablet');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction(['passes', 'others', 'events'], 'readonly');
          const [passes, events, own] = ['passes', 'others', 'events'].map((name) =>
            reading.objectStore(name).count(),
          );
          reading.oncomplete = () => {
            db.close();
            resolve({ passes: passes?.result ?? 0, events: events?.result ?? 0, own: own?.result ?? 0 });
          };
        };
      }),
  );

async function passesOf(stack: Stack): Promise<BigGateTablet['passes']> {
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
