import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type Inspection, inspectPass } from './inspect-pass';
import { readTrust, type Trust } from './read-trust';

/** Exit codes, as `--help` says. */
const EXIT = { genuine: 0, notAPass: 2, forged: 3, keyTrouble: 4, notChecked: 5, unusableList: 6 } as const;

const HELP = `
The text must be quoted for the shell ('GP1:…'): it may hold blanks, $ and *.
Exit code: 0 genuine · 2 not a pass, or of a newer version · 3 forged or altered
  4 key unknown or unusable · 5 a pass, but no key list to check it with · 6 the key list cannot be used
`;

type Options = {
  readonly json?: boolean;
  readonly trust?: string;
  readonly root: readonly string[];
  readonly dataDir: string;
};

/** Where the answer goes and the text comes from. */
type InspectTerminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly stdin: () => Promise<string>;
  /** Seconds. */
  readonly now: () => number;
};

/** Runs the command; returns its exit code. */
export async function runPassInspect(
  argument: string,
  options: Options,
  terminal: InspectTerminal,
): Promise<number> {
  const text = (await textOf(argument, terminal)).replace(/\r?\n$/, '');
  const trust = await readTrust(options.dataDir, options.trust ?? null, options.root);
  if (trust.kind === 'unusable') {
    terminal.err(trust.why);
    return EXIT.unusableList;
  }
  const list = trust.kind === 'none' ? null : trust.list;
  const inspection = await inspectPass(text, list, terminal.now());
  if (options.json === true) terminal.out(JSON.stringify({ ...inspection, list: listSummary(trust) }));
  else for (const line of linesOf(inspection, trust)) terminal.out(line);
  return exitCode(inspection);
}

/** A text that begins like a pass is one; otherwise a file of that name, else the argument itself. */
async function textOf(argument: string, terminal: InspectTerminal): Promise<string> {
  if (argument === '-') return terminal.stdin();
  if (/^GP\d+:/.test(argument)) return argument;
  return readFile(argument, 'utf8').catch(() => argument);
}

const listSummary = (trust: Exclude<Trust, { kind: 'unusable' }>) =>
  trust.kind === 'none'
    ? null
    : { kind: trust.kind, version: trust.list.version, keys: trust.list.keys.length };

function exitCode(inspection: Inspection): number {
  if (inspection.kind !== 'pass') return EXIT.notAPass;
  switch (inspection.verification.kind) {
    case 'genuine':
      return EXIT.genuine;
    case 'forged':
      return EXIT.forged;
    case 'key-unknown':
    case 'key-unusable':
      return EXIT.keyTrouble;
    case 'not-checked':
      return EXIT.notChecked;
  }
}

function linesOf(inspection: Inspection, trust: Exclude<Trust, { kind: 'unusable' }>): readonly string[] {
  if (inspection.kind === 'not-a-pass') return [`not a pass (${inspection.reason})`];
  if (inspection.kind === 'update-needed') return [`pass of a newer version: ${inspection.prefix}`];
  const { claims, verification } = inspection;
  const { binding } = claims;
  const rows: readonly (readonly [string, string | null])[] = [
    [
      'signature',
      'reason' in verification ? `${verification.kind}: ${verification.reason}` : verification.kind,
    ],
    ['key', inspection.kid],
    ['key list', trust.kind === 'none' ? 'none' : `version ${trust.list.version}, ${trust.kind}`],
    ['pass', `${claims.passId}, revision ${claims.revision}`],
    ['gate', `${inspection.gate ?? 'not known here'} (number ${claims.gateNumber})`],
    ['crossing', `${claims.direction}, ${claims.kind}, ${claims.goodsClass}`],
    ['plate', binding.plate],
    ['trailer', binding.trailer],
    ['container', binding.container],
    ['seal', binding.seal],
    ['customs declaration', binding.customsDeclaration],
    ['driver', claims.driver || null],
    ['not before', instant(claims.notBefore)],
    ['not after', instant(claims.notAfter)],
    ['static print', claims.staticPrintAllowed ? 'allowed' : 'not allowed'],
    ['size', `${inspection.bytes} bytes, ${inspection.characters} characters`],
    ...inspection.qr.map(
      ({ level, version, modules }) =>
        [`QR at ${level}`, `version ${version}, ${modules} × ${modules} modules`] as const,
    ),
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(20)} ${value}`]));
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

/** `gate pass inspect TEXT`: what a pass says, and whether a key of this installation signed it. */
export function registerPassInspect(program: Command): void {
  const group =
    program.commands.find((command) => command.name() === 'pass') ??
    program.command('pass').description('look at QR passes');
  group
    .command('inspect')
    .description('show what a pass says, its size on screen, and whether its signature is good')
    .argument('<text|file|->', "the text of the QR ('GP1:…'), a file that holds it, or - for standard input")
    .option('--trust <file>', 'key list to check with, instead of DATA_DIR/keys/trust-list.json')
    .option(
      '--root <key>',
      'root public key (base64url) that must have signed the key list; repeatable',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--data-dir <folder>', 'data folder of the installation', process.env.DATA_DIR ?? '.data')
    .option('--json', 'print one JSON object and nothing else')
    .addHelpText('after', HELP)
    .action(async (argument: string, options: Options) => {
      process.exitCode = await runPassInspect(argument, options, {
        out: (line) => process.stdout.write(`${line}\n`),
        err: (line) => process.stderr.write(`${line}\n`),
        stdin: () => readStream(process.stdin),
        now: () => Math.floor(Date.now() / 1000),
      });
    });
}
