import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import * as z from 'zod';
import { type Stack, startStack } from '@/scripts/start/stack';

const run = promisify(execFile);
const DAY = 'db/seed/data/day-2024-08-29.csv';

/** As an operator types it. */
const gate = (args: readonly string[], environment: Record<string, string> = {}) =>
  run('npm', ['run', 'gate', '--', ...args], {
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });

const reportSchema = z.object({
  rows: z.number(),
  accepted: z.number(),
  drafts: z.number(),
  faults: z.array(z.object({ row: z.number(), field: z.string(), code: z.string(), message: z.string() })),
});

test('gate import --dry-run --json says nothing but its report, and finds exactly the planted faults', async () => {
  const { stdout } = await gate(['import', DAY, '--dry-run', '--json']);
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ rows: 1429, accepted: 1336, drafts: 93 });
  const planted = (await readFile('db/seed/data/day-2024-08-29.faults.csv', 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, 2).join());
  expect(report.faults.map(({ row, field }) => `${row},${field}`).sort()).toEqual(planted.sort());
});

test.describe('a played day', () => {
  let stack: Stack;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    stack = await startStack({ demo: true });
  });
  test.afterAll(async () => stack?.stop());

  test('gate play drives two gates through HTTP, and gate rebuild then changes nothing', async () => {
    test.setTimeout(240_000);
    const environment = { DATA_DIR: stack.dataDir, DATABASE_URL: stack.ownerUrl };
    const before = await leftToday(stack.origin, 'CM');
    const played = await gate(
      ['play', '--url', stack.origin, '--speed', '2400', '--gate', 'CN', 'CM'],
      environment,
    );
    expect(played.stdout).toMatch(/^\d+ vehicles, \d+ never came, \d{3,} deeds in \d+ s, 0 unsent$/m);
    expect(await leftToday(stack.origin, 'CM')).toBeGreaterThan(before + 20);
    const rebuilt = await gate(['rebuild', '--check'], environment);
    expect(rebuilt.stdout).toContain('No difference');
  });
});

/** As the board counts it. */
async function leftToday(origin: string, gateId: string): Promise<number> {
  const response = await fetch(`${origin}/api/trpc/board.gate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ gateId }),
  });
  const counted = z.object({ left: z.number() });
  const answer = z
    .object({
      result: z.object({ data: z.object({ counts: z.object({ export: counted, import: counted }) }) }),
    })
    .parse(await response.json());
  const { counts } = answer.result.data;
  return counts.export.left + counts.import.left;
}
