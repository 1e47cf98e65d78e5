import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearStalePid, readPostmaster } from './postmaster';
import { identityOf, stillRuns } from './process-identity';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postmaster-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = (pid: number, status: string) =>
  `${pid}\n/srv/gate/.data/postgres\n1795000000\n5433\n\n127.0.0.1\n   123  45\n${status}   \n`;

test('reads the process, the port and whether it takes connections', () => {
  expect(readPostmaster(file(4711, 'ready'))).toEqual({ pid: 4711, port: 5433, ready: true });
  expect(readPostmaster(file(4711, 'starting'))).toEqual({ pid: 4711, port: 5433, ready: false });
  expect(readPostmaster('')).toBeNull();
});

test('a file that names a process of another program is removed, and that program left alone', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const pid = other.pid ?? 0;
  await writeFile(join(folder, 'postmaster.pid'), file(pid, 'ready'));
  await clearStalePid(folder);
  await expect(stat(join(folder, 'postmaster.pid'))).rejects.toThrow('ENOENT');
  const identity = await identityOf(pid);
  expect(identity).not.toBeNull();
  expect(identity !== null && (await stillRuns(identity))).toBe(true);

  const gone = new Promise((resolve) => other.once('exit', resolve));
  other.kill('SIGKILL');
  await gone;
  expect(identity !== null && (await stillRuns(identity))).toBe(false);
});

test('a process id given to a later process is not the earlier one', async () => {
  const self = await identityOf(process.pid);
  expect(self !== null && (await stillRuns({ ...self, began: 'earlier' }))).toBe(false);
});
