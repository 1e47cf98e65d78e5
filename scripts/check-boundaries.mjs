// The arrows between folders (docs/architecture.md), and a floor under how much was read: a cruiser that reads
// nothing, as it does with a TypeScript that it does not know, finds nothing wrong either.
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const FOLDERS = [
  'app',
  'components',
  'domain',
  'offline',
  'sheets',
  'server',
  'db',
  'e2e',
  'bench',
  'proof',
  'scripts',
];
const SOURCE = /\.(tsx?|mjs)$/;
const FLOOR = 0.9;

/**
 * @param {string} root folder that holds the project
 * @returns {Promise<{ violations: { rule: string, from: string, to: string, comment: string }[], read: number, present: number }>}
 */
export async function checkBoundaries(root) {
  const before = process.cwd();
  process.chdir(root);
  try {
    const { options, ...ruleSet } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const present = await sourcesOf(root);
    const folders = [...new Set(present.map((file) => file.split('/', 1)[0]))];
    const { tsConfig, ...cruiseOptions } = options;
    const outcome = await cruise(
      folders,
      { ...cruiseOptions, ruleSet, validate: true, baseDir: root, tsConfig },
      undefined,
      { tsConfig: extractTSConfig(join(root, tsConfig.fileName)) },
    );
    const { modules, summary } = outcome.output;
    const readFiles = new Set(modules.map((module) => module.source));
    const comments = new Map(ruleSet.forbidden.map((rule) => [rule.name, rule.comment]));
    return {
      read: present.filter((file) => readFiles.has(file)).length,
      present: present.length,
      violations: summary.violations.map(({ rule, from, to, cycle }) => ({
        rule: rule.name,
        from,
        to: cycle === undefined ? to : cycle.map((step) => step.name).join(' → '),
        comment: comments.get(rule.name) ?? '',
      })),
    };
  } finally {
    process.chdir(before);
  }
}

/** The tracked sources; where there is no git, those on disk. */
async function sourcesOf(root) {
  const listed = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', ...FOLDERS], {
    cwd: root,
    maxBuffer: 1e8,
  }).then(
    ({ stdout }) => stdout.split('\n'),
    () => null,
  );
  const files = listed === null || listed.length < 2 ? await walk(root) : listed;
  return files.filter((file) => SOURCE.test(file));
}

async function walk(root) {
  const found = [];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      if (entry.isFile()) found.push(relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    }
  }
  return found;
}

async function main() {
  const { violations, read, present } = await checkBoundaries(process.cwd());
  for (const { rule, from, to, comment } of violations) {
    process.stderr.write(`${from}\n  → ${to}\n  ${rule}: ${comment}\n`);
  }
  if (read < present * FLOOR) {
    process.stderr.write(
      `Only ${read} of ${present} modules were read: the check sees too little to be believed.\n`,
    );
    return 1;
  }
  process.stdout.write(`${read} of ${present} modules read, ${violations.length} forbidden imports\n`);
  return violations.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main();
}
