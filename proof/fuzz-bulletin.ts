import { readFile } from 'node:fs/promises';
import { fuzzBulletin } from '@/domain/testing/fuzz-bulletin';
import type { Measurement } from '@/scripts/measurement';

const SLOW_MS = 50;
const REACHED = 1000;
const EXAMPLES = new URL('../docs/protocols/neighbour/examples.json', import.meta.url);

/** `npm run proof -- fuzz-bulletin [--inputs 1000000] [--seed 1]` */
export const measurement: Measurement = {
  goal: '≥ 1,000,000 inputs, half of them mutations of valid messages, every answer reached ≥ 1,000 times: 0 crashes, 0 names or numbers taken in, none over 50 ms',
  run: async ({ options }) => {
    const inputs = Number(options.inputs ?? 1_000_000);
    const seed = Number(options.seed ?? 1);
    const examples: unknown = JSON.parse(await readFile(EXAMPLES, 'utf8'));
    if (!Array.isArray(examples)) throw new Error('no examples');
    // An exception or a false acceptance ends it, and with it this program.
    const { byOutcome, slowestMs } = fuzzBulletin(examples, inputs, seed);
    return {
      rows: Object.entries(byOutcome).map(([answer, times]) => ({ answer, times })),
      figures: { inputs, seed, slowestMs, crashes: 0, falseAcceptances: 0 },
      met: inputs >= 1_000_000 && Math.min(...Object.values(byOutcome)) >= REACHED && slowestMs <= SLOW_MS,
    };
  },
};
