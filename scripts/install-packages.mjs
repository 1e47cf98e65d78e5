import { spawn } from 'node:child_process';
import { access, constants, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** The packages take 0.9 GB and npm's cache 0.4 GB beside them. */
const ROOM_NEEDED_BYTES = 1.5e9;
const STILL_AT_WORK_EVERY_MS = 15_000;

/**
 * Brings node_modules to what package-lock.json says; with nothing to do it takes a few milliseconds.
 * Prints one sentence that says what to do when it cannot.
 * @returns {Promise<boolean>} whether the packages are there
 */
export async function installPackages(root = process.cwd()) {
  if (await isInstalled(root)) return true;
  const obstacle = await findObstacle(root);
  if (obstacle !== null) {
    process.stderr.write(`${obstacle}\n`);
    return false;
  }
  process.stdout.write('Installing packages (about a minute, once) …\n');
  const begun = Date.now();
  const stillAtWork = setInterval(() => {
    process.stdout.write(`  … ${Math.round((Date.now() - begun) / 1000)} s\n`);
  }, STILL_AT_WORK_EVERY_MS);
  const code = await runNpm(root);
  clearInterval(stillAtWork);
  if (code === 0 && (await isInstalled(root))) return true;
  process.stderr.write(
    `The packages could not be installed (npm ended with ${code}): see what npm said above, check the network and the disk, then start again.\n`,
  );
  return false;
}

/** npm writes its own lock file last, so a killed install is not taken for a finished one. */
async function isInstalled(root) {
  const [wanted, present] = await Promise.all([
    packagesOf(join(root, 'package-lock.json')),
    packagesOf(join(root, 'node_modules', '.package-lock.json')),
  ]);
  return wanted !== null && present !== null && missingPackages(wanted, present).length === 0;
}

async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Names what the lock file wants and the installed tree has not, or has in another version. Optional packages are
 * those of other machines.
 * @param {Record<string, {version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean}>} wanted
 * @param {Record<string, {version?: string}>} present
 * @returns {string[]}
 */
export function missingPackages(wanted, present) {
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && present[path]?.version !== entry.version)
    .filter(([path, entry]) => present[path] !== undefined || !(entry.optional || entry.devOptional))
    .map(([path]) => path);
}

async function findObstacle(root) {
  for (const folder of [root, join(root, 'node_modules')]) {
    try {
      await access(folder, constants.W_OK);
    } catch (error) {
      if (error.code === 'ENOENT') continue;
      return `The folder ${folder} cannot be written to (${error.code}): give it to the user who starts this, or start as its owner.`;
    }
  }
  const disk = await statfs(root).catch(() => null);
  if (disk !== null && disk.bavail * disk.bsize < ROOM_NEEDED_BYTES) {
    return `The disk that holds ${root} is too full to install the packages: free 1.5 GB and start again.`;
  }
  return null;
}

function runNpm(root) {
  // --include: NODE_ENV=production or a setting of the user may leave out what the build needs.
  const words = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const isScript = npm !== undefined && /\.c?js$/.test(npm);
  const child = isScript
    ? spawn(process.execPath, [npm, ...words], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    : spawn(['npm', ...words].join(' '), { cwd: root, shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => resolve('error'));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
}
