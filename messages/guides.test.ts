import { expect, test } from 'vitest';
import { GUIDE_ROLES, loadGuide, ROLE_EXAMPLES } from '@/components/help/role-guides';
import { EXAMPLES, workedFees } from '@/components/help/worked-fees';
import { LOCALES } from '@/domain/shared/locales';
import english from './guides/en.json';
import vietnamese from './guides/vi.json';
import chinese from './guides/zh.json';

test('PO-13 every role has its guide and its examples, step for step in every language, each short', () => {
  expect(Object.keys(english.topics).sort()).toEqual([...GUIDE_ROLES].sort());
  expect(Object.keys(english.examples).sort()).toEqual([...EXAMPLES].sort());
  expect(new Set(GUIDE_ROLES.flatMap((role) => ROLE_EXAMPLES[role])).size).toBe(EXAMPLES.length);
  const shape = ({ topics, examples }: typeof english) => [
    GUIDE_ROLES.map((role) => topics[role].map(({ steps }) => steps.length)),
    EXAMPLES.map((example) => examples[example].steps.map((step) => step.match(/\{\w+\}/g) ?? [])),
  ];
  for (const guide of [vietnamese, chinese]) expect(shape(guide)).toEqual(shape(english));
  const steps = [...GUIDE_ROLES.flatMap((role) => english.topics[role]), ...Object.values(english.examples)];
  for (const step of steps.flatMap((each) => each.steps)) expect(step.length, step).toBeLessThan(140);
});

test('PO-13 the fees of the examples are the published ones', () => {
  expect(EXAMPLES.map(workedFees)).toEqual([
    { infrastructure: 800_000, fee: 800_000 },
    { infrastructure: 100_000, fee: 100_000 },
    { infrastructure: 390_000, fee: 390_000 },
    { infrastructure: 90_000, fee: 600_000 },
  ]);
});

test('PO-13 each language brings its own words', async () => {
  const titles = await Promise.all(
    LOCALES.map(async (locale) => (await loadGuide(locale)).topics.driver[0]?.title),
  );
  expect(new Set(titles).size).toBe(LOCALES.length);
});
