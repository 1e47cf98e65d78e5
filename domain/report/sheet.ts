import type { GateId } from '../shared/identity';

/**
 * A report as tables of typed cells, without a word of any language: the screen, CSV, XLSX, PDF and the mail all draw this
 * one thing (RP-15). Words are named by their place in the messages.
 */
export type Word = {
  /** Dotted place in the messages, e.g. `report.figure.total`. */
  readonly key: string;
  readonly values?: Readonly<Record<string, Cell | Word>>;
};

export type Cell =
  | { readonly kind: 'count'; readonly value: number | null }
  /** One decimal. */
  | { readonly kind: 'mean'; readonly value: number | null }
  | { readonly kind: 'length'; readonly ms: number | null }
  /** 0–1. */
  | { readonly kind: 'share'; readonly value: number | null }
  /** `isClock`: of the report's own day, so that the day need not be said again on screen and paper. */
  | { readonly kind: 'moment'; readonly at: number | null; readonly isClock?: true }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'gate'; readonly gateId: GateId }
  | { readonly kind: 'plate'; readonly plate: string | null }
  /** Somebody's own words: never a formula in a file (RP-15). */
  | { readonly kind: 'text'; readonly text: string | null }
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'words'; readonly words: readonly Word[] };

export type SheetRow = {
  readonly cells: readonly Cell[];
  /** A sum of others, or a heading of its part. */
  readonly isTotal?: boolean;
  /** How deep it stands below a total. */
  readonly depth?: 0 | 1;
};

export type SheetTable = {
  readonly id: string;
  readonly title: Word;
  readonly columns: readonly Word[];
  readonly rows: readonly SheetRow[];
  /** Said in place of the table when it has no row. */
  readonly empty: Word;
  readonly note?: Word;
};

/** What is drawn above the tables on screen; its figures stand in the tables or are of earlier days. */
export type Picture =
  | {
      readonly kind: 'trend';
      /** Oldest first; null: not on record. */
      readonly days: readonly {
        readonly day: string;
        readonly export: number | null;
        readonly import: number | null;
      }[];
    }
  | { readonly kind: 'shares'; readonly parts: readonly { readonly word: Word; readonly share: number }[] };

export const REPORTS = ['daily', 'release-times', 'lanes', 'order'] as const;
export type OrderedReport = (typeof REPORTS)[number];
/** `own`: a firm's own crossings, beside the gate's. */
export type ReportName = OrderedReport | 'own';

export type Sheet = {
  readonly report: ReportName;
  readonly title: Word;
  /** Null: the whole province. */
  readonly gateId: GateId | null;
  readonly from: number;
  readonly until: number;
  readonly isSoFar: boolean;
  readonly madeAt: number;
  readonly picture: Picture | null;
  readonly tables: readonly SheetTable[];
  /** How the figures were got; in every copy of the report. */
  readonly methods: readonly Word[];
};

export const word = (key: string, values?: Word['values']): Word =>
  values === undefined ? { key } : { key, values };
/** The headings of a table. */
export const columns = (...names: readonly string[]): readonly Word[] =>
  names.map((name) => word(`report.column.${name}`));
export const wordCell = (key: string, values?: Word['values']): Cell => ({
  kind: 'word',
  word: word(key, values),
});
export const count = (value: number | null): Cell => ({ kind: 'count', value });
export const mean = (value: number | null): Cell => ({ kind: 'mean', value });
export const length = (ms: number | null): Cell => ({ kind: 'length', ms });
/** A moment beside the report's period: within it the clock is enough. */
export const momentIn = (
  { from, until }: { readonly from: number; readonly until: number },
  at: number,
): Cell => (at >= from && at <= until ? { kind: 'moment', at, isClock: true } : { kind: 'moment', at });
export const share = (value: number | null): Cell => ({ kind: 'share', value });
