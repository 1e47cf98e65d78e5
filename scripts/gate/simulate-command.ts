import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  SIMULATED_FAULTS,
  startSimulatedVasscm,
} from '@/server/connectors/vasscm/simulator/simulated-vasscm';

const HELP = `
Answers the protocol of docs/protocols/vasscm.md on 127.0.0.1 until it is stopped. Start the gate with VASSCM_URL set to it:
  VASSCM_URL=http://127.0.0.1:4100 npm start
While it runs, order it about by POST /control with JSON:
  {"do": "fault", "fault": "html"}            faults: ${SIMULATED_FAULTS.join(' ')}
  {"do": "answer", "item": {"declaration": "30612345678", "container": null, "eligible": false, "asOf": "2026-11-26T09:00:00+07:00"}}
  {"do": "unknown-are", "eligible": true}     what is said of declarations nobody spoke of
`;

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Write a port from 1 to 65535, or 0 for any free one.');
  return port;
}

/** `gate simulate vasscm`: a supervised-area system to try against, with its troubles. */
export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('run a simulated system of another authority')
    .command('vasscm')
    .description('customs’ supervised-area system: who is eligible to leave')
    .option('--port <n>', 'port on 127.0.0.1', portOf, 4100)
    .option('--token <text>', 'ask for this bearer token (VASSCM_TOKEN)')
    .addOption(
      new Option('--unknown <answer>', 'what is said of declarations nobody spoke of')
        .choices(['eligible', 'not-eligible', 'nothing'])
        .default('eligible'),
    )
    .addOption(
      new Option('--fault <name>', 'begin with this fault').choices([...SIMULATED_FAULTS]).default('none'),
    )
    .addHelpText('after', HELP)
    .action(async (options) => {
      const simulator = await startSimulatedVasscm({
        port: options.port,
        token: options.token ?? null,
        unknownAre: options.unknown === 'nothing' ? null : options.unknown === 'eligible',
        now: Date.now,
      });
      const fault = SIMULATED_FAULTS.find((known) => known === options.fault) ?? 'none';
      simulator.order({ do: 'fault', fault });
      process.stdout.write(`Simulated VASSCM at ${simulator.url} (fault: ${fault}). Stop with Ctrl+C.\n`);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await simulator.stop();
    });
}
