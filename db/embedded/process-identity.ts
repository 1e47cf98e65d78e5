import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isAlive } from './postmaster';

/** A process id with the moment it began: ids are given again after a crash, the pair is not. */
export type ProcessIdentity = { readonly pid: number; readonly began: string };

export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The program's name stands in parentheses and may hold spaces; state is the first field after it, start the 20th.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const state = fields[0] ?? '';
    return line === '' || state === 'Z' || state === 'X' ? null : { pid, began: fields[19] ?? '' };
  }
  if (process.platform === 'win32') return { pid, began: '' };
  const listed = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => null);
  return listed === null ? null : { pid, began: listed.stdout.trim() };
}

export async function stillRuns(identity: ProcessIdentity): Promise<boolean> {
  const now = await identityOf(identity.pid);
  return now !== null && now.began === identity.began;
}
