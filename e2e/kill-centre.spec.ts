import { expect, test } from '@playwright/test';
import { type Killing, runCentreRounds } from '@/proof/kills/centre-rounds';
import { killDatabase, killServer } from '@/proof/kills/killings';

/** Short forms of `npm run proof -- kill-server` and `-- kill-database`. */
test.setTimeout(240_000);

const ROUNDS = 3;
const KILLINGS: readonly (readonly [string, Killing])[] = [
  ['the server', killServer],
  ['the database', killDatabase],
];

for (const [name, kill] of KILLINGS)
  test(`${name} killed with -9 while tablets push: nothing acknowledged is lost or counted twice`, async () => {
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const seed = Date.now() % 1_000_000_007;
    const outcome = await runCentreRounds({ rounds: ROUNDS, seed, tablets: 6, kill, say });
    expect(outcome, lines.join('\n')).toMatchObject({
      met: true,
      rows: [{ rounds: ROUNDS, lost: 0, twice: 0 }],
    });
  });
