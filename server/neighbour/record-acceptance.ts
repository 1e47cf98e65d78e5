import { inGate } from '@/db/client';
import type { PlanFigure } from '@/domain/board/snapshot';
import { planFigure } from '@/domain/flow/decide';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Direction } from '@/domain/shared/vocabulary';
import type { PersonContext } from '@/server/control/person-context';
import { readSituation } from '@/server/flow/read-situation';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';

export type AcceptanceInput = {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly vehiclesPerHour: number;
  /** ms; null until told otherwise. */
  readonly validTo: number | null;
  readonly toldBy: string;
  readonly channel: 'hotline' | 'letter' | 'meeting';
  readonly note: string | null;
};

/** Longest that a word of the neighbour may bind the plan: a typing error must not hold for a year. */
const MOST_AHEAD_MS = 7 * 86_400_000;

/**
 * What the other side said it can take, entered by hand (rule 7: settled by letter and hotline). A fact in the gate's
 * log like any other; the boards read the plan from the log. Answers with the plan as it is after the entry.
 */
export async function recordAcceptance(
  { db, clock, actor }: PersonContext,
  { gateId, direction, validTo, ...said }: AcceptanceInput,
): Promise<Result<PlanFigure, 'AP-INPUT'>> {
  const now = clock.now();
  if (validTo !== null && (validTo <= now || validTo > now + MOST_AHEAD_MS)) return err('AP-INPUT');
  const plan = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    await recordEvents(
      tx,
      gateId,
      [
        {
          ...centreDraft(gateId, { direction, actor: actor.id }),
          agency: actor.agency,
          type: 'neighbour.acceptance',
          body: { direction, validFrom: now, validTo, ...said },
        },
      ],
      now,
    );
    const { directions } = await readSituation(tx, gateId, now);
    return planFigure(directions[direction]);
  });
  announceChange(db);
  return ok(plan);
}
