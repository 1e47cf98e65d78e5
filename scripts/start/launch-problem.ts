/** A foreseeable reason why the gate cannot start. `message` is one sentence that says what to do. */
export class LaunchProblem extends Error {
  override readonly name = 'LaunchProblem';
}

/** What a full disk or a closed folder looks like wherever a file is written; null for anything else. */
export function folderSentence(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'the project';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full (${path}): free some space, or set DATA_DIR to a folder on another disk, then start again.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} cannot be written to (${error.code}): give it to the user who starts this, or set DATA_DIR to another folder.`;
    default:
      return null;
  }
}
