/**
 * `npm run pair`: two countries' installations on this machine, a faulty line between them, and a peak day. With `--scenario ID`
 * the first day of a published shortfall instead, with the link and without it; with `--screens` both whole, to be opened.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openScreens } from './pair/open-screens';
import { playPair } from './pair/play-pair';
import { playShortfall } from './pair/play-shortfall';
import { explain } from './start/explain';
import { makeTeardown } from './start/teardown';

const { values } = parseArgs({
  options: {
    scenario: { type: 'string' },
    stock: { type: 'string' },
    minutes: { type: 'string', default: '480' },
    seed: { type: 'string', default: '1' },
    screens: { type: 'boolean', default: false },
  },
});
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'pair-'));
await chmod(folder, 0o755);
try {
  if (values.screens) await screens();
  else await (values.scenario === undefined ? peakDay() : shortfall(values.scenario));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Until Ctrl-C, also while they are being opened. */
async function screens(): Promise<void> {
  const teardown = makeTeardown(tell);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  // More than once: npm passes a Ctrl-C on that the terminal has sent already.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const opening = openScreens({
    folder,
    seed: Number(values.seed),
    tell,
    teardown,
    signal: stopping.signal,
  });
  try {
    await Promise.race([
      stopped,
      opening.then(() => {
        tell('\nCtrl-C stops both.');
        return stopped;
      }),
    ]);
  } finally {
    // What was just starting is added when it has started.
    await opening.catch(() => undefined);
    await teardown.run();
  }
}

async function peakDay(): Promise<void> {
  const minutes = Number(values.minutes);
  const result = await playPair({
    minutes,
    seed: Number(values.seed),
    folder,
    perMinute: 0.5,
    trouble: 0.2,
    backupAt: Math.round(minutes * 0.2),
    shortFrom: Math.round(minutes * 0.3),
    shortFor: Math.round(minutes * 0.15),
    cutFrom: Math.round(minutes * 0.5),
    cutFor: Math.round(minutes * 0.27),
    restoreAt: Math.round(minutes * 0.8),
    tell,
  });
  tell(JSON.stringify(result, null, 2));
  const isGood = result.converged && result.leaked.length === 0 && result.minutesToSlow !== null;
  tell(isGood ? 'both converge; nobody of the day is in the traffic' : 'NOT as promised');
  process.exitCode = isGood ? 0 : 1;
}

async function shortfall(id: string): Promise<void> {
  const stock = values.stock === undefined ? {} : { stock: Number(values.stock) };
  tell(`${id}, first day: vehicles stranded outside, called and ready and not taken`);
  for (const [name, isLinked] of [
    ['without the link', false],
    ['with the link', true],
  ] as const) {
    const played = await playShortfall(id, {
      folder: join(folder, isLinked ? 'with' : 'without'),
      isLinked,
      ...stock,
    });
    const { most, atClose, called, left, believed } = played;
    tell(
      `${name}: most ${most}, at closing ${atClose}; called ${called}, taken ${left}, believed ${believed} an hour`,
    );
  }
}
