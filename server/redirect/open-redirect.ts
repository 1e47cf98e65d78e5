import { inGate } from '@/db/client';
import { overAllGates } from '@/db/over-all-gates';
import { judgeRedirect, type RedirectRefusal } from '@/domain/fleet/redirect';
import { openGates } from '@/domain/gate/gates';
import { fastestTravelMs } from '@/domain/gate/travel';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '../control/person-context';
import { gatesOpenFor, readLeaving } from './read-leaving';

export type RedirectChoices = {
  readonly plate: string;
  /** Why it cannot leave, whatever gate is meant; null: it may. */
  readonly refusal: RedirectRefusal | null;
  /** When it asked for its hour; null: it has not. */
  readonly askedAt: number | null;
  /** Other gates, and whether its time of asking goes there with it: first where it does, the nearest of those first. */
  readonly gates: readonly { readonly gateId: GateId; readonly carried: boolean }[];
  /** Where it went on, or what it continues. */
  readonly change: { readonly way: 'left' | 'came'; readonly gateId: string } | null;
};

/** Where a crossing may go on, told before anything is asked. */
export async function openRedirect(
  { db, actor, clock }: PersonContext,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Result<RedirectChoices, 'AP-NONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const now = clock.now();
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const of = await readLeaving(tx, gateId, crossingId);
    if (of === null) return err('AP-NONE');
    const open = await overAllGates(tx, gateId, () => gatesOpenFor(tx, of, now));
    const judged = openGates()
      .filter(({ code }) => code !== gateId)
      .map(({ code }) => ({
        gateId: code,
        change: judgeRedirect(of.leaving, { gate: code, isOpen: true, isClassOpen: open.has(code) }, now),
      }));
    const [first] = judged;
    const gates = judged.flatMap(({ gateId: code, change }) =>
      change.kind === 'moves' ? [{ gateId: code, carried: change.carried }] : [],
    );
    const far = (code: GateId) => fastestTravelMs(gateId, code);
    const inOrder = gates.toSorted(
      (a, b) => Number(b.carried) - Number(a.carried) || far(a.gateId) - far(b.gateId),
    );
    return ok({
      plate: of.plate,
      refusal: first?.change.kind === 'refused' ? first.change.code : null,
      askedAt: of.leaving.askedAt,
      gates: inOrder,
      change: of.change === null ? null : { way: of.change.way, gateId: of.change.otherGate },
    });
  });
}
