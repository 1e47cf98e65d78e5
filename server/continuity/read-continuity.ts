import { inGate } from '@/db/client';
import { type Continuity, openContinuity } from '@/domain/continuity/continuity';
import type { GateId, StepId } from '@/domain/shared/identity';
import type { Agency, LocalText } from '@/domain/shared/vocabulary';
import type { PersonContext } from '@/server/control/person-context';
import { readProcesses } from '../log/load-processes';
import { enteredLines } from './entered-lines';
import { gateContinuities } from './gate-continuities';

export type ContinuityStep = {
  readonly id: StepId;
  readonly name: LocalText;
  readonly agencies: readonly Agency[];
};
export type ContinuityView = {
  readonly open: Continuity | null;
  /** Newest first; with how many sheets were typed in and how many lines stand on them. */
  readonly stretches: readonly (Continuity & { readonly lines: number; readonly sheets: number })[];
  /** What can be ticked on paper at this gate, in the order of its processes. */
  readonly steps: readonly ContinuityStep[];
};

const MOST = 20;

export async function readContinuity(
  { db, actor }: PersonContext,
  { gateId }: { gateId: GateId },
): Promise<ContinuityView> {
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const all = (await gateContinuities(tx, gateId)).slice(0, MOST);
    const stretches = await Promise.all(
      all.map(async (one) => {
        const lines = await enteredLines(tx, gateId, one.id);
        return { ...one, lines: lines.length, sheets: new Set(lines.map(({ serial }) => serial)).size };
      }),
    );
    return { open: openContinuity(all), stretches, steps: stepsOf(await readProcesses(tx, gateId)) };
  });
}

/** Steps of all processes of the gate, each once; of one that several share, all the agencies. */
function stepsOf(processes: Awaited<ReturnType<typeof readProcesses>>): readonly ContinuityStep[] {
  const steps = new Map<StepId, ContinuityStep>();
  for (const { id, name, agencies } of processes.flatMap((process) => process.steps)) {
    const held = steps.get(id);
    steps.set(id, { id, name, agencies: [...new Set([...(held?.agencies ?? []), ...agencies])] });
  }
  return [...steps.values()];
}
