import { expect, test } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import vi from '../../messages/vi.json' with { type: 'json' };
import zh from '../../messages/zh.json' with { type: 'json' };
import { checkSubmission } from '../declaration/check-submission';
import { mapColumns } from '../declaration/map-columns';
import { SUBMISSION_FIELDS } from '../declaration/submission';
import { LOCALES } from '../shared/locales';
import { TEMPLATE_FIELDS, templateRows } from './template';

const MESSAGES = { vi, en, zh };

test('IM-3 the template asks for every field once', () => {
  expect([...TEMPLATE_FIELDS].sort()).toEqual([...SUBMISSION_FIELDS].sort());
});

test.each(LOCALES)('IM-3 the worked rows of the template pass the rules (%s)', (locale) => {
  const kinds = templateRows(locale).map((row) => {
    const { accepted, faults } = checkSubmission(row);
    expect(faults).toEqual([]);
    return accepted?.kind;
  });
  expect(kinds).toEqual(['loaded', 'transshipment', 'empty']);
});

test.each(LOCALES)('IM-3 the headers of the template are all understood (%s)', (locale) => {
  const words = MESSAGES[locale].importSheet.field;
  const headers = [words.row, ...TEMPLATE_FIELDS.map((field) => words[field])];
  const rows = templateRows(locale).map((row, at) => [
    String(at + 1),
    ...TEMPLATE_FIELDS.map((field) => row[field]),
  ]);
  const { mapping, unsure, missing, unused } = mapColumns(headers, rows);
  expect({ unsure, missing, unused }).toEqual({ unsure: [], missing: [], unused: [] });
  expect(mapping.rowColumn).toBe(0);
  for (const [at, field] of TEMPLATE_FIELDS.entries()) expect(mapping.columns[field], field).toBe(at + 1);
});
