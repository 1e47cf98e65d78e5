import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playPair } from './play-pair';

/** The short form of `npm run pair`. */
test('NE-17 two installations, a line that is cut, loses, doubles and delays, one set back: both converge, nobody is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pair-'));
  await chmod(folder, 0o755);
  try {
    const result = await playPair({
      minutes: 44,
      seed: 7,
      folder,
      perMinute: 0.7,
      trouble: 0.25,
      backupAt: 12,
      shortFrom: 16,
      shortFor: 12,
      cutFrom: 30,
      cutFor: 4,
      restoreAt: 38,
      tell: () => undefined,
    });
    const { counts } = result;
    expect(result).toMatchObject({ converged: true, leaked: [] });
    expect(result.epochs[0]).toBeGreaterThan(1);
    expect(result.minutesToSlow).toBeLessThanOrEqual(6);
    // Those who were called before the restarts come to the line after them.
    expect(result.left).toBeGreaterThan(0);
    expect(result.searched).toBeGreaterThan(60);
    expect(result.capturedBytes).toBeGreaterThan(100_000);
    for (const times of [counts.lost, counts['answer-lost'], counts.doubled, counts.late, counts.cut])
      expect(times).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
