import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { gateIdSchema } from '@/domain/shared/identity';
import { playDay } from '../play/play-day';
import { LaunchProblem } from '../start/launch-problem';

const signInsSchema = z.array(
  z.object({ role: z.string(), email: z.string(), password: z.string(), gateId: z.string().nullable() }),
);

/** `HH:MM` of Hà Nội time as minutes of the day. */
function minutes(text: string): number {
  const parts = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!parts) throw new InvalidArgumentError('Write a time of the day as 06:30.');
  return Number(parts[1]) * 60 + Number(parts[2]);
}
function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 100_000)) throw new InvalidArgumentError('Write a number above 0.');
  return number;
}
const isReached = (origin: string): Promise<boolean> =>
  fetch(`${origin}/api/health`).then(
    () => true,
    () => false,
  );
const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`;

export function registerPlay(program: Command): void {
  program
    .command('play')
    .description('play the declared day through the HTTP interface, as its drivers and tablets would')
    .option('--speed <n>', 'minutes of the day per minute of ours', positive, 60)
    .option('--from <HH:MM>', 'hour of the day (Hà Nội) to begin at', minutes, 6 * 60)
    .option('--to <HH:MM>', 'hour of the day to stop at', minutes, 24 * 60)
    .option('--seed <n>', 'the same seed plays the same day', positive, 1)
    .option('--url <origin>', 'the running gate', process.env.PUBLIC_ORIGIN ?? 'http://localhost:3000')
    .option('--gate <code...>', 'only these gates')
    .addHelpText(
      'after',
      '\nSigns in with the demonstration accounts of DATA_DIR/demo-sign-ins.json. Exit codes: 0 everything recorded was\nsent, 1 something could not be sent or the gate did not answer.',
    )
    .action(async (options) => {
      const dataDir = process.env.DATA_DIR ?? '.data';
      const signIns = signInsSchema.parse(
        JSON.parse(await readFile(join(dataDir, 'demo-sign-ins.json'), 'utf8')),
      );
      const wanted: readonly string[] | undefined = options.gate;
      const supervisors = signIns.flatMap((signIn) => {
        if (signIn.role !== 'supervisor' || signIn.gateId === null) return [];
        if (wanted && !wanted.includes(signIn.gateId)) return [];
        return [{ gateId: gateIdSchema.parse(signIn.gateId), signIn }];
      });
      if (supervisors.length === 0) throw new Error('No supervisor of such a gate in demo-sign-ins.json.');
      const { origin } = new URL(options.url);
      if (!(await isReached(origin)))
        throw new LaunchProblem(
          `No gate answers at ${origin}: start it with "npm start", or name yours with --url.`,
        );
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      process.once('SIGTERM', () => stop.abort());
      const summary = await playDay({
        origin,
        supervisors,
        speed: options.speed,
        fromMinute: options.from,
        toMinute: options.to,
        seed: options.seed,
        signal: stop.signal,
        onProgress: ({ minute, done, of, offline }) => {
          const line = `${clockOf(minute)}  ${done} of ${of} deeds, ${offline} tablets without network`;
          if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
        },
      });
      if (process.stderr.isTTY) process.stderr.write('\n');
      process.stdout.write(
        `${summary.vehicles} vehicles, ${summary.neverCame} never came, ${summary.deeds} deeds in ${summary.seconds} s, ${summary.unsent} unsent\n`,
      );
      if (summary.unsent > 0) process.exitCode = 1;
    });
}
