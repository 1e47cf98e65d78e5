/** What can be spent once, a code or an invitation, and the way in that follows. */
export type Steps = {
  /** Spent at an earlier press, after which the way in was barred. */
  readonly isSpent: boolean;
  readonly spend: () => Promise<unknown>;
  /** Whether it let us in. */
  readonly enter: () => Promise<boolean>;
  /** Whether this error may mean that it is spent already: the answer of an earlier press got lost. */
  readonly maybeSpent: (error: unknown) => boolean;
};
export type Outcome = { readonly isSpent: boolean; readonly error: unknown };

/** Spends it and goes in; pressed again it only goes in. `error`: null, or why it could not be spent. */
export async function proveThenEnter({ isSpent, spend, enter, maybeSpent }: Steps): Promise<Outcome> {
  if (!isSpent) {
    try {
      await spend();
    } catch (error) {
      if (maybeSpent(error) && (await enter())) return { isSpent: true, error: null };
      return { isSpent: false, error };
    }
  }
  await enter();
  return { isSpent: true, error: null };
}
