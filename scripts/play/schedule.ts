import type { Process, Step } from '@/domain/process/process';
import type { StepId } from '@/domain/shared/identity';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Chance } from './chance';

/** What somebody at a gate will do, in minutes of the played day (0 = midnight in Hà Nội). */
export type Deed = {
  readonly minute: number;
  readonly agency: Agency;
  readonly step: StepId;
  /** The pass is shown; else the vehicle is ticked from the list. */
  readonly scans: boolean;
  /** A second tablet of the same agency takes the same pass, both without network. */
  readonly twice: boolean;
};

/**
 * Assumed behaviour, from the published episodes (docs/decisions/009): who never comes, how late the others are,
 * how long a step takes, how often officers tick in bursts and before their turn, how often a pass is used twice.
 */
export const BEHAVIOUR = {
  noShowShare: 0.05,
  latenessMinutes: { median: 20, p90: 180 },
  stepMinutes: { median: 9, p90: 25 },
  /** Officers tick several vehicles at once, at the end of a round. */
  burstShare: 0.3,
  burstMinutes: 12,
  earlyShare: 0.06,
  neverShare: 0.01,
  optionalShare: 0.2,
  twiceShare: 0.004,
} as const;

/** Null: it never comes. Arrival by plan and lateness; then every agency of every step in the order of the process. */
export function deedsOf(process: Process, plannedMinute: number, chance: Chance): readonly Deed[] | null {
  if (chance.happens(BEHAVIOUR.noShowShare)) return null;
  const { median, p90 } = BEHAVIOUR.latenessMinutes;
  const arrival = plannedMinute - median + chance.spread(median, p90);
  const doneAt = new Map<StepId, number>();
  const deeds: Deed[] = [];
  for (const step of inOrder(process.steps)) {
    const from = Math.max(arrival, ...step.after.map((before) => doneAt.get(before) ?? arrival));
    if (step.optional && !chance.happens(BEHAVIOUR.optionalShare)) {
      doneAt.set(step.id, from);
      continue;
    }
    const ticks = step.agencies.map((agency) => ({ agency, minute: tickAt(from, chance) }));
    doneAt.set(step.id, Math.max(...ticks.map(({ minute }) => minute)));
    for (const { agency, minute } of ticks) {
      if (chance.happens(BEHAVIOUR.neverShare)) continue;
      const early = chance.happens(BEHAVIOUR.earlyShare) ? chance.next() * 15 : 0;
      deeds.push({
        minute: Math.max(arrival, minute - early),
        agency,
        step: step.id,
        scans: step.usesPass || step.release,
        twice: step.usesPass && agency === 'border-guard' && chance.happens(BEHAVIOUR.twiceShare),
      });
    }
  }
  return deeds.sort((a, b) => a.minute - b.minute);
}

function tickAt(from: number, chance: Chance): number {
  const { median, p90 } = BEHAVIOUR.stepMinutes;
  const minute = from + chance.spread(median, p90);
  if (!chance.happens(BEHAVIOUR.burstShare)) return minute;
  return Math.ceil(minute / BEHAVIOUR.burstMinutes) * BEHAVIOUR.burstMinutes;
}

/** Each step after those it comes after; a validated process has no circles. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const placed = new Set<StepId>();
  const order: Step[] = [];
  while (order.length < steps.length) {
    const next = steps.filter((step) => !placed.has(step.id) && step.after.every((id) => placed.has(id)));
    if (next.length === 0) throw new Error('the process goes in a circle');
    for (const step of next) {
      placed.add(step.id);
      order.push(step);
    }
  }
  return order;
}
