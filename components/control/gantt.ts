import type { CrossingState, Waiting } from '@/domain/crossing/state';

/** One agency at one step, or at what was ordered beside the steps: from when it could have confirmed until it did, or until now. */
export type GanttBar = Omit<Waiting, 'since'> & {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
};
export type Gantt = { readonly start: number; readonly end: number; readonly bars: readonly GanttBar[] };

/**
 * Who kept a crossing waiting. A confirmed bar begins when the step before it was complete (that is when its agency
 * could begin); an open one begins where the rule book says its waiting began. Times in ms.
 */
export function ganttOf(state: CrossingState, now: number): Gantt {
  const start = state.declaredAt ?? state.stageSince ?? now;
  const end = Math.max(start + 1, state.ended?.at ?? now);
  const completed = state.steps.flatMap(({ confirmedAt }) => (confirmedAt === null ? [] : [confirmedAt]));
  const readyAt = (at: number) => Math.max(start, ...completed.filter((time) => time < at));
  const done = state.steps.flatMap((step) =>
    step.confirmations.map(({ agency, at }) => ({
      step: step.step,
      agency,
      from: readyAt(at),
      to: Math.min(end, at),
      open: false,
    })),
  );
  const waiting = state.waitingOn.map(({ since, ...wait }) => ({
    ...wait,
    from: Math.min(end, Math.max(start, since)),
    to: end,
    open: true,
  }));
  return { start, end, bars: [...done, ...waiting].sort((a, b) => a.from - b.from || a.to - b.to) };
}
