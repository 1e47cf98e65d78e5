/** The operators' command line: `npm run gate -- <command>`. Each command is one file that registers itself. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { registerConform } from './gate/conform-command';
import { registerDoctor } from './gate/doctor-command';
import { registerEligibility } from './gate/eligibility-command';
import { useRunningDatabase } from './gate/find-database';
import { registerImport } from './gate/import-command';
import { registerPassInspect } from './gate/pass-inspect-command';
import { registerPlay } from './gate/play-command';
import { registerRebuild } from './gate/rebuild-command';
import { registerRestored } from './gate/restored-command';
import { registerSimulate } from './gate/simulate-command';
import { explain } from './start/explain';
import { readVersion } from './version';

const program = new Command('gate')
  .description(
    "The gate's own command line. Exit codes: 0 done, 1 problems were found or it failed, 2 wrong use.",
  )
  .version(await readVersion(), '-V, --version')
  .helpOption('-h, --help')
  .showHelpAfterError('("--help" lists what there is)')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : 2));

for (const register of [
  registerDoctor,
  registerImport,
  registerEligibility,
  registerPlay,
  registerRebuild,
  registerRestored,
  registerPassInspect,
  registerSimulate,
  registerConform,
]) {
  register(program);
}

// Beside a running `npm start` no command needs to be told where the database is.
program.hook('preAction', async () => {
  await useRunningDatabase(process.env, resolve(process.env.DATA_DIR ?? '.data'));
});

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
