import { describe, expect, test } from 'vitest';
import { crossingNo, passNo } from '../testing/samples';
import { nameOnly } from './assemble-vehicle';
import { keyOf, readAnew, refused, type Shown } from './shown';

const vehicleNo = (n: number) => nameOnly({ crossingId: crossingNo(n), passId: passNo(n) });
const shownNo = (n: number, nth: number): Shown => ({
  vehicle: vehicleNo(n),
  decision: null,
  scanned: null,
  nth,
});
const blocked = { verdict: 'refuse', code: 'AD-ELIG' } as unknown as NonNullable<Shown['decision']>;

describe('the vehicle before the officer', () => {
  test('OF-86 what was read of one vehicle never comes under the answer about another', () => {
    const first = vehicleNo(1);
    const anew = { ...first, lately: [{} as never] };
    const arrives = readAnew(keyOf(first), anew);
    expect(arrives(shownNo(1, 7))).toEqual({ ...shownNo(1, 7), vehicle: anew });
    // Scanned while the reading was under way.
    expect(arrives(shownNo(2, 8))).toEqual(shownNo(2, 8));
    expect(arrives(null)).toBeNull();
  });

  test('OF-86 the crossing of a pass becomes known while it is on screen', () => {
    const unknown = nameOnly({ crossingId: null, passId: passNo(1) });
    const known = vehicleNo(1);
    expect(readAnew(keyOf(unknown), known)({ ...shownNo(1, 7), vehicle: unknown })?.vehicle).toBe(known);
  });

  test('OF-86 why a tick was refused is said of the vehicle it was pressed for alone', () => {
    expect(refused(7, blocked, 9)(shownNo(1, 7))).toEqual({ ...shownNo(1, 9), decision: blocked });
    expect(refused(7, blocked, 9)(shownNo(2, 8))).toEqual(shownNo(2, 8));
    expect(refused(7, blocked, 9)(null)).toBeNull();
  });
});
