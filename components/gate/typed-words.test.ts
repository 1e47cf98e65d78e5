import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Browsers keep what stands in a field in their session files, unless the field says that it is not to be filled in again. */
test('OF-19 every field of the tablet that takes words says whether a browser may keep them', () => {
  const folder = import.meta.dirname;
  const fields = readdirSync(folder)
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [...source.matchAll(/<(?:TextField|LinesField|textarea)\b/g)].map(({ index }) => ({
        name,
        field: source.slice(index, source.indexOf('/>', index)),
      }));
    });
  expect(fields.length).toBeGreaterThan(10);
  const silent = fields.filter(({ field }) => !field.includes('autoComplete='));
  expect(silent.map(({ name, field }) => `${name}: ${field.replace(/\s+/g, ' ')}`)).toEqual([]);
});
