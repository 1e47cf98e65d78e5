import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { identityOf, type ProcessIdentity, stillRuns } from '@/db/embedded/process-identity';

const LOOK_EVERY_MS = 2_000;

/**
 * Calls back when npm, which started us through a shell, is gone. The terminal may go: npm lives on under nohup.
 * On Windows nothing is watched, process ids cannot be told apart there.
 */
export async function whenNpmIsGone(callBack: () => void): Promise<void> {
  if (process.platform === 'win32') return;
  const watched = await parents(process.pid, 2);
  const timer = setInterval(() => {
    void Promise.all(watched.map(stillRuns)).then((running) => {
      if (running.every(Boolean)) return;
      clearInterval(timer);
      callBack();
    });
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** The parent, and its parent when the former is the shell that npm runs scripts with. */
async function parents(pid: number, depth: number): Promise<readonly ProcessIdentity[]> {
  const listed = await promisify(execFile)('ps', ['-o', 'ppid=', '-p', String(pid)]).catch(() => null);
  const parent = listed === null ? null : await identityOf(Number.parseInt(listed.stdout, 10));
  if (parent === null || parent.pid <= 1) return [];
  const name = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(parent.pid)]).catch(() => null);
  const isShell = /(^|\/)(ba|da|z|a|k)?sh$/.test(name?.stdout.trim() ?? '');
  return isShell && depth > 1 ? [parent, ...(await parents(parent.pid, depth - 1))] : [parent];
}
