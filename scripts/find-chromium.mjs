import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * The one without a window first: the same engine, but it draws no toolbar that no test looks at. Measured with
 * Chromium 156 on two cores: eight contexts opened, clicked, pictured in 3.3 s, with a window 8.0 s.
 */
const WINDOWLESS = 'chromium-headless-shell';
const NAMES = [
  WINDOWLESS,
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];

/** Where browsers are put when they are not on the PATH. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(process.env.HOME ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  return ['/snap/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome'];
}

/**
 * A Chromium that is there: CHROMIUM_PATH, the PATH, the usual places, Playwright's own.
 * @param {{ hasWindow?: boolean }} [wanted] one that has windows, and so notifications
 * @returns {Promise<string | null>}
 */
export async function findChromium({ hasWindow = false } = {}) {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!(await isExecutable(named)))
      throw new Error(
        `CHROMIUM_PATH names ${named}, which cannot be started: correct it, or leave it unset.`,
      );
    if (!hasWindow || !named.includes(WINDOWLESS)) return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, `${name}${suffix}`)))
    .filter((path) => !hasWindow || !path.includes(WINDOWLESS));
  for (const path of [...onPath, ...usualPlaces(), ...(await playwrightsOwn())]) {
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test');
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Finds one with windows (it does what the other does too), or installs Debian's as root, or Playwright's own.
 * @param {(line: string) => void} say
 * @throws an Error that says how to get one
 */
export async function provideChromium(say) {
  if ((await findChromium({ hasWindow: true })) !== null) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && (await isExecutable('/usr/bin/apt-get'))) {
    say('No Chromium found; installing the one of this system with apt-get');
    await run('apt-get', ['update', '-qq']);
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'fonts-noto-cjk'];
    await run('apt-get', [...install, 'chromium']);
    // Older systems have only the one with a window.
    await run('apt-get', [...install, WINDOWLESS]);
  } else {
    say("No Chromium found; downloading Playwright's");
    await run(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
  }
  if ((await findChromium({ hasWindow: true })) !== null) return;
  throw new Error(
    'No Chromium for the end-to-end tests: install one ("apt install chromium", "brew install --cask chromium", or "npx playwright install chromium"), or name yours in CHROMIUM_PATH.',
  );
}

function run(command, words) {
  const child = spawn(command, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve('error'));
    child.once('exit', resolve);
  });
}
