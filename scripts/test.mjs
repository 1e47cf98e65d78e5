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

/**
 * A stage is a list of Node programs; `needs` names a stage without which it makes no sense. Two lanes go side by side,
 * and are about as long: each mostly keeps one core busy.
 */
const SOURCES_AND_UNIT = [
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
  { name: 'build', commands: [['--import', 'tsx', 'scripts/build.ts']] },
  { name: 'unit', commands: vitest('unit', unitReport), count: () => read(unitReport, readVitest) },
];
const DATABASE = [
  { name: 'postgres', commands: vitest('pg', pgReport), count: () => read(pgReport, readVitest) },
];
/** Alone: a browser on a busy machine tells of the machine. */
const BROWSER = [
  {
    name: 'end-to-end',
    needs: 'build',
    prepare: async () => {
      await provideChromium((line) => process.stdout.write(`${line}\n`));
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

await Promise.all([runLane(SOURCES_AND_UNIT, 'whole'), runLane(DATABASE, 'live')]);
await runLane(BROWSER, 'live');
await rm(reports, { recursive: true, force: true });
for (const line of summaryLines(results, Date.now() - begun)) process.stdout.write(`${line}\n`);
process.exitCode = !isStopping && results.every((result) => result.outcome === 'passed') ? 0 : 1;

/** `whole`: what a stage says is shown when it has ended, so that two lanes do not talk at once. */
async function runLane(stages, telling) {
  for (const stage of stages) {
    if (isStopping) return;
    results.push(await runStage(stage, telling));
  }
}

async function runStage({ name, commands, needs, prepare, count }, telling) {
  const needed = results.find((result) => result.name === needs);
  if (needed !== undefined && needed.outcome !== 'passed')
    return { name, outcome: 'not run', ms: 0, counts: null };
  const stageBegun = Date.now();
  const title = `\n=== ${name}\n`;
  if (telling === 'live') process.stdout.write(title);
  const said = telling === 'live' ? null : [title];
  let isGood = true;
  try {
    await prepare?.();
    for (const words of commands) isGood = (await runNode(words, said)) === 0 && isGood;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    isGood = false;
  }
  if (said !== null) process.stdout.write(said.join(''));
  const counts = count === undefined ? null : await count();
  // A runner that ends well and reports nothing has run nothing.
  const isCounted = count === undefined || (counts !== null && counts.passed > 0 && counts.failed === 0);
  return { name, outcome: isGood && isCounted ? 'passed' : 'failed', ms: Date.now() - stageBegun, counts };
}

/** `said`: collects what it says; null: it says so itself. */
function runNode(words, said) {
  const out = said === null ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', out, out],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text) => said?.push(text));
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function read(file, parse) {
  try {
    return parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
