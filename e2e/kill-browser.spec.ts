import { expect, test } from '@playwright/test';
import { runBrowserRounds } from '@/proof/kills/browser-rounds';

/** Short form of `npm run proof -- kill-browser`. */
test.setTimeout(240_000);

const ROUNDS = 5;

test('Chromium killed with -9 while it records: nothing shown as recorded is lost', async () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const outcome = await runBrowserRounds({ rounds: ROUNDS, seed: Date.now() % 1_000_000_007, say });
  expect(outcome, lines.join('\n')).toMatchObject({
    met: true,
    rows: [{ rounds: ROUNDS, lost: 0, twice: 0 }],
  });
});
