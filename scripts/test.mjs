// The whole of `npm test`: installs what is missing, then every check in order, then one table. The last line is
// "N passed, N failed" and nothing else. Only Node's own modules until the packages are there.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { installPackages } = await import('./install-packages.mjs');
if (!(await installPackages())) process.exit(1);
const { readPlaywright, readVitest, summaryLines } = await import('./test-summary.mjs');
const { provideChromium } = await import('./find-chromium.mjs');

const reports = await mkdtemp(join(tmpdir(), 'gate-reports-'));
const bin = (path) => join('node_modules', path);
const unitReport = join(reports, 'unit.json');
const pgReport = join(reports, 'pg.json');
const e2eReport = join(reports, 'e2e.json');
const vitest = (project, report) => [
  [
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${report}`,
  ],
];

/** A stage is a list of Node programs; `needs` names a stage without which it makes no sense. */
const STAGES = [
  { name: 'lint', commands: [[bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']] },
  {
    name: 'types',
    commands: [
      // Writes next-env.d.ts, without which a fresh clone knows no style sheets.
      [bin('next/dist/bin/next'), 'typegen'],
      [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
      [bin('typescript/bin/tsc'), '--noEmit', '-p', 'domain/tsconfig.json'],
    ],
  },
  { name: 'boundaries', commands: [['scripts/check-boundaries.mjs']] },
  { name: 'dead code', commands: [[bin('knip/bin/knip.js')]] },
  { name: 'unit', commands: vitest('unit', unitReport), count: () => read(unitReport, readVitest) },
  { name: 'postgres', commands: vitest('pg', pgReport), count: () => read(pgReport, readVitest) },
  { name: 'build', commands: [['--import', 'tsx', 'scripts/build.ts']] },
  {
    name: 'end-to-end',
    needs: 'build',
    prepare: async () => {
      process.env.CHROMIUM_PATH = await provideChromium((line) => process.stdout.write(`${line}\n`));
      process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = e2eReport;
    },
    commands: [[bin('@playwright/test/cli.js'), 'test', '--reporter=list,json']],
    count: () => read(e2eReport, readPlaywright),
  },
];

const begun = Date.now();
const results = [];
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isStopping = true;
  });
}

for (const stage of STAGES) {
  if (isStopping) break;
  results.push(await runStage(stage));
}
await rm(reports, { recursive: true, force: true });
for (const line of summaryLines(results, Date.now() - begun)) process.stdout.write(`${line}\n`);
process.exitCode = !isStopping && results.every((result) => result.outcome === 'passed') ? 0 : 1;

async function runStage({ name, commands, needs, prepare, count }) {
  const needed = results.find((result) => result.name === needs);
  if (needed !== undefined && needed.outcome !== 'passed')
    return { name, outcome: 'not run', ms: 0, counts: null };
  const stageBegun = Date.now();
  process.stdout.write(`\n=== ${name}\n`);
  let isGood = true;
  try {
    await prepare?.();
    for (const words of commands) isGood = (await runNode(words)) === 0 && isGood;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    isGood = false;
  }
  const counts = count === undefined ? null : await count();
  // A runner that ends well and reports nothing has run nothing.
  const isCounted = count === undefined || (counts !== null && counts.passed > 0 && counts.failed === 0);
  return { name, outcome: isGood && isCounted ? 'passed' : 'failed', ms: Date.now() - stageBegun, counts };
}

function runNode(words) {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function read(file, parse) {
  try {
    return parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
