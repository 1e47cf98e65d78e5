import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './database-account';
import { DatabaseProblem } from './database-problem';

type Folder = { readonly uid: number; readonly gid: number; readonly mode: number };

/** The folder and every folder above it, the outermost first. */
export function foldersAbove(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...foldersAbove(parent), path];
}

/** Whether `account` may pass through `folder`; only its primary group counts, since programs are started with no other. */
export function mayEnter(folder: Folder, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/**
 * Fails before initdb does: one closed folder above the binaries or the data gives a bare EACCES there, and the
 * person at the terminal (root, who can enter everything) cannot see why.
 */
export async function requireReachable(
  path: string,
  account: Account | null,
  purpose: string,
): Promise<void> {
  if (account === null) return;
  for (const folder of foldersAbove(await realpath(path))) {
    if (mayEnter(await stat(folder), account)) continue;
    throw new DatabaseProblem(
      'folder-closed',
      `PostgreSQL does not run as root but as the account "postgres", which may not enter ${folder} (${purpose}): run "chmod o+x '${folder}'", move the project to a folder that others may enter (such as /srv), or start as an ordinary user.`,
    );
  }
}
