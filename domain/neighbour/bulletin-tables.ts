import { clockOf, dateOf, HOME, NEIGHBOUR, type Zone } from '../flow/zones';
import type { Cell, SheetTable, Word } from '../report/sheet';
import { count, word, wordCell } from '../report/sheet';
import { GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';
import { type Content, FLOWS, type Flow } from './content';

/** `07:00 / 08:00`: Hà Nội and Bắc Kinh, the same figures in every language (rule 12). */
export const bothClocks = (at: number): string => `${clockOf(at, HOME)} / ${clockOf(at, NEIGHBOUR)}`;
/** With the day at home, `27/11 07:00 / 08:00`. */
export function bothMoments(at: number): string {
  const [, month, day] = dateOf(at, HOME).split('-');
  return `${day}/${month} ${bothClocks(at)}`;
}
/** `27/11 07:00–19:00 / 08:00–20:00`, the day at home. */
export function windowText(from: number, until: number): string {
  const span = (zone: Zone) => `${clockOf(from, zone)}–${clockOf(until, zone)}`;
  return `${bothMoments(from).slice(0, 5)} ${span(HOME)} / ${span(NEIGHBOUR)}`;
}
const ms = (instant: string): number => Date.parse(instant);
const text = (value: string): Cell => ({ kind: 'text', text: value });
const NOT_SAID: Cell = { kind: 'text', text: null };
const w = (name: string, values?: Word['values']): Word => word(`neighbour.sheet.${name}`, values);

type Kind = Content['kind'];
type Said<K extends Kind> = Extract<Content, { kind: K }>['said'];

/** The last said of a kind and flow; contents stand in the order in which they were said. */
const lastOf = <K extends 'acceptance' | 'hours' | 'queue' | 'manifest'>(
  contents: readonly Content[],
  kind: K,
  flow: Flow,
): Said<K> | null =>
  contents
    .flatMap((each) => (each.kind === kind ? [each.said as Said<K>] : []))
    .findLast((said) => said.flow === flow) ?? null;

const classes = (counts: Readonly<Partial<Record<GoodsClass, number>>>): readonly Word[] =>
  GOODS_CLASSES.flatMap((goods) => {
    const value = counts[goods];
    return value === undefined
      ? []
      : [w('classCount', { class: word(`goodsClass.${goods}`), count: count(value) })];
  });
const listed = (words: readonly Word[]): Cell => (words.length === 0 ? NOT_SAID : { kind: 'words', words });

const BY_CLASS = new Set(['limits', 'waitingByClass']);

/** Each line of the first table: what of one flow. */
const LINES: readonly {
  readonly name: string;
  readonly of: (contents: readonly Content[], flow: Flow, now: number) => Cell;
}[] = [
  {
    name: 'hours',
    of: (contents, flow, now) => {
      const said = lastOf(contents, 'hours', flow);
      if (said === null) return NOT_SAID;
      const coming = said.windows.filter(({ until }) => ms(until) > now).slice(0, 2);
      if (coming.length === 0) return wordCell('neighbour.sheet.closed');
      return text(coming.map(({ from, until }) => windowText(ms(from), ms(until))).join(' · '));
    },
  },
  {
    name: 'lanes',
    of: (contents, flow, now) => {
      const windows = lastOf(contents, 'hours', flow)?.windows ?? [];
      return count(windows.find(({ until }) => ms(until) > now)?.lanes ?? null);
    },
  },
  {
    name: 'offered',
    of: (contents, flow) => {
      const period = lastOf(contents, 'acceptance', flow)?.periods.at(-1);
      return count(period?.offered.perHour ?? null);
    },
  },
  {
    name: 'limits',
    of: (contents, flow) =>
      listed(classes(lastOf(contents, 'acceptance', flow)?.periods.at(-1)?.offered.byClass ?? {})),
  },
  {
    name: 'taken',
    of: (contents, flow) => {
      const actual = lastOf(contents, 'acceptance', flow)?.periods.findLast(
        (each) => each.actual !== null,
      )?.actual;
      return count(actual?.vehicles ?? null);
    },
  },
  {
    name: 'waiting',
    of: (contents, flow) => count(lastOf(contents, 'queue', flow)?.waiting.vehicles ?? null),
  },
  {
    name: 'waitingByClass',
    of: (contents, flow) => listed(classes(lastOf(contents, 'queue', flow)?.waiting.byClass ?? {})),
  },
  {
    name: 'longestWait',
    of: (contents, flow) => {
      const minutes = lastOf(contents, 'queue', flow)?.longestWaitMinutes ?? null;
      return { kind: 'length', ms: minutes === null ? null : minutes * 60_000 };
    },
  },
  {
    name: 'coming',
    of: (contents, flow) => count(lastOf(contents, 'manifest', flow)?.coming.vehicles ?? null),
  },
];

export const flowWord = (flow: Flow): Word => w(`flow.${flow}`);

/** What stands on a bulletin, as screen, public page and paper draw it. `now`: of the bulletin, ms. */
export function bulletinTables(contents: readonly Content[], now: number): readonly SheetTable[] {
  const tables = [
    flowTable(contents, now),
    yardTable(contents),
    eventTable(contents, now),
    receiptTable(contents),
  ];
  return tables.filter(({ id, rows }) => id === 'flows' || id === 'events' || rows.length > 0);
}

const flowTable = (contents: readonly Content[], now: number): SheetTable => ({
  id: 'flows',
  title: w('flows'),
  columns: [w('what'), ...FLOWS.map(flowWord)],
  rows: LINES.map(({ name, of }) => ({ name, cells: FLOWS.map((flow) => of(contents, flow, now)) }))
    // By class only where somebody said something of a class.
    .filter(({ name, cells }) => !BY_CLASS.has(name) || cells.some((cell) => cell !== NOT_SAID))
    .map(({ name, cells }) => ({ cells: [wordCell(`neighbour.sheet.line.${name}`), ...cells] })),
  empty: w('nothing'),
});

function yardTable(contents: readonly Content[]): SheetTable {
  const last = contents.findLast((each) => each.kind === 'yard');
  return {
    id: 'yard',
    title: w('yard'),
    columns: [w('standing'), w('places'), w('at')],
    rows:
      last?.kind === 'yard'
        ? [
            {
              cells: [
                count(last.said.standing),
                count(last.said.places),
                text(bothMoments(ms(last.said.at))),
              ],
            },
          ]
        : [],
    empty: w('nothing'),
  };
}

/** Why, and of which classes; of none: all of them. */
const closureCell = ({ reason, classes: stopped }: Said<'closure'>): Cell => ({
  kind: 'words',
  words: [w(`reason.${reason}`), ...stopped.map((goods) => word(`goodsClass.${goods}`))],
});

/** Closures and incidents that are not over; of each the last that was said. */
function eventTable(contents: readonly Content[], now: number): SheetTable {
  const closures = new Map<string, Said<'closure'>>();
  const incidents = new Map<string, Said<'incident'>>();
  for (const { kind, said } of contents) {
    if (kind === 'closure') closures.set(said.closure, said);
    if (kind === 'incident') incidents.set(said.incident, said);
  }
  return {
    id: 'events',
    title: w('events'),
    columns: [w('what'), w('direction'), w('since'), w('until')],
    rows: [
      ...[...closures.values()]
        .filter(({ lifted, until }) => !lifted && (until === null || ms(until) > now))
        .map((each) => ({
          cells: [
            closureCell(each),
            { kind: 'word', word: flowWord(each.flow) } as const,
            text(bothMoments(ms(each.from))),
            each.until === null ? NOT_SAID : text(bothMoments(ms(each.until))),
          ],
        })),
      ...[...incidents.values()]
        .filter(({ over }) => !over)
        .map((each) => ({
          cells: [
            wordCell(`neighbour.sheet.code.${each.code}`),
            { kind: 'word', word: flowWord(each.flow) } as const,
            text(bothMoments(ms(each.at))),
            NOT_SAID,
          ],
        })),
    ],
    empty: w('noEvents'),
  };
}

/** Vehicles taken over, by hour; an hour said again replaces what was said of it. */
function receiptTable(contents: readonly Content[]): SheetTable {
  const hours = new Map<string, Said<'receipt'>>();
  for (const { kind, said } of contents)
    if (kind === 'receipt') hours.set(`${said.flow} ${ms(said.from)}`, said);
  return {
    id: 'receipts',
    title: w('receipts'),
    columns: [w('since'), w('until'), w('direction'), w('line.taken')],
    rows: [...hours.values()]
      .sort((a, b) => ms(a.from) - ms(b.from))
      .map((each) => ({
        cells: [
          text(bothMoments(ms(each.from))),
          text(bothMoments(ms(each.until))),
          { kind: 'word', word: flowWord(each.flow) },
          count(each.taken.vehicles),
        ],
      })),
    empty: w('nothing'),
  };
}
