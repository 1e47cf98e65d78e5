import { type Episode, HOUR } from '@/domain/flow/simulation/episode';
import type { Figures } from '@/domain/flow/simulation/play';
import { type Options, USUAL } from '@/domain/flow/simulation/regulated';
import type { Cell } from '@/scripts/measurement';
import { digits, median, over, type Run, run } from './run';

/** What an episode was kept for, beyond the goals. */
export function besidesOf(
  episode: Episode,
  fixed: readonly Run[],
  regulated: readonly Run[],
  seeds: number,
): Readonly<Record<string, Cell>> {
  const again = (options: Partial<Options>) =>
    Array.from({ length: seeds }, (_, nth) => run(episode, 'regulated', nth + 1, { ...USUAL, ...options }));
  const most = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ mostOnRoad }) => mostOnRoad),
      0,
    );
  const road = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ roadsideHours }) => roadsideHours),
      0,
    );
  const behind = (runs: readonly Run[]) =>
    digits(
      over(runs, ({ mostBehindHours }) => mostBehindHours),
      1,
    );
  switch (episode.id) {
    case 'neighbour-shortfall': {
      const unmeasured = again({ measuring: false });
      return {
        'stranded outside at most, cap by decree': most(fixed),
        'stranded outside at most, cap by measurement': most(regulated),
        'stranded outside at most, same rules without measuring': most(unmeasured),
        'roadside hours by decree': road(fixed),
        'roadside hours by measurement': road(regulated),
        'called and not taken, without measuring': digits(
          over(unmeasured, ({ notTaken }) => notTaken),
          0,
        ),
        'called and not taken, measuring': digits(
          over(regulated, ({ notTaken }) => notTaken),
          0,
        ),
      };
    }
    case 'promise-drift':
      return {
        'hours behind the promise at worst, by decree': behind(fixed),
        'hours behind the promise at worst, by measurement': behind(regulated),
        'hours behind at the median of the last day, by decree': lastDayBehind(fixed),
        'hours behind at the median of the last day, by measurement': lastDayBehind(regulated),
        'messages to each holder': digits(
          over(regulated, ({ messages, vehicles }) => messages / vehicles),
          1,
        ),
        'stranded outside at most, by decree': most(fixed),
        'stranded outside at most, by measurement': most(regulated),
      };
    case 'wrong-call': {
      const deaf = again({ recall: false });
      return {
        'roadside hours, recalled after five minutes': road(regulated),
        'roadside hours, not recalled': road(deaf),
        'most on the road, recalled': most(regulated),
        'most on the road, not recalled': most(deaf),
        'turned round by the recall': median(
          regulated.map(({ played }) =>
            played.reduce((sum, each) => sum + (each.regulation?.recalled ?? 0), 0),
          ),
        ),
      };
    }
    case 'collapse-2021-12': {
      const from = episode.queues[0]?.startsAt ?? 0;
      const valve = again({
        levers: [
          {
            gates: null,
            routes: null,
            directions: null,
            class: 'perishable',
            from: from + 2 * 24 * HOUR,
            to: from + 5 * 24 * HOUR,
            perHour: 0,
            reason: 'fresh fruit stopped for three days',
          },
        ],
      });
      const p90 = (runs: readonly Run[], of: (figures: Figures) => number | null) =>
        digits(over(runs, of), 1);
      return {
        'perishable P90 without the valve, h': p90(regulated, (figures) => figures.perishableP90Hours),
        'perishable P90 with fresh fruit stopped for three days, h': p90(
          valve,
          (figures) => figures.perishableP90Hours,
        ),
        'wait P50 without the valve, h': p90(regulated, (figures) => figures.waitP50Hours),
        'wait P50 with the valve, h': p90(valve, (figures) => figures.waitP50Hours),
      };
    }
    default:
      return {};
  }
}

/** How far behind what they were promised those were who were promised a time on the last day of arrivals. */
function lastDayBehind(runs: readonly Run[]): number {
  const behind = runs.flatMap(({ played }) =>
    played.flatMap(({ episode, trucks, ground, promisedAt, endsAt }) =>
      trucks.flatMap((truck) => {
        const promised = promisedAt.get(truck.index);
        const lastDay = truck.wantedAt >= episode.startsAt + (episode.days - 1) * 24 * HOUR;
        if (promised === undefined || truck.noShow || !lastDay) return [];
        const takenAt = ground.traceOf(truck).takenAt ?? endsAt;
        return [Math.max(0, takenAt - Math.max(promised, truck.wantedAt + truck.lateMs)) / HOUR];
      }),
    ),
  );
  return digits(median(behind), 1);
}
