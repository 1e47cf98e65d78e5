import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSentence, LaunchProblem } from './launch-problem';
import { packFiles } from './pack-files';

/** What the production build reads. Tests, seeds, migrations and our own HTTP server are not part of it. */
const SOURCES = [
  'app',
  'components',
  'db',
  'domain',
  'messages',
  'offline',
  'public',
  'server',
  'sheets',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'tsconfig.json',
];
const NOT_BUILT =
  /\.test\.tsx?$|^db\/(embedded|migrations|policies|seed|testing)\/|^server\/http\/|\/testing\/|\.md$/;
/** The build writes the service worker beside the public files. */
const WRITTEN_BY_BUILD = /^public\/(sw|swe-worker|workbox|fallback)\b.*\.js(\.map)?$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with escape
const COLOURS = /\u001b\[[0-9;]*m/g;

/** A hash of everything the build reads, in the order of paths. */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await sourceFiles(root)).sort()) {
    const content = createHash('sha256')
      .update(await readFile(join(root, path)))
      .digest('hex');
    hash.update(`${path} ${content}\n`);
  }
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${value}\n`);
  }
  return hash.digest('hex');
}

async function sourceFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const source of SOURCES) {
    const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        if (error.code === 'ENOTDIR') return [];
        throw error;
      },
    );
    if (entries === null) continue;
    if (entries.length === 0) found.push(source);
    for (const entry of entries) {
      if (entry.isFile())
        found.push(
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .replaceAll('\\', '/'),
        );
    }
  }
  return found.filter((path) => !NOT_BUILT.test(path) && !WRITTEN_BY_BUILD.test(path));
}

/** The stamp is written after the build has ended well, so a killed build is made again. */
type Stamp = { readonly sources: string; readonly written: readonly string[] };

const stampFile = (root: string) => join(root, '.next', 'sources.json');

export async function isBuilt(root: string): Promise<boolean> {
  try {
    const stamp = JSON.parse(await readFile(stampFile(root), 'utf8')) as Stamp;
    await access(join(root, '.next', 'BUILD_ID'));
    await Promise.all(stamp.written.map((path) => access(join(root, path))));
    return stamp.sources === (await sourceHash(root));
  } catch {
    return false;
  }
}

export type BuildOptions = {
  readonly root: string;
  readonly logFile: string;
  readonly progress: (detail: string) => void;
  /** Ends the build; the promise is then rejected. */
  readonly signal: AbortSignal;
};

/** @throws LaunchProblem with the last lines the compiler said */
export async function buildForProduction({ root, logFile, progress, signal }: BuildOptions): Promise<void> {
  const sources = await sourceHash(root);
  const said: string[] = [];
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'build', '--webpack'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  const listen = (chunk: Buffer) => {
    said.push(chunk.toString('utf8'));
    const line = said.join('').replace(COLOURS, '').trimEnd().split('\n').at(-1)?.trim() ?? '';
    if (line !== '') progress(line.slice(0, 60));
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signalName) => resolve(exitCode ?? signalName ?? 'unknown'));
  });
  const output = said.join('').replace(COLOURS, '');
  await writeFile(logFile, output);
  if (code !== 0) throw new LaunchProblem(buildSentence(code, output, logFile));
  await packFiles(join(root, '.next'));
  const stamp: Stamp = { sources, written: await writtenFiles(root) };
  await writeFile(stampFile(root), JSON.stringify(stamp));
}

async function writtenFiles(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, 'public')).catch(() => []);
  return names.map((name) => `public/${name}`).filter((path) => WRITTEN_BY_BUILD.test(path));
}

function buildSentence(code: number | string, output: string, logFile: string): string {
  const denied = /(ENOSPC|EACCES|EROFS)[^\n]*'([^']+)'/.exec(output);
  if (denied !== null) {
    const error = Object.assign(new Error(), { code: denied[1], path: denied[2] });
    return folderSentence(error) ?? output;
  }
  if (code === 'SIGKILL' || /heap out of memory/.test(output)) {
    return 'The build ran out of memory: give this machine 2 GB for it, close other programs, then start again.';
  }
  const tail = output.trim().split('\n').slice(-25).join('\n');
  return `${tail}\n\nThe production build failed: correct what is said above (whole output in ${logFile}) and start again.`;
}
