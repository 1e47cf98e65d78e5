import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashSchema } from '../shared/identity';
import { holdsIn, negotiate, stepHash, stepText } from './agreement';
import { type Country, gateSchema, type Step, type Terms } from './content';

const terms = (perHour: number): Terms => ({
  about: 'quota',
  gate: gateSchema.parse('HN'),
  flow: 'vn-cn',
  from: '2026-11-28T07:00:00+07:00',
  until: '2026-11-29T07:00:00+07:00',
  quota: { perHour, byClass: {} },
});
const AGREEMENT = '01940000-0000-7000-8000-000000000001';
function step(deed: Step['deed'], by: Country, perHour: number, after: Step | null): Step {
  return {
    agreement: AGREEMENT,
    step: (after?.step ?? 0) + 1,
    deed,
    by,
    terms: terms(perHour),
    previous: after === null ? null : hashSchema.parse(stepHash(after)),
    signedAt: '2026-11-27T08:00:00+07:00',
    keyId: 'a'.repeat(16),
    signature: 'A'.repeat(86),
  };
}
const proposed = step('propose', 'vn', 60, null);
const countered = step('counter', 'cn', 40, proposed);
const accepted = step('accept', 'vn', 40, countered);
const withdrawn = step('withdraw', 'cn', 40, countered);

describe('NE agreements', () => {
  test('NE-13 propose, counter, accept: both signatures stand in one chain, and the terms hold in their time', () => {
    const standing = negotiate([proposed, countered, accepted]);
    expect(standing).toMatchObject({ kind: 'agreed', terms: { quota: { perHour: 40 } } });
    expect(standing?.chain.map(({ by, deed }) => `${by} ${deed}`)).toEqual([
      'vn propose',
      'cn counter',
      'vn accept',
    ]);
    const between = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
    const noon = between('2026-11-28T12:00:00+07:00', '2026-11-28T13:00:00+07:00');
    expect(holdsIn(standing, noon)).toBe(true);
    expect(holdsIn(standing, between('2026-11-29T07:00:00+07:00', '2026-11-30T07:00:00+07:00'))).toBe(false);
    expect(holdsIn(standing, between('2026-11-27T07:00:00+07:00', '2026-11-28T07:00:00+07:00'))).toBe(false);
    expect(holdsIn(standing, between('2026-11-27T07:00:00+07:00', '2026-11-30T07:00:00+07:00'))).toBe(true);
    expect(holdsIn(negotiate([proposed, countered]), noon)).toBe(false);
  });

  test('NE-13 nobody accepts himself, other terms than were proposed, or what was withdrawn', () => {
    expect(negotiate([proposed, step('accept', 'vn', 60, proposed)])?.kind).toBe('open');
    expect(negotiate([proposed, step('accept', 'cn', 61, proposed)])?.kind).toBe('open');
    expect(negotiate([proposed, step('withdraw', 'cn', 60, proposed)])?.kind).toBe('open');
    expect(negotiate([proposed, step('counter', 'vn', 50, proposed)])?.kind).toBe('open');
    expect(negotiate([proposed, countered, withdrawn, step('accept', 'vn', 40, withdrawn)])?.kind).toBe(
      'withdrawn',
    );
    expect(negotiate([countered, accepted])).toBeNull();
  });

  test('NE-13 an acceptance and a withdrawal that crossed: both countries see it withdrawn', () => {
    expect(negotiate([proposed, countered, accepted, withdrawn])?.kind).toBe('withdrawn');
    expect(negotiate([withdrawn, accepted, countered, proposed])?.kind).toBe('withdrawn');
  });

  test('NE-13 the standing is a function of the set of steps, in whatever order and how often they came', () => {
    const all = [proposed, countered, accepted, withdrawn, step('counter', 'cn', 30, proposed)];
    const orders = fc
      .shuffledSubarray(all, { minLength: all.length })
      .chain((order) => fc.array(fc.constantFrom(...order)).map((again) => [...order, ...again]));
    const expected = negotiate(all);
    fc.assert(
      fc.property(orders, (steps) => {
        expect(negotiate(steps)).toEqual(expected);
      }),
    );
  });

  test('NE-13 what is signed is the canonical text of all of a step but its signature', () => {
    const text = new TextDecoder().decode(stepText(proposed));
    expect(text.startsWith('{"agreement":"01940000-')).toBe(true);
    expect(text).not.toContain('signature');
    const reordered = Object.fromEntries(Object.entries(proposed).toReversed()) as Step;
    expect(stepText(reordered)).toEqual(stepText(proposed));
    expect(stepHash({ ...proposed, signature: 'B'.repeat(86) })).not.toBe(stepHash(proposed));
  });
});
