import type { Command } from 'commander';
import { EVERY_GATE, inGate, openDatabase } from '@/db/client';
import { gateHead } from '@/db/schema/gate-head';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { type Difference, rebuildProjections } from '@/server/log/rebuild-projections';

const HELP = `
Reads DATABASE_URL. A sound database shows no difference: rebuild must change nothing.
Exit code: 0 no difference, or all of them mended · 1 differences found with --check · 2 the database cannot be used
`;

export type RebuildOptions = {
  readonly gate?: readonly string[];
  readonly check?: boolean;
  readonly json?: boolean;
};

export type RebuildTerminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** ms since the epoch. */
  readonly now: () => number;
};

/** Runs the command; returns its exit code. */
export async function runRebuild(
  databaseUrl: string | undefined,
  options: RebuildOptions,
  terminal: RebuildTerminal,
): Promise<number> {
  if (databaseUrl === undefined || databaseUrl === '') {
    terminal.err('Set DATABASE_URL to the database that shall be rebuilt (npm start prints it).');
    return 2;
  }
  const { db, close } = openDatabase(databaseUrl, { max: 2 });
  const mend = options.check !== true;
  try {
    const known = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
      tx.select({ gateId: gateHead.gateId }).from(gateHead).orderBy(gateHead.gateId),
    );
    const gates = known
      .map((row) => gateIdSchema.parse(row.gateId))
      .filter((gateId) => options.gate === undefined || options.gate.includes(gateId));
    const rebuilt: { gateId: GateId; crossings: number; differences: readonly Difference[] }[] = [];
    for (const gateId of gates) {
      const result = await rebuildProjections(db, gateId, { mend, now: terminal.now() });
      rebuilt.push({ gateId, ...result });
      if (options.json !== true)
        for (const line of linesOf(gateId, result.crossings, result.differences)) terminal.out(line);
    }
    const differences = rebuilt.reduce((sum, one) => sum + one.differences.length, 0);
    if (options.json === true) terminal.out(JSON.stringify({ mended: mend, gates: rebuilt }));
    else terminal.out(summary(differences, mend));
    return differences > 0 && !mend ? 1 : 0;
  } catch (error) {
    terminal.err(`The database cannot be used: ${error instanceof Error ? reasonOf(error) : String(error)}`);
    return 2;
  } finally {
    await close();
  }
}

function* linesOf(gateId: string, crossings: number, differences: readonly Difference[]): Iterable<string> {
  yield `${gateId}: ${crossings} crossings folded, ${differences.length} differences`;
  for (const one of differences) yield `  ${one.what} ${one.id}: ${one.columns.join(', ')}`;
}

function summary(differences: number, mend: boolean): string {
  if (differences === 0) return 'No difference: the projections are what the log says.';
  return mend ? `${differences} differences mended.` : `${differences} differences found, nothing changed.`;
}

/** The driver's own sentence; the query builder's wrapper only repeats the statement. */
const reasonOf = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;

export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description('fold every crossing anew from the log, compare with what is stored, mend what differs')
    .option('--check', 'only compare: change nothing, exit 1 if anything differs')
    .option('--gate <code...>', 'only these gates')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', HELP)
    .action(async (options: RebuildOptions) => {
      process.exitCode = await runRebuild(process.env.DATABASE_URL, options, {
        out: (line) => process.stdout.write(`${line}\n`),
        err: (line) => process.stderr.write(`${line}\n`),
        now: Date.now,
      });
    });
}
