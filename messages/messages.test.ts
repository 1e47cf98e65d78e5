import { expect, test } from 'vitest';
import english from './en.json';
import vietnamese from './vi.json';
import chinese from './zh.json';

type Tree = { readonly [key: string]: string | Tree };

/** Dotted path of every sentence with the names of what it fills in. */
function sentences(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') {
      const names = [...value.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1]);
      found.set(here, [...new Set(names)].sort().join());
    } else for (const [inner, text] of sentences(value, here)) found.set(inner, text);
  }
  return found;
}

const source = sentences(english);

test.each([
  ['vi', vietnamese],
  ['zh', chinese],
] as const)('%s says everything that English says', (_language, tree) => {
  const spoken = sentences(tree);
  expect([...spoken.keys()].sort()).toEqual([...source.keys()].sort());
});

test.each([
  ['vi', vietnamese],
  ['zh', chinese],
] as const)('%s fills in only what English fills in', (_language, tree) => {
  for (const [path, names] of sentences(tree)) {
    const known = new Set(source.get(path)?.split(','));
    const unknown = names.split(',').filter((name) => !known.has(name));
    expect(unknown, path).toEqual([]);
  }
});

test('no sentence is left empty', () => {
  for (const [language, tree] of Object.entries({ vi: vietnamese, en: english, zh: chinese })) {
    const texts = JSON.stringify(tree).match(/:""/g);
    expect(texts, language).toBeNull();
  }
});
