import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import vietnamese from '@/messages/vi.json';
import parts from './word-parts.json';

/** A screen that asks for words which its part lacks would show their keys: read off every screen that a page can come to. */
const PAGES: Readonly<Record<keyof typeof parts, readonly string[]>> = {
  pass: ['app/(driver)/p/page.tsx'],
  gate: ['app/(gate)/layout.tsx', 'app/(gate)/gate/page.tsx'],
  board: [
    'app/(board)/layout.tsx',
    'app/(board)/board/page.tsx',
    'app/(board)/board/gate/page.tsx',
    'app/(board)/board/[gate]/page.tsx',
  ],
};

const IMPORT = /(?:\bfrom|\bimport\(|^import)\s*(['"])([^'"]+)\1/gm;
const TYPES_ALONE = /^(?:import|export) type\b[^;]*;/gm;

function fileOf(from: string, named: string): string | null {
  const path = named.startsWith('@/')
    ? named.slice(2)
    : named.startsWith('.')
      ? join(dirname(from), named)
      : null;
  return [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(file)) ?? null;
}

/** Every file that a page reaches, at once or later. */
function reached(pages: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open = [...pages];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const text = readFileSync(file, 'utf8').replace(TYPES_ALONE, '');
    found.set(file, text);
    for (const [, , named = ''] of text.matchAll(IMPORT)) {
      const next = fileOf(file, named);
      if (next !== null) open.push(next);
    }
  }
  return found;
}

test.each(Object.entries(PAGES))(
  'the part of %s has the words of its screens and no others',
  (part, pages) => {
    const files = reached(pages);
    expect(files.size).toBeGreaterThan(40);
    const asked = new Set<string>();
    for (const [file, text] of files)
      for (const [, named = ''] of text.matchAll(/\buseTranslations\(([^)]*)\)/g)) {
        expect(named, `${file} asks for words by a name that cannot be read here`).toMatch(/^'[\w.-]+'$/);
        asked.add(named.slice(1, -1));
      }
    // Whoever has all of a section has each of its parts.
    const names = [...asked].filter((name) => ![...asked].some((other) => name.startsWith(`${other}.`)));
    expect(parts[part as keyof typeof parts]).toEqual(names.toSorted());
    for (const name of names) expect(vietnamese).toHaveProperty(name);
  },
);
