export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export type Told = Counts & { readonly failures: readonly string[] };

export function readVitest(report: unknown): Told;
export function readPlaywright(report: unknown): Told;
export function summaryLines(
  results: readonly {
    readonly name: string;
    readonly outcome: 'passed' | 'failed' | 'not run';
    readonly ms: number;
    readonly counts: Told | null;
  }[],
  ms: number,
): readonly string[];
