import { coalesced } from './coalesce';

export type Reader<S> = {
  /** What is to be read from now on: once more, when a reading is under way. */
  readonly wish: (subject: S) => void;
  /** Nothing that is still under way is shown. */
  readonly close: () => void;
};

/**
 * Shows what was read of a subject, one reading at a time. A reading that ends while another is wished is shown all the
 * same, or a tablet on which every second brings news would show nothing; only one of another subject is left out.
 */
export function createReader<S, T>(
  read: (subject: S) => Promise<T>,
  isSame: (a: S, b: S) => boolean,
  show: (found: T, subject: S) => void,
): Reader<S> {
  let wanted: { readonly subject: S } | null = null;
  const again = coalesced(async () => {
    if (wanted === null) return;
    const { subject } = wanted;
    const found = await read(subject);
    if (wanted !== null && isSame(wanted.subject, subject)) show(found, subject);
  });
  return {
    wish: (subject) => {
      wanted = { subject };
      again();
    },
    close: () => {
      wanted = null;
    },
  };
}
