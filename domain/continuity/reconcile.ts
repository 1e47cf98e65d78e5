import type { Confirmation, CrossingState } from '../crossing/state';
import type { Process } from '../process/process';
import type { CrossingId, StepId } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import type { Continuity } from './continuity';

/** One line of a paper sheet as it is typed in afterwards; `at`: the time written on it, ms. */
export type PaperLine = {
  readonly serial: number;
  readonly step: StepId;
  readonly agency: Agency;
  readonly at: number;
};

/** Two clocks on a wall and a hand that writes: what lies closer together is the same tick. */
export const SAME_TICK_MS = 30 * 60_000;

export const PAPER_FAULTS = ['PA-SERIAL', 'PA-OUTSIDE', 'PA-STEP', 'PA-ENTERED'] as const;
export type PaperFault = (typeof PAPER_FAULTS)[number];
export const PAPER_CONFLICTS = ['PA-TIME', 'PA-ENDED', 'PA-SHEET'] as const;
export type PaperConflict = (typeof PAPER_CONFLICTS)[number];

/**
 * What the log says to a line of paper (CO-4). `fault`: a typing error, to be corrected before it can be entered.
 * `new`: the log has no such tick. `agrees`: the log has it at that time, both are kept. `differs`: both cannot be
 * right; whoever enters it must say so, both are kept and become an incident. Nothing is merged.
 */
export type Reconciled =
  | { readonly kind: 'fault'; readonly code: PaperFault }
  | { readonly kind: 'new' }
  | { readonly kind: 'agrees'; readonly tick: Confirmation }
  | { readonly kind: 'differs'; readonly code: PaperConflict; readonly tick: Confirmation | null };

/** A line that was entered before, and for which vehicle. */
export type EnteredLine = PaperLine & { readonly crossingId: CrossingId };

/** The checks in their one order. `entered`: lines of this stretch that were entered before and stand. */
export function reconcile(
  line: PaperLine,
  about: {
    readonly continuity: Continuity;
    readonly state: CrossingState;
    readonly process: Process | null;
    readonly entered: readonly EnteredLine[];
    /** Now, ms: nothing was written in the future. */
    readonly now: number;
  },
): Reconciled {
  const { continuity, state, process, entered, now } = about;
  const fault = (code: PaperFault): Reconciled => ({ kind: 'fault', code });
  if (line.serial < continuity.firstSerial || line.serial > continuity.lastSerial) return fault('PA-SERIAL');
  const until = Math.min(continuity.ended?.at ?? now, now);
  if (line.at < continuity.declaredAt - SAME_TICK_MS || line.at > until + SAME_TICK_MS)
    return fault('PA-OUTSIDE');
  const step = process?.steps.find(({ id }) => id === line.step);
  if (step === undefined || !step.agencies.includes(line.agency)) return fault('PA-STEP');

  const onSheet = entered.filter(({ serial }) => serial === line.serial);
  const here = onSheet.filter(({ crossingId }) => crossingId === state.crossingId);
  if (here.some((one) => one.step === line.step && one.agency === line.agency)) return fault('PA-ENTERED');
  const tick = tickOf(state, line.step, line.agency);
  const elsewhere = here.length < onSheet.length;
  if (elsewhere) return { kind: 'differs', code: 'PA-SHEET', tick };
  if (state.ended !== null && line.at > state.ended.at + SAME_TICK_MS)
    return { kind: 'differs', code: 'PA-ENDED', tick };
  if (tick === null) {
    // Another sheet of this very entering has it: the log will know it only when all of them are in.
    const isTypedOtherwise = entered.some(
      (one) =>
        one.crossingId === state.crossingId &&
        one.step === line.step &&
        one.agency === line.agency &&
        Math.abs(one.at - line.at) > SAME_TICK_MS,
    );
    return isTypedOtherwise ? { kind: 'differs', code: 'PA-TIME', tick: null } : { kind: 'new' };
  }
  return Math.abs(tick.at - line.at) <= SAME_TICK_MS
    ? { kind: 'agrees', tick }
    : { kind: 'differs', code: 'PA-TIME', tick };
}

const tickOf = (state: CrossingState, step: StepId, agency: Agency): Confirmation | null =>
  state.steps
    .find((one) => one.step === step)
    ?.confirmations.find((confirmation) => confirmation.agency === agency) ?? null;
