/**
 * A foreseeable reason why the embedded database cannot run. `message` is one sentence for the person at the
 * terminal and says what to do; whoever catches it prints it and nothing else.
 */
export class DatabaseProblem extends Error {
  readonly kind: DatabaseProblemKind;

  constructor(kind: DatabaseProblemKind, message: string) {
    super(message);
    this.name = 'DatabaseProblem';
    this.kind = kind;
  }
}

export type DatabaseProblemKind =
  | 'no-binaries'
  | 'no-account'
  | 'folder-closed'
  | 'folder-unwritable'
  | 'disk-full'
  | 'in-use'
  | 'port-taken'
  | 'other-version'
  | 'broken';
