import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What PostgreSQL writes about itself into postmaster.pid. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** Lines of the file: process id, data folder, start (epoch seconds), port, socket folder, address, shared memory, status. */
export function readPostmaster(text: string): Postmaster | null {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number.isInteger(port) ? port : 0, ready: lines[7] === 'ready' };
}

export async function postmasterOf(cluster: string): Promise<Postmaster | null> {
  return readFile(join(cluster, 'postmaster.pid'), 'utf8').then(readPostmaster, () => null);
}

/** True while a process of that id lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * True when `pid` is a PostgreSQL of this cluster. After a crash or a restart of the machine the id in a stale file
 * may belong to any other program, which must not be stopped.
 */
export async function isPostgresOf(cluster: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true; // pg_ctl looks again before it stops anything
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(cluster);
}

/** Removes a postmaster.pid whose process is gone or is another program; PostgreSQL would refuse to start beside the latter. */
export async function clearStalePid(cluster: string): Promise<void> {
  const found = await postmasterOf(cluster);
  if (found !== null && (await isPostgresOf(cluster, found.pid))) return;
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}
