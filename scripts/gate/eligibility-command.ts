import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createTranslator } from 'use-intl/core';
import { openDatabase } from '@/db/client';
import { gateById } from '@/domain/gate/gates';
import { type ListFault, readTimeBox } from '@/domain/release/eligible-list';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import { MESSAGES } from '@/server/messages';
import { importList, type ListImport } from '@/server/release/import-list';
import { announceOnce } from '@/server/stream/announce-change';
import { importWords } from './import-words';

export type EligibilityOptions = {
  readonly gate: string;
  readonly madeAt?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly lang?: Locale;
};
export type EligibilityTerminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** ms since the epoch. */
  readonly now: () => number;
};

/** Runs the command; returns its exit code. */
export async function runEligibility(
  file: string,
  databaseUrl: string | undefined,
  options: EligibilityOptions,
  terminal: EligibilityTerminal,
): Promise<number> {
  const locale = options.lang ?? 'vi';
  const words = importWords(locale);
  const say = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'release.list' });
  const faultText = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'fault' });
  const gate = gateById(options.gate);
  if (gate === null) {
    terminal.err(say('noGate', { gate: options.gate }));
    return 1;
  }
  if (databaseUrl === undefined || databaseUrl === '') {
    terminal.err(say('noDatabase'));
    return 1;
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    terminal.err(words.openFailure(file, code));
    return 1;
  }
  const { db, close } = openDatabase(databaseUrl, { max: 2 });
  try {
    const read = await importList(
      { db, now: terminal.now(), actor: null },
      {
        gateId: gate.code,
        bytes,
        madeAt: options.madeAt ?? null,
        store: options.dryRun !== true,
      },
    );
    if (!read.ok) {
      terminal.err(read.error.kind === 'noTime' ? say('noTime') : words.sheetFault(read.error));
      return 1;
    }
    const told = (fault: ListFault): string => {
      const message =
        fault.code === 'EL-STATUS' || fault.code === 'EL-TWICE' || fault.code === 'EL-TIME'
          ? say(`fault.${fault.code}`, fault.detail)
          : faultText(fault.code, fault.detail);
      const field = say(`field.${fault.field}`);
      return say('faultLine', { line: String(fault.line), field, message, code: fault.code });
    };
    if (options.json) terminal.out(JSON.stringify(reportOf(read.value)));
    else {
      for (const fault of read.value.list.faults) terminal.out(told(fault));
      terminal.out(say('summary', summaryOf(read.value)));
      terminal.out(say(read.value.stored ? 'stored' : 'preview', { count: read.value.recorded }));
    }
    if (read.value.stored) await announceOnce(db);
    return 0;
  } finally {
    await close();
  }
}

const summaryOf = ({ list, matched }: ListImport) => ({
  entries: list.entries,
  good: list.rows.length,
  faults: list.faults.length,
  matched,
});

const reportOf = (report: ListImport) => ({
  ...summaryOf(report),
  faults: report.list.faults,
  madeAt: report.madeAt,
  recorded: report.recorded,
  stored: report.stored,
});

function timeOf(text: string): number {
  const at = readTimeBox(text);
  if (at === null) throw new InvalidArgumentError('Write day and hour of Hà Nội, as "26/11/2026 08:30".');
  return at;
}

/** `gate eligibility import FILE`: customs' list of what may leave the supervised area. */
export function registerEligibility(program: Command): void {
  program
    .command('eligibility')
    .description('who is eligible to pass the supervised area')
    .command('import')
    .description('read customs’ list (CSV or XLSX): the good rows count at once, the faulty ones are named')
    .argument('<file>', 'the list, as customs’ page saved it')
    .requiredOption('--gate <code>', 'the gate it is about')
    .option('--made-at <time>', 'when customs made it (Hà Nội), where the file does not say', timeOf)
    .option('--dry-run', 'only show what would happen')
    .option('--json', 'print one JSON object and nothing else')
    .addOption(
      new Option('--lang <language>', 'language of the sentences').choices([...LOCALES]).default('vi'),
    )
    .action(async (file: string, options: EligibilityOptions) => {
      const url = process.env.APP_DATABASE_URL ?? process.env.DATABASE_URL;
      process.exitCode = await runEligibility(file, url, options, {
        out: (line) => process.stdout.write(`${line}\n`),
        err: (line) => process.stderr.write(`${line}\n`),
        now: Date.now,
      });
    });
}
