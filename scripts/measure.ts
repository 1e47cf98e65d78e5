/** `npm run bench -- NAME [--option value]` and `npm run proof -- NAME …`: runs one measurement and keeps its figures. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { findChromium } from './find-chromium.mjs';
import type { Measurement } from './measurement';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const [folder = 'bench', name, ...words] = process.argv.slice(2);

const files = await readdir(join(root, folder)).catch(() => []);
const names = files.flatMap((file) => /^([a-z0-9-]+)\.ts$/.exec(file)?.[1] ?? []);
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`npm run ${folder} -- NAME, where NAME is one of: ${names.join(', ')}\n`);
  process.exit(2);
}

const options: Record<string, string> = {};
for (let at = 0; at < words.length; at += 1) {
  const word = words[at] ?? '';
  const next = words[at + 1];
  if (!word.startsWith('--')) continue;
  options[word.slice(2)] = next === undefined || next.startsWith('--') ? 'true' : next;
}

const module: { readonly measurement?: Measurement } = await import(
  pathToFileURL(join(root, folder, `${name}.ts`)).href
);
const { measurement } = module;
if (measurement === undefined) throw new Error(`${folder}/${name}.ts exports no measurement`);

const begun = Date.now();
const outcome = await measurement.run({ say: (line) => process.stdout.write(`${line}\n`), options });
const result = {
  name,
  goal: measurement.goal,
  measuredAt: new Date(begun).toISOString(),
  tookSeconds: Math.round((Date.now() - begun) / 1000),
  commit: (await said('git', ['rev-parse', '--short', 'HEAD'])) ?? 'unknown',
  machine: {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    chromium: await chromiumVersion(),
  },
  ...outcome,
};
await mkdir(join(root, folder, 'results'), { recursive: true });
const file = join(folder, 'results', `${name}.json`);
await writeFile(join(root, file), `${JSON.stringify(result, null, 2)}\n`);
console.table(outcome.rows);
process.stdout.write(`goal ${outcome.met ? 'met' : 'not met'}: ${measurement.goal}\nkept in ${file}\n`);
process.exit(0);

async function said(program: string, words: readonly string[]): Promise<string | null> {
  try {
    return (await run(program, [...words], { cwd: root })).stdout.trim();
  } catch {
    return null;
  }
}

async function chromiumVersion(): Promise<string | null> {
  const path = await findChromium();
  return path === null || path === undefined ? null : said(path, ['--version']);
}
