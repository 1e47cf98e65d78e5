/**
 * What a program in `bench/` or `proof/` exports as `measurement`; `npm run bench -- NAME` and `npm run proof -- NAME`
 * run it, print its table and keep its figures in `results/NAME.json` beside it.
 */
export type Measurement = {
  /** The goal in words, with its figures. */
  readonly goal: string;
  /** `say`: progress, one line at a time. `options`: what stood behind the name, `--seeds 500` as `seeds: '500'`. */
  readonly run: (context: {
    readonly say: (line: string) => void;
    readonly options: Readonly<Record<string, string>>;
  }) => Promise<Outcome>;
};

export type Cell = string | number | boolean | null;
export type Outcome = {
  /** One row per thing compared; what is printed. */
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** Everything else that was measured or that the reader must know (rounds, versions of peers, seeds). */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Whether the goal was met here. A measurement that misses it says so; it does not fail. */
  readonly met: boolean;
};

/** Quantile by the nearest rank of unsorted samples; NaN without any. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}
