import { backtest, pastDays } from '@/domain/flow/simulation/backtest';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import { digits } from './run';

/** What the band learns from, and the regimes that neither it nor the fit has seen. */
const LEARNT = ['ordinary-2024-08-29', 'record-2026-01-31', 'backlog-2024-05-28'];
const UNSEEN = [
  'record-2025-04-25',
  'partial-closure',
  'surge-2023-03',
  'neighbour-shortfall',
  'promise-drift',
  'wrong-call',
];

/** How often the truth lay within the band of the forecast for the next 24 hours, made every hour. */
export function forecastFigures(say: (line: string) => void): Readonly<Record<string, unknown>> {
  const queue = (id: string) => {
    const found = EPISODES.find((episode) => episode.id === id)?.queues[0];
    if (found === undefined) throw new Error(id);
    return found;
  };
  let widths: readonly number[] = [];
  for (let round = 0; round < 4; round += 1)
    for (const id of LEARNT)
      widths = backtest(queue(id), pastDays(queue(id), 28, 1000), widths, 500 + round).widths;
  const regimes = UNSEEN.map((id) => {
    const { hours, covered, meanError, meanBand } = backtest(
      queue(id),
      pastDays(queue(id), 28, 1000),
      widths,
      77,
    );
    say(`forecast of ${id}: the band held ${covered} of ${hours} hours`);
    return [
      id,
      {
        hours,
        coverage: digits(covered / hours, 3),
        meanErrorVehicles: digits(meanError, 1),
        meanBandVehicles: digits(meanBand, 1),
      },
    ] as const;
  });
  return {
    says: 0.8,
    learntFrom: LEARNT,
    queue: 'the first of each episode; waiting at home, on the road, in the yard and inside',
    unseen: Object.fromEntries(regimes),
  };
}
