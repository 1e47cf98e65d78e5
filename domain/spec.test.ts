import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Rules are mostly proven beside them; some only where a sheet, a command, a store or a screen is read. */
const FOLDERS = ['domain', 'offline', 'server', 'scripts', 'messages', 'db', 'sheets', 'e2e'];
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SECTIONS = [
  'ID',
  'PS',
  'AD',
  'EV',
  'FO',
  'PR',
  'IN',
  'FL',
  'SL',
  'BO',
  'AC',
  'CO',
  'DV',
  'RE',
  'RP',
  'FE',
  'FM',
  'IM',
  'PO',
  'TE',
  'NE',
  'FV',
  'GA',
  'DE',
  'BU',
];
const files = FOLDERS.map((folder) => join(ROOT, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))));
const text = (ending: RegExp) =>
  files.filter((name) => ending.test(name)).map((name) => readFileSync(name, 'utf8'));

const rules = text(/SPEC\.md$/).flatMap((spec) =>
  [...spec.matchAll(/^- \*\*([A-Z]{2}-\d+)\*\*/gm)].map(([, rule]) => rule),
);
const named = new Set(
  text(/(\.test|\.spec|-contract)\.ts$/).flatMap(
    (source) => source.match(/(?<=['"`][^'"`\n]*)\b[A-Z]{2}-\d+\b/g) ?? [],
  ),
);

test('every numbered rule of the SPEC has a test that bears its number, and is numbered once', () => {
  expect(rules.length).toBeGreaterThan(40);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  expect(rules.filter((rule) => rule !== undefined && !named.has(rule))).toEqual([]);
});

test('the domain has one SPEC, its sections in one order and each with its own letters', () => {
  const spec = readFileSync(join(ROOT, 'domain', 'SPEC.md'), 'utf8');
  const sections = spec.split(/^## /m).slice(1);
  expect(sections.map((section) => section.slice(0, 2))).toEqual(SECTIONS);
  for (const section of sections) {
    const strangers = [...section.matchAll(/^- \*\*([A-Z]{2})-/gm)].filter(
      ([, letters]) => letters !== section.slice(0, 2),
    );
    expect(strangers.map(([rule]) => rule)).toEqual([]);
  }
});
