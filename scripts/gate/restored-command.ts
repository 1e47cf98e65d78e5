import type { Command } from 'commander';
import { EVERY_GATE, inGate, openDatabase } from '@/db/client';
import { gateHead } from '@/db/schema/gate-head';
import { gateIdSchema } from '@/domain/shared/identity';
import { renewEpoch } from '@/server/log/gate-head';
import { announceOnce } from '@/server/stream/announce-change';

const HELP = `
Run it once after the database was restored from a backup, before or after the server starts again. Reads DATABASE_URL.
Tablets then read every stream anew and send again what the restored log lacks; nothing has to be done on them.
Run without need it costs each tablet one reading of its gate's data, and nothing else.
Exit code: 0 done · 2 the database cannot be used
`;

export type RestoredTerminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
};

/** Runs the command; returns its exit code. */
export async function runRestored(
  databaseUrl: string | undefined,
  terminal: RestoredTerminal,
): Promise<number> {
  if (databaseUrl === undefined || databaseUrl === '') {
    terminal.err('Set DATABASE_URL to the database that was restored (npm start prints it).');
    return 2;
  }
  const { db, close } = openDatabase(databaseUrl, { max: 2 });
  try {
    const known = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
      tx.select({ gateId: gateHead.gateId }).from(gateHead).orderBy(gateHead.gateId),
    );
    for (const row of known) {
      const gateId = gateIdSchema.parse(row.gateId);
      const head = await inGate(db, { gateId, actor: null }, (tx) => renewEpoch(tx, gateId));
      terminal.out(`${gateId}: epoch ${head.epoch}, the log stands at ${head.position}`);
    }
    await announceOnce(db);
    terminal.out(`${known.length} gates renewed. Tablets notice at their next exchange.`);
    return 0;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    terminal.err(`The database cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`);
    return 2;
  } finally {
    await close();
  }
}

export function registerRestored(program: Command): void {
  program
    .command('restored')
    .description('after a restore from a backup: tell all tablets to compare with this log')
    .addHelpText('after', HELP)
    .action(async () => {
      process.exitCode = await runRestored(process.env.DATABASE_URL, {
        out: (line) => process.stdout.write(`${line}\n`),
        err: (line) => process.stderr.write(`${line}\n`),
      });
    });
}
