import { createTranslator } from 'use-intl/core';
import { expect, test } from 'vitest';
import { bulletinTables } from '@/domain/neighbour/bulletin-tables';
import {
  CLOSURE_REASONS,
  type Content,
  DEEDS,
  FLOWS,
  gateSchema,
  INCIDENT_CODES,
  type Step,
  type Terms,
} from '@/domain/neighbour/content';
import { negotiationTable } from '@/domain/neighbour/negotiation-table';
import { cellText, type Speaker, wordText } from '@/domain/report/cell-text';
import type { SheetTable } from '@/domain/report/sheet';
import { hashSchema } from '@/domain/shared/identity';
import { GOODS_CLASSES } from '@/domain/shared/vocabulary';
import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const gate = gateSchema.parse('HN');
const at = (hour: number) => `2026-11-27T${String(hour).padStart(2, '0')}:00:00.000+07:00`;
const span = { from: at(8), until: at(9) };
const byClass = Object.fromEntries(GOODS_CLASSES.map((goods) => [goods, 3]));
const vehicles = { vehicles: 18, byClass };
const uuid = (n: number) => `019ac0de-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Everything that may be said, each reason and code once. */
const CONTENTS: readonly Content[] = [
  ...FLOWS.flatMap((flow): readonly Content[] => {
    const place = { gate, flow };
    const windows = [{ ...span, lanes: 6 }];
    const named = { by: 'token' as const, day: '2026-11-27', list: [] };
    const offered = { perHour: 45, byClass };
    return [
      { kind: 'hours', said: { ...place, ...span, zone: 'Asia/Ho_Chi_Minh', windows } },
      { kind: 'acceptance', said: { ...place, periods: [{ ...span, offered, actual: vehicles }] } },
      { kind: 'queue', said: { ...place, at: at(8), waiting: vehicles, longestWaitMinutes: 400 } },
      { kind: 'manifest', said: { ...place, ...span, coming: vehicles, named } },
      { kind: 'receipt', said: { ...place, ...span, taken: vehicles, named } },
      ...CLOSURE_REASONS.map((reason, n): Content => {
        const said = { ...place, closure: uuid(n), ...span, classes: [], reason, lifted: false };
        return { kind: 'closure', said };
      }),
      ...INCIDENT_CODES.map((code, n): Content => {
        return { kind: 'incident', said: { ...place, incident: uuid(n), at: at(8), code, over: false } };
      }),
    ];
  }),
  { kind: 'yard', said: { gate, at: at(8), places: 450, standing: 380 } },
];
const TERMS: readonly Terms[] = [
  { about: 'quota', gate, flow: 'vn-cn', ...span, quota: { perHour: 45, byClass } },
  { about: 'hours', gate, flow: 'cn-vn', ...span, zone: 'Asia/Ho_Chi_Minh', windows: [span] },
];
const STEPS: readonly Step[] = TERMS.flatMap((terms) =>
  DEEDS.map((deed, n): Step => {
    const signed = { signedAt: at(8), keyId: 'a'.repeat(16), signature: 'A'.repeat(86) };
    const previous = n === 0 ? null : hashSchema.parse('a'.repeat(64));
    const by = n % 2 === 0 ? 'vn' : 'cn';
    return { agreement: uuid(1), step: n + 1, deed, by, terms, previous, ...signed };
  }),
);

const TABLES: readonly SheetTable[] = [
  ...bulletinTables(CONTENTS, Date.parse(at(8))),
  ...bulletinTables([], 0),
  negotiationTable(STEPS),
];

test.each([
  ['vi', vi],
  ['en', en],
  ['zh', zh],
] as const)('every word of bulletins and agreements is said in %s', (locale, messages) => {
  const unsaid: string[] = [];
  const translate = createTranslator({
    locale,
    messages: messages as typeof en,
    onError: ({ message }) => unsaid.push(message),
  });
  const speaker: Speaker = {
    locale,
    translate: (key, values) => translate(key as Parameters<typeof translate>[0], values as never),
  };
  let said = 0;
  for (const { title, empty, columns, rows } of TABLES) {
    said += [title, empty, ...columns].map((each) => wordText(speaker, each)).length;
    said += rows.flatMap(({ cells }) => cells.map((cell) => cellText(speaker, cell))).length;
  }
  expect(said).toBeGreaterThan(150);
  expect(unsaid).toEqual([]);
});
