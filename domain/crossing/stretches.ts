/** A time in which something stood; `to` null: it still does. */
export type Stretch = { readonly from: number; readonly to: number | null };

/** Whether it stood at that moment. */
export const stoodAt = (stretches: readonly Stretch[], at: number): boolean =>
  stretches.some(({ from, to }) => from <= at && (to === null || at < to));

/** When "eligible" stood: answers in fold order, by when each was known (RE-3), of one moment the later answer. */
export function eligibleStretches(
  answers: readonly { readonly eligible: boolean; readonly at: number }[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let since: number | null = null;
  for (const { eligible, at } of answers.toSorted((a, b) => a.at - b.at)) {
    if (eligible) since ??= at;
    else if (since !== null) {
      if (since < at) stretches.push({ from: since, to: at });
      since = null;
    }
  }
  return since === null ? stretches : [...stretches, { from: since, to: null }];
}
