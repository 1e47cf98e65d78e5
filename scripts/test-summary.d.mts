export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export function readVitest(report: unknown): Counts;
export function readPlaywright(report: unknown): Counts;
export function summaryLines(
  results: readonly {
    readonly name: string;
    readonly outcome: 'passed' | 'failed' | 'not run';
    readonly ms: number;
    readonly counts: Counts | null;
  }[],
  ms: number,
): readonly string[];
