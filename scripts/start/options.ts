import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LaunchProblem } from './launch-problem';

export type StartOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly lan: boolean;
  readonly demo: boolean;
  /** Whether a demonstration that was just put in is played. */
  readonly play: boolean;
  /** The operator's own PostgreSQL; null runs the embedded one. */
  readonly databaseUrl: string | null;
};

export const HELP = `npm start [-- options]

Installs what is missing, starts the database, brings it up to date, builds when the sources changed, and serves.

  --port N   serve on this port (default: the variable PORT, else 3000)
  --lan      serve HTTPS to phones and tablets on the local network, with an authority made for it
  --demo     put the demonstration day into the database of DATABASE_URL, if that is empty
  --no-play  leave a new demonstration still; "npm run gate -- play" plays it when you like
  --help     show this

Variables: PORT, DATA_DIR (default .data), DATABASE_URL (a PostgreSQL of your own), PUBLIC_ORIGIN (the address
behind a proxy), LOG_LEVEL.
`;

/** @returns null when only the help was asked for */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): StartOptions | null {
  const given = parseWords(args);
  if (given.help === true) return null;
  return {
    dataDir: resolve(nonEmpty(environment.DATA_DIR) ?? '.data'),
    port: readPort(given.port ?? nonEmpty(environment.PORT) ?? '3000'),
    lan: given.lan === true,
    demo: given.demo === true,
    play: given['no-play'] !== true,
    databaseUrl: nonEmpty(environment.DATABASE_URL) ?? null,
  };
}

function parseWords(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        lan: { type: 'boolean' },
        demo: { type: 'boolean' },
        'no-play': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new LaunchProblem(`${reason}: "npm start -- --help" lists what there is.`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new LaunchProblem(`"${text}" is not a port: choose a number from 1 to 65535, such as PORT=3000.`);
}

const nonEmpty = (text: string | undefined) => (text === undefined || text === '' ? undefined : text);
