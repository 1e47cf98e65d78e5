import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperStanding, urgencyOf } from './papers';
import { type Claimed, type Rival, type Seen, verificationOf } from './verification';

const day = (offset: number) =>
  new Date(Date.UTC(2026, 10, 27) + offset * 86_400_000).toISOString().slice(0, 10);
const TODAY = day(0);

test('FV-3 a paper warns 30 days before its last day, 7 days before, on that day, and after it', () => {
  expect(paperStanding(day(31), TODAY)).toEqual({ kind: 'good' });
  expect(paperStanding(day(30), TODAY)).toEqual({ kind: 'expiring', days: 30, within: 30 });
  expect(paperStanding(day(8), TODAY)).toMatchObject({ within: 30 });
  expect(paperStanding(day(7), TODAY)).toMatchObject({ within: 7 });
  expect(paperStanding(day(0), TODAY)).toEqual({ kind: 'expiring', days: 0, within: 0 });
  expect(paperStanding(day(-1), TODAY)).toEqual({ kind: 'expired', days: 1 });
  expect(paperStanding(null, TODAY)).toEqual({ kind: 'unknown' });
});

test('FV-3 the sooner a paper ends the more pressing it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 400 }), (first, later) => {
      const urgency = (offset: number) => urgencyOf(paperStanding(day(offset), TODAY));
      expect(urgency(first)).toBeLessThanOrEqual(urgency(first + later));
    }),
  );
});

const CLAIMED: Claimed & { readonly chassis: string } = {
  chassis: 'RLHJK1234NZ000001',
  plate: '12C12345',
  kind: 'trailer',
  container: '40',
};
const seen = (at: number, over: Partial<Seen> = {}): Seen => ({ ...CLAIMED, at, ...over });

test('FV-5 what an officer saw is verified until plate, chassis number, kind or container change', () => {
  expect(verificationOf(CLAIMED, [], [])).toEqual({ kind: 'unverified', because: 'never' });
  expect(verificationOf(CLAIMED, [seen(5)], [])).toEqual({ kind: 'verified', at: 5 });
  for (const over of [
    { plate: '12C99999' },
    { chassis: 'RLHJK1234NZ000002' },
    { kind: 'rigid' as const },
    { container: '45' as const },
  ])
    expect(verificationOf({ ...CLAIMED, ...over }, [seen(5)], [])).toEqual({
      kind: 'unverified',
      because: 'changed',
    });
  expect(verificationOf({ ...CLAIMED, chassis: null }, [seen(5)], [])).toMatchObject({
    because: 'chassis-unknown',
  });
});

test('FV-5 what was seen before kind and container were written down is verified by the rest', () => {
  const before = seen(5, { kind: null, container: null });
  expect(verificationOf({ ...CLAIMED, container: 'none' }, [before], [])).toEqual({
    kind: 'verified',
    at: 5,
  });
  expect(verificationOf({ ...CLAIMED, plate: '12C99999' }, [before], [])).toMatchObject({
    because: 'changed',
  });
});

test('FV-5 a plate that was changed and changed back is verified by what was seen last alone', () => {
  const other = seen(6, { plate: '12C99999' });
  expect(verificationOf(CLAIMED, [seen(5), other], [])).toMatchObject({ because: 'changed' });
  expect(verificationOf(CLAIMED, [seen(5), other, seen(7)], [])).toEqual({ kind: 'verified', at: 7 });
});

test('FV-6 another claim of the chassis number ends it, until an officer has looked since', () => {
  const rival: Rival = { claimedAt: 8, verifiedAt: null };
  expect(verificationOf(CLAIMED, [seen(5)], [rival])).toMatchObject({ because: 'claimed-twice' });
  expect(verificationOf(CLAIMED, [seen(5), seen(9)], [rival])).toEqual({ kind: 'verified', at: 9 });
  expect(verificationOf(CLAIMED, [seen(9)], [{ claimedAt: 1, verifiedAt: 12 }])).toMatchObject({
    because: 'claimed-twice',
  });
});

test('FV-6 of two fleets never both are verified', () => {
  const times = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), times, times, (claimA, claimB, looksA, looksB) => {
      const verify = (
        claim: number,
        looks: readonly number[],
        otherClaim: number,
        otherLooks: readonly number[],
      ) => {
        const of = (at: number) => looks.filter((look) => look >= at).map((at) => seen(at));
        const others = otherLooks.filter((look) => look >= otherClaim);
        const verifiedAt = others.length === 0 ? null : Math.max(...others);
        return verificationOf(CLAIMED, of(claim), [{ claimedAt: otherClaim, verifiedAt }]).kind;
      };
      const both = [verify(claimA, looksA, claimB, looksB), verify(claimB, looksB, claimA, looksA)];
      expect(both.filter((kind) => kind === 'verified').length).toBeLessThanOrEqual(1);
    }),
  );
});
