import type { Episode } from '@/domain/flow/simulation/episode';
import {
  type Figures,
  figuresOf,
  type Played,
  type Policy,
  playEpisode,
} from '@/domain/flow/simulation/play';
import { type Options, USUAL } from '@/domain/flow/simulation/regulated';
import { quantile } from '@/scripts/measurement';

export type Run = { readonly figures: Figures; readonly seconds: number; readonly played: readonly Played[] };

export function run(episode: Episode, policy: Policy, seed: number, options: Options = USUAL): Run {
  const begun = performance.now();
  const played = playEpisode(episode, policy, seed, options);
  const seconds = (performance.now() - begun) / 1000;
  return { figures: figuresOf(played), seconds, played };
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
export const over = (runs: readonly Run[], of: (figures: Figures) => number | null) =>
  median(runs.map(({ figures }) => of(figures) ?? 0));
export const digits = (value: number, places: number) => Number(value.toFixed(places));
