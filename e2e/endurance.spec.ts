import { expect, test } from '@playwright/test';
import { liveThrough } from '@/proof/fortnight/fortnight';

/** Short form of `npm run proof -- endurance`. */
test.setTimeout(240_000);

test('three days without the centre, a restart each, an update half-way: no scan is lost', async () => {
  const lines: string[] = [];
  const outcome = await liveThrough({ days: 3, scans: 45, say: (line) => void lines.push(line) });
  expect(outcome, lines.join('\n')).toMatchObject({ met: true, rows: [{ lost: 0, twice: 0 }] });
});
