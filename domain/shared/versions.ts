/** One version of a document that several people write: written once, never changed; the newest holds. Times in ms. */
export type Version<Content> = {
  readonly version: number;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly reason: string;
  /** The version whose content it brings back, 0 for what the installation began with; null: its content is new. */
  readonly sameAs: number | null;
  readonly content: Content;
};
export type Author = Pick<Version<unknown>, 'madeAt' | 'madeBy' | 'reason'>;

export function nextVersion<C>(history: readonly Version<C>[], content: C, author: Author): Version<C> {
  return { ...author, version: (history.at(-1)?.version ?? 0) + 1, sameAs: null, content };
}

/**
 * Whether the newest may have come of this very order, whose first answer was lost on the way: by whom, on what and why.
 * That its content is the order's as well, whoever asks compares.
 */
export const mayBeOf = (
  newest: Version<unknown>,
  { basedOn, madeBy, reason }: { readonly basedOn: number } & Pick<Author, 'madeBy' | 'reason'>,
): boolean => newest.version === basedOn + 1 && newest.madeBy === madeBy && newest.reason === reason;

/**
 * Takes back the newest change: a new version with the content before it. Asked again it goes one further back. Null when
 * nothing is left to take back.
 */
export function undoVersion<C>(history: readonly Version<C>[], author: Author): Version<C> | null {
  const newest = history.at(-1);
  if (newest === undefined) return null;
  const standing = newest.sameAs ?? newest.version;
  const target = history.find(({ version }) => version === standing - 1);
  if (target === undefined) return null;
  // What stands before may itself bring back an older one.
  const sameAs = target.sameAs ?? target.version;
  return { ...author, version: newest.version + 1, sameAs, content: target.content };
}
