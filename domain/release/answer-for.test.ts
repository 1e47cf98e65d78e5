import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, isAbout, isNews, newestAnswer, REAFFIRMED_AFTER_MS } from './answer-for';

const NOW = Date.UTC(2026, 10, 26, 2);
const HOUR = 3_600_000;
const binding = {
  plate: '51C98765',
  trailer: null,
  container: 'CSQU3054383',
  seal: null,
  customsDeclaration: '30612345678',
};
const answer = (change: Partial<Answer> = {}): Answer => ({
  source: 'vasscm',
  declaration: '30612345678',
  container: null,
  eligible: true,
  asOf: NOW,
  ...change,
});
const standing = (eligible: boolean, at: number) => ({ eligible, at, source: 'list' as const });

test('RE-8 the same first 11 digits, and the same container where one is named', () => {
  expect(isAbout(answer(), binding)).toBe(true);
  expect(isAbout(answer({ container: 'CSQU3054383' }), binding)).toBe(true);
  expect(isAbout(answer({ container: 'MSKU0000222' }), binding)).toBe(false);
  expect(isAbout(answer({ container: 'CSQU3054383' }), { ...binding, container: null })).toBe(false);
  expect(isAbout(answer({ declaration: '30612345679' }), binding)).toBe(false);
  expect(isAbout(answer(), { ...binding, customsDeclaration: null })).toBe(false);
});

test('RE-9 what tells nothing new is no fact', () => {
  expect(isNews(answer(), null, NOW)).toBe(true);
  expect(isNews(answer({ asOf: NOW - 5 * HOUR }), null, NOW)).toBe(false);
  expect(isNews(answer({ asOf: NOW - 5 * HOUR, eligible: false }), null, NOW)).toBe(true);
  expect(isNews(answer(), standing(true, NOW), NOW)).toBe(false);
  expect(isNews(answer(), standing(true, NOW - REAFFIRMED_AFTER_MS + 1), NOW)).toBe(false);
  expect(isNews(answer(), standing(true, NOW - REAFFIRMED_AFTER_MS), NOW)).toBe(true);
  expect(isNews(answer({ eligible: false }), standing(true, NOW), NOW)).toBe(true);
  expect(isNews(answer({ eligible: true }), standing(false, NOW), NOW)).toBe(false);
  expect(isNews(answer({ eligible: false, asOf: NOW - 1 }), standing(true, NOW), NOW)).toBe(false);
});

test('RE-9 duplicates and any order of arrival end at the newest answer, and once there write nothing more', () => {
  const some = fc.array(
    fc.record({ eligible: fc.boolean(), asOf: fc.integer({ min: NOW - 3 * HOUR, max: NOW }) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (said, chance) => {
      const answers = said.map((one) => answer(one));
      const shuffled = [...answers, ...answers]
        .map((one): [number, Answer] => [chance.next().value, one])
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one);
      let known: ReturnType<typeof standing> | null = null;
      // As the centre does: every arrival is kept, and the newest of what is kept is held against what stands.
      for (const at of shuffled.keys()) {
        const held = newestAnswer(shuffled.slice(0, at + 1), binding);
        if (held !== null && isNews(held, known, NOW)) known = standing(held.eligible, held.asOf);
      }
      const newest = newestAnswer(answers, binding);
      expect(newest).not.toBeNull();
      // Fresher "eligible" may be left unsaid for half an hour; what is said of leaving is never other than the newest.
      expect(known?.eligible).toBe(newest?.eligible);
      expect(newest !== null && isNews(newest, known, NOW)).toBe(false);
    }),
  );
});
