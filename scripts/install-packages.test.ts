import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { missingPackages } from './install-packages.mjs';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** Where npm looks for `name` when the package at `path` asks for it: beside it, then in every folder above. */
function places(path: string, name: string): readonly string[] {
  const above = path.lastIndexOf('/node_modules/');
  const here = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (path === '') return [here];
  return [here, ...places(above < 0 ? '' : path.slice(0, above), name)];
}

test('the lock file names the packages of every machine: npm ci refuses one that does not (decision 005)', async () => {
  const { packages } = lockSchema.parse(JSON.parse(await readFile('package-lock.json', 'utf8')));
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) =>
      places(path, name).every((place) => packages[place] === undefined),
    ),
  );
  expect(Object.keys(packages).length).toBeGreaterThan(500);
  expect(missing).toEqual([]);
});

test('a package that is not there or of another version is missing, one of another machine is not', () => {
  const wanted = {
    '': {},
    'node_modules/there': { version: '1.0.0' },
    'node_modules/older': { version: '2.0.0' },
    'node_modules/gone': { version: '1.0.0' },
    'node_modules/of-another-machine': { version: '1.0.0', optional: true },
  };
  const present = { 'node_modules/there': { version: '1.0.0' }, 'node_modules/older': { version: '1.9.0' } };
  expect(missingPackages(wanted, present)).toEqual(['node_modules/older', 'node_modules/gone']);
});
