import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import type { MappedColumns } from '@/domain/declaration/map-columns';
import { type ManifestRow, readManifest } from '@/domain/declaration/read-manifest';
import type { Submission } from '@/domain/declaration/submission';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import { MAX_BYTES, MAX_ROWS, readSheet, type Sheet } from '@/sheets/read-sheet';
import { readChoices, readDefaults, settleColumns } from './import-columns';
import { type ImportWords, importWords, type ReportedFault } from './import-words';

export type ImportOptions = {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly map?: readonly string[];
  readonly set?: readonly string[];
  readonly gate?: string;
  readonly lang?: Locale;
};

/** Where words go. `out` is for results alone; progress, questions and complaints go to `err`. */
export type ImportTerminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** A line that replaces itself. */
  readonly progress: (line: string) => void;
  /** Null when nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
};

const ROWS_PER_PROGRESS = 1000;

type Read = { readonly sheet: Sheet; readonly mapped: MappedColumns; readonly defaults: Partial<Submission> };

/** The file's sheet with its columns understood, or sentences that say why not. */
async function readFileColumns(
  file: string,
  options: ImportOptions,
  words: ImportWords,
  ask: ImportTerminal['ask'],
): Promise<Read | readonly string[]> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    const tooLarge = { kind: 'tooLarge', maxMegabytes: MAX_BYTES / 1024 / 1024, maxRows: MAX_ROWS } as const;
    if (size > MAX_BYTES) return [words.sheetFault(tooLarge)];
    bytes = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return [words.openFailure(file, code)];
  }
  const read = await readSheet(bytes);
  if (!read.ok) return [words.sheetFault(read.error)];
  const choices = readChoices(options.map ?? [], read.value, words);
  if (typeof choices === 'string') return [choices];
  const said = readDefaults(options.set ?? [], words);
  if (typeof said === 'string') return [said];
  const defaults = options.gate === undefined ? said : { ...said, gate: options.gate };
  const settled = await settleColumns(read.value, choices, defaults, ask, words);
  return 'doubts' in settled ? settled.doubts : { sheet: read.value, mapped: settled.mapped, defaults };
}

type Report = {
  readonly rows: number;
  readonly accepted: number;
  readonly drafts: number;
  readonly faults: readonly ReportedFault[];
};

function reportOf(rows: readonly ManifestRow[], mapped: MappedColumns, words: ImportWords): Report {
  const accepted = rows.filter((row) => row.accepted !== null).length;
  return {
    rows: rows.length,
    accepted,
    drafts: rows.length - accepted,
    faults: rows.flatMap((row) => row.faults.map((fault) => words.reported(row, fault, mapped))),
  };
}

function tell(report: Report, mapped: MappedColumns, words: ImportWords, terminal: ImportTerminal): void {
  const headers = mapped.mapping.headers.filter((header) => header.trim() !== '');
  const known = headers.length - mapped.unused.length;
  terminal.out(words.say('columns', { known: String(known), total: String(headers.length) }));
  if (mapped.unused.length > 0) {
    terminal.out(
      words.say('unused', { headers: mapped.unused.map((header) => `“${header.trim()}”`).join(', ') }),
    );
  }
  for (const fault of report.faults)
    terminal.out(words.say('faultLine', { ...fault, row: String(fault.row) }));
  terminal.out(words.say('summary', { ...report, faults: report.faults.length }));
}

/** Runs the command; returns its exit code. Nothing is stored, and no database is asked, with `dryRun`. */
export async function runImport(
  file: string,
  options: ImportOptions,
  terminal: ImportTerminal,
): Promise<0 | 1> {
  const words = importWords(options.lang ?? 'vi');
  if (!options.json) terminal.err(words.say('reading', { file: basename(file) }));
  const read = await readFileColumns(file, options, words, terminal.ask);
  if (!('sheet' in read)) {
    for (const line of read) terminal.err(line);
    return 1;
  }
  const total = String(read.sheet.rows.length);
  const rows = readManifest(read.sheet.rows, read.mapped.mapping, read.defaults, (done) => {
    if (done % ROWS_PER_PROGRESS === 0)
      terminal.progress(words.say('progress', { done: String(done), total }));
  });
  const report = reportOf(rows, read.mapped, words);
  if (!options.json) tell(report, read.mapped, words, terminal);
  if (options.dryRun) {
    terminal.out(options.json ? JSON.stringify(report) : words.say('dryRun'));
    return 0;
  }
  // Loaded here and not above: a preview needs no database.
  const { storeManifest } = await import('@/server/declaration/store-manifest');
  const stored = await storeManifest(
    rows.filter((row) => row.accepted !== null),
    rows.filter((row) => row.accepted === null),
    {
      fileName: basename(file),
      onProgress: (done) =>
        terminal.progress(words.say('storing', { done: String(done), total: String(rows.length) })),
    },
  );
  terminal.out(options.json ? JSON.stringify({ ...report, stored }) : words.say('stored', stored));
  return 0;
}

/** The terminal this process sits at. A question needs somebody at the keyboard who sees it. */
function processTerminal(): ImportTerminal & { close(): void } {
  const isInteractive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const lines = isInteractive ? createInterface({ input: process.stdin, output: process.stderr }) : null;
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    progress: (line) => process.stderr.write(process.stderr.isTTY ? `\r${line} ` : `${line}\n`),
    ask: lines && ((question) => lines.question(question)),
    close: () => lines?.close(),
  };
}

const collect = (value: string, values: readonly string[] = []): readonly string[] => [...values, value];

/** `gate import FILE`: a firm's sheet becomes declarations, and drafts where something has to be corrected. */
export function registerImport(program: Command): void {
  program
    .command('import')
    .description(
      'read a manifest (CSV or XLSX): good rows become declarations, the others drafts with their faults',
    )
    .argument('<file>', 'the sheet, as the firm saved it')
    .option('--dry-run', 'only show what would happen; needs no database')
    .option('--json', 'print one JSON object {rows, accepted, drafts, faults} and nothing else')
    .option(
      '--map <header=field>',
      'say what a column is; repeatable; "header=ignore" leaves it out',
      collect,
    )
    .option('--set <field=value>', 'a value for rows that have none; repeatable', collect)
    .option('--gate <code>', 'short for --set gate=CODE')
    .addOption(
      new Option('--lang <language>', 'language of the sentences').choices([...LOCALES]).default('vi'),
    )
    .action(async (file: string, options: ImportOptions) => {
      const terminal = processTerminal();
      try {
        process.exitCode = await runImport(file, options, terminal);
      } finally {
        terminal.close();
      }
    });
}
