import { type Command, InvalidArgumentError, Option } from 'commander';
import { startSimulatedBank } from '@/server/connectors/bank/simulator/simulated-bank';
import { startSimulatedMail } from '@/server/connectors/mail/simulator/simulated-mail';
import { SIMULATED_FAULTS as MAIL_FAULTS } from '@/server/connectors/mail/simulator/smtp-session';
import {
  SIMULATED_FAULTS as MESSAGE_FAULTS,
  startSimulatedMessages,
} from '@/server/connectors/messages/simulator/simulated-messages';
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

const MAIL_HELP = `
Takes mail by SMTP on 127.0.0.1, passes none of it on, and shows it in a browser. Start the gate with MAIL_URL set to it:
  MAIL_URL=smtp://127.0.0.1:4125 npm start
While it runs, order it about by POST /control at the address of the page:
  {"do": "fault", "fault": "busy"}            faults: ${MAIL_FAULTS.join(' ')}
`;

const MESSAGES_HELP = `
Answers the protocol of docs/protocols/messages.md on 127.0.0.1, passes nothing on, and shows codes and invitations in a
browser. Start the gate with MESSAGES_URL set to it:
  MESSAGES_URL=http://127.0.0.1:4130 npm start
While it runs, order it about by POST /control with JSON:
  {"do": "fault", "fault": "busy"}            faults: ${MESSAGE_FAULTS.join(' ')}
`;

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Write a port from 1 to 65535, or 0 for any free one.');
  return port;
}

const untilStopped = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

const BANK_HELP = `
Give the gate BANK_URL, FEE_BANK and FEE_ACCOUNT, then pay by what a payment code says:
  curl -X POST http://127.0.0.1:4101/control -d '{"do":"pay","code":"000201…"}'
  curl -X POST http://127.0.0.1:4101/control -d '{"do":"transfer","amount":390000,"words":"LSH… thanks"}'
  curl -X POST http://127.0.0.1:4101/control -d '{"do":"fault","fault":"twice"}'
`;

/** `gate simulate vasscm`, `bank`, `mail`, `messages`: other people's systems to try against, with their troubles. */
export function registerSimulate(program: Command): void {
  const simulate = program.command('simulate').description('run a simulated system of somebody else');
  registerMail(simulate);
  registerBank(simulate);
  registerMessages(simulate);
  simulate
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
      await untilStopped();
      await simulator.stop();
    });
}

function registerBank(simulate: Command): void {
  simulate
    .command('bank')
    .description('a bank that tells what came in on the fee account')
    .option('--port <n>', 'port on 127.0.0.1', portOf, 4101)
    .option('--account <number>', 'the account (FEE_ACCOUNT)', '0011000123456')
    .option('--token <text>', 'ask for this bearer token (BANK_TOKEN)')
    .addHelpText('after', BANK_HELP)
    .action(async (options) => {
      const bank = await startSimulatedBank({
        port: options.port,
        account: options.account,
        token: options.token ?? null,
        now: Date.now,
      });
      process.stdout.write(`Simulated bank at ${bank.url}, account ${options.account}. Stop with Ctrl+C.\n`);
      await untilStopped();
      await bank.stop();
    });
}

function registerMail(simulate: Command): void {
  simulate
    .command('mail')
    .description('a mail server that shows what it was sent')
    .option('--port <n>', 'SMTP port on 127.0.0.1', portOf, 4125)
    .option('--page <n>', 'port on 127.0.0.1 where the mails are shown', portOf, 4126)
    .addOption(
      new Option('--fault <name>', 'begin with this fault').choices([...MAIL_FAULTS]).default('none'),
    )
    .addHelpText('after', MAIL_HELP)
    .action(async (options) => {
      const simulator = await startSimulatedMail({
        port: options.port,
        shownPort: options.page,
        onMail: ({ to, subject }) => process.stdout.write(`to ${to.join(', ')}: ${subject}\n`),
      });
      simulator.order(MAIL_FAULTS.find((known) => known === options.fault) ?? 'none');
      process.stdout.write(
        `Simulated mail server at ${simulator.url}, mails at ${simulator.shownAt}. Stop with Ctrl+C.\n`,
      );
      await untilStopped();
      await simulator.stop();
    });
}

function registerMessages(simulate: Command): void {
  simulate
    .command('messages')
    .description('a provider of text messages and mails that shows codes and invitations')
    .option('--port <n>', 'port on 127.0.0.1, also of the page', portOf, 4130)
    .option('--token <text>', 'ask for this bearer token (MESSAGES_TOKEN)')
    .option('--receipts <url>', 'tell there that a message was delivered, with the token')
    .addOption(
      new Option('--fault <name>', 'begin with this fault').choices([...MESSAGE_FAULTS]).default('none'),
    )
    .addHelpText('after', MESSAGES_HELP)
    .action(async (options) => {
      const simulator = await startSimulatedMessages({
        port: options.port,
        token: options.token ?? null,
        ...(options.receipts === undefined ? {} : { receipts: options.receipts }),
        onMessage: ({ channel, to, text }) => process.stdout.write(`${channel} to ${to}: ${text}\n`),
      });
      simulator.order(MESSAGE_FAULTS.find((known) => known === options.fault) ?? 'none');
      process.stdout.write(
        `Simulated provider of messages at ${simulator.url}, open it in a browser. Stop with Ctrl+C.\n`,
      );
      await untilStopped();
      await simulator.stop();
    });
}
