/** Thrown by a writing method; the transaction left no trace. Anything else that is thrown is a bug. */
export class StoreTrouble extends Error {
  readonly kind: 'full' | 'gone';
  constructor(kind: 'full' | 'gone', cause: unknown) {
    super(`store is ${kind}`, { cause });
    this.name = 'StoreTrouble';
    this.kind = kind;
  }
}

/** For a reading that work can go on without: nothing, where the disk does not answer. */
export function nothingIfTroubled(error: unknown): null {
  if (!(error instanceof StoreTrouble)) throw error;
  return null;
}
