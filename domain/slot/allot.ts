/** Somebody who asks for a place: a reference that says nothing of who it is, and which firm, likewise. */
export type Asker = { readonly reference: string; readonly firm: string };

/** Why somebody got none. */
export type Unserved = 'no-place-left' | 'firm-share';

export type Allotment = {
  readonly given: readonly string[];
  readonly unserved: readonly { readonly reference: string; readonly because: Unserved }[];
};

/**
 * Gives places in an order (SL-4): each in turn, passing over those whose firm has its share of the hour already. Who is
 * passed over keeps the place in the order.
 */
export function allot(
  order: readonly Asker[],
  places: number,
  /** Places that each firm may still take. */
  firmLeft: Readonly<Record<string, number>>,
): Allotment {
  const left = new Map(Object.entries(firmLeft));
  const given: string[] = [];
  const unserved: { reference: string; because: Unserved }[] = [];
  for (const { reference, firm } of order) {
    const ofFirm = left.get(firm) ?? 0;
    if (given.length >= places) unserved.push({ reference, because: 'no-place-left' });
    else if (ofFirm <= 0) unserved.push({ reference, because: 'firm-share' });
    else {
      given.push(reference);
      left.set(firm, ofFirm - 1);
    }
  }
  return { given, unserved };
}
