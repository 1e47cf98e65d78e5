export type Violation = {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly comment: string;
};

export function checkBoundaries(root: string): Promise<{
  readonly violations: readonly Violation[];
  readonly read: number;
  readonly present: number;
}>;
