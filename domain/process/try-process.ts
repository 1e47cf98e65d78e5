import { fold } from '../crossing/fold';
import type { CrossingState } from '../crossing/state';
import type { CrossingId, StepId } from '../shared/identity';
import type { Party } from '../shared/vocabulary';
import type { GateEvent } from '../sync/event';
import type { Process } from './process';

export type TriedCrossing = {
  readonly crossingId: CrossingId;
  /** The version it began with. */
  readonly process: Process;
  readonly events: readonly GateEvent[];
};

/** How many crossings, and some of them to look at. */
export type Tally = { readonly crossings: number; readonly examples: readonly CrossingId[] };

export type Trial = {
  readonly crossings: number;
  /** Ended under the version they began with, and under the tried one. */
  readonly endedBefore: number;
  readonly endedNow: number;
  /** Ended, and would now still be waited for: by whom at which step. */
  readonly unfinished: readonly (Tally & { readonly step: StepId | null; readonly agency: Party })[];
  /** Were still waited for, and would now have ended. */
  readonly sooner: Tally;
  /** Ticks as they were made, at a step the tried version does not have. */
  readonly unknownSteps: readonly (Tally & { readonly step: StepId })[];
  /** What would be said against the ticks as they were made, and was not before. */
  readonly newFlags: readonly (Tally & { readonly code: CrossingState['flags'][number]['code'] })[];
};

const EXAMPLES = 5;

function tallies<K>() {
  const rows = new Map<string, { key: K; crossings: number; examples: CrossingId[] }>();
  return {
    add(name: string, key: K, crossingId: CrossingId) {
      const row = rows.get(name) ?? { key, crossings: 0, examples: [] };
      if (row.examples.at(-1) === crossingId) return;
      row.crossings += 1;
      if (row.examples.length < EXAMPLES) row.examples.push(crossingId);
      rows.set(name, row);
    },
    /** Most first. */
    list: () =>
      [...rows.values()]
        .sort((a, b) => b.crossings - a.crossings)
        .map(({ key, crossings, examples }) => ({ ...key, crossings, examples })),
  };
}

/**
 * Folds what really happened once under the version it began with and once under another one (PR-16). It says what the
 * other version would have asked for; it does not say what people would then have done.
 */
export function tryProcess(tried: Process, crossings: readonly TriedCrossing[]): Trial {
  const unfinished = tallies<{ step: StepId | null; agency: Party }>();
  const unknown = tallies<{ step: StepId }>();
  const flags = tallies<{ code: CrossingState['flags'][number]['code'] }>();
  const sooner = tallies<object>();
  let [endedBefore, endedNow] = [0, 0];
  const known = new Set(tried.steps.map(({ id }) => id));
  for (const { crossingId, process, events } of crossings) {
    const [was, is] = [fold(process, events), fold(tried, events)];
    if (was.ended !== null) endedBefore += 1;
    if (is.ended !== null) endedNow += 1;
    if (was.ended !== null && is.ended === null)
      for (const { step, agency } of is.waitingOn)
        unfinished.add(`${step}/${agency}`, { step, agency }, crossingId);
    if (was.ended === null && is.ended !== null) sooner.add('', {}, crossingId);
    for (const event of events)
      if (event.type === 'step.confirmed' && event.step !== null && !known.has(event.step))
        unknown.add(event.step, { step: event.step }, crossingId);
    const held = new Set(was.flags.map(({ code, eventId }) => `${code} ${eventId}`));
    for (const { code, eventId } of is.flags)
      if (!held.has(`${code} ${eventId}`)) flags.add(code, { code }, crossingId);
  }
  const [earlier] = sooner.list();
  return {
    crossings: crossings.length,
    endedBefore,
    endedNow,
    unfinished: unfinished.list(),
    sooner: { crossings: earlier?.crossings ?? 0, examples: earlier?.examples ?? [] },
    unknownSteps: unknown.list(),
    newFlags: flags.list(),
  };
}
