import { expect, test } from 'vitest';
import { CARGOES, compareDays, DAILY_FIGURES, type DayCounts } from '@/domain/report/daily';
import { dailySheet } from '@/domain/report/daily-sheet';
import { dayStart, reportDaySchema } from '@/domain/report/home-day';
import { LANE_DEEDS, reportLanes } from '@/domain/report/lanes';
import { lanesSheet } from '@/domain/report/lanes-sheet';
import { ORDER_REASONS } from '@/domain/report/order';
import { reportOrder } from '@/domain/report/order-facts';
import { orderSheet } from '@/domain/report/order-sheet';
import { INTERVALS, studyReleaseTimes } from '@/domain/report/release-times';
import { releaseTimesSheet } from '@/domain/report/release-times-sheet';
import type { Cell, Sheet, Word } from '@/domain/report/sheet';
import { WATCHES } from '@/domain/report/shifts';
import { LEFT_OUT, OWNERS } from '@/domain/report/trip';
import { gateIdSchema } from '@/domain/shared/identity';
import { AGENCIES, DIRECTIONS, GOODS_CLASSES } from '@/domain/shared/vocabulary';
import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const day = reportDaySchema.parse('2026-11-25');
const from = dayStart(day);
const until = from + 86_400_000;
const [HN, TT] = [gateIdSchema.parse('HN'), gateIdSchema.parse('TT')];
const frame = { gateId: HN, day, from, until, isSoFar: false, madeAt: until };
const counts: DayCounts = {
  passed: DIRECTIONS.flatMap((direction) => CARGOES.map((cargo) => ({ direction, cargo, count: 1 }))),
  redirected: [{ direction: 'export', to: TT, count: 1 }],
  turnedBack: [{ direction: 'export', count: 1 }],
  stock: GOODS_CLASSES.map((goods) => ({ direction: 'export' as const, class: goods, count: 1 })),
  notRegistered: [],
};
const study = studyReleaseTimes({ ...frame, firstDay: day, lastDay: day, isCut: true }, []);
const spread = { count: 6, meanMs: 1, medianMs: 1, p90Ms: 1 };

/** A sheet of every kind in which every word there is stands somewhere. */
const SHEETS: readonly Sheet[] = [
  ...[
    [counts, counts],
    [counts, null],
  ].map((days) =>
    dailySheet({
      ...frame,
      stockAt: until,
      gates: [{ gateId: HN, ...compareDays(days) }],
      total: compareDays(days),
    }),
  ),
  ...[[7], []].map((peakHours) =>
    releaseTimesSheet({
      ...study,
      vehicles: 6,
      peakHours,
      leftOut: { cancelled: 1, 'turned-back': 1, 'no-arrival': 1, clocks: 1 },
      agencies: AGENCIES.map((agency) => ({ agency, share: 0.1, ...spread })),
      groups: GOODS_CLASSES.flatMap((goods) =>
        DIRECTIONS.map((direction) => ({ direction, class: goods, ...spread })),
      ),
    }),
  ),
  releaseTimesSheet(study),
  lanesSheet(
    reportLanes({
      ...frame,
      ticks: WATCHES.flatMap(({ fromHour }) =>
        AGENCIES.map((agency) => ({
          crossingId: 'c',
          checkpoint: null,
          agency,
          device: 'd',
          at: from + fromHour * 3_600_000,
          actor: null,
        })),
      ),
      scans: [],
      deeds: LANE_DEEDS.map((deed) => ({ deed, checkpoint: null, agency: null, at: from })),
      paper: [],
      afterChecks: [null, 'justified' as const, 'unjustified' as const, 'follow-up' as const].map(
        (outcome) => ({
          plate: null,
          at: from,
          checkpoint: null,
          reason: 'r',
          outcome,
        }),
      ),
    }),
  ),
  orderSheet({
    ...frame,
    calls: (['known', 'unknown', 'altered'] as const).map((audit) => ({
      at: from,
      direction: 'export',
      yard: 'Viettel',
      vehicles: 2,
      audit,
      outOfTurn: [],
    })),
    groups: [
      ...reportOrder(frame, []).groups,
      {
        direction: 'export',
        checkpoint: null,
        watch: 'morning',
        admitted: 2,
        inversions: 9,
        unexplained: 1,
        overtaken: 1,
        byReason: { 'priority-class': 1, 'cleared-first': 1, 'called-first': 1, held: 1 },
        worst: [[], ORDER_REASONS].map((reasons) => ({
          earlier: { crossingId: 'a', plate: '12C1', class: 'ordinary', entitledAt: from },
          later: { crossingId: 'b', plate: '12C2', class: 'ordinary', entitledAt: from },
          laterAdmittedAt: from,
          earlierAdmittedAt: null,
          reasons,
        })),
      },
    ],
  }),
];

function wordsOfCell(cell: Cell): readonly Word[] {
  if (cell.kind === 'word') return [cell.word];
  return cell.kind === 'words' ? cell.words : [];
}
const wordsOf = (sheet: Sheet): readonly Word[] => [
  sheet.title,
  ...sheet.methods,
  ...sheet.tables.flatMap(({ title, columns, rows, empty, note }) => [
    title,
    ...columns,
    empty,
    ...(note === undefined ? [] : [note]),
    ...rows.flatMap(({ cells }) => cells.flatMap(wordsOfCell)),
  ]),
];

function sentence(messages: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
      messages,
    );
}

test.each([
  ['vi', vi],
  ['en', en],
  ['zh', zh],
])('RP-15 every word of a report is said in %s, with what it fills in', (_, messages) => {
  const words = SHEETS.flatMap(wordsOf);
  expect(new Set(words.map(({ key }) => key)).size).toBeGreaterThan(150);
  for (const { key, values } of words) {
    const said = sentence(messages, key);
    expect(said, key).toEqual(expect.any(String));
    const asked = [...String(said).matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name);
    expect(Object.keys(values ?? {}).sort(), key).toEqual(asked.sort());
  }
});

test.each([
  ['vi', vi],
  ['en', en],
  ['zh', zh],
])('RP-15 the closed sets of reports have a word each and none to spare, %s', (_, { report }) => {
  const keys = (words: object) => Object.keys(words).sort();
  expect(keys(report.figure)).toEqual([...DAILY_FIGURES].sort());
  expect(keys(report.interval)).toEqual([...INTERVALS].sort());
  expect(keys(report.owner)).toEqual([...OWNERS].sort());
  expect(keys(report.leftOut)).toEqual([...LEFT_OUT].sort());
  expect(keys(report.watch)).toEqual(WATCHES.map(({ watch }) => watch).sort());
  expect(keys(report.reason)).toEqual(['none', ...ORDER_REASONS].sort());
});
