import pino from 'pino';
import { env } from './env';

/** Names, identity numbers, phones, plates and passes never reach a log file (rule 16). */
const PRIVATE = [
  'plate',
  'rawPlate',
  'trailer',
  'container',
  'binding',
  'driver',
  'driverName',
  'driverIdNumber',
  'driverPhone',
  'personal',
  'sealed',
  'token',
  'password',
  'email',
  'phone',
  'contact',
  'cookie',
  'authorization',
];

const redactionPaths = PRIVATE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*[*].${name}`]);

export const makeLog = (level: string, destination?: pino.DestinationStream): pino.Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactionPaths, censor: '—' },
    },
    destination ?? pino.destination(1),
  );

let logger: pino.Logger | null = null;

/** The server's log: JSON lines on standard output. */
export function log(): pino.Logger {
  logger ??= makeLog(env().LOG_LEVEL);
  return logger;
}
