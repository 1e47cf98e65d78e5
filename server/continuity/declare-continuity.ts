import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { type Continuity, nextSerials, openContinuity } from '@/domain/continuity/continuity';
import type { EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '@/server/control/person-context';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';
import { gateContinuities } from './gate-continuities';

/** Of two who change a gate's paper mode, or enter its sheets, at once, the second finds what the first did. */
export const lockContinuity = (tx: Transaction, gateId: GateId) => holdLock(tx, `continuity ${gateId}`);

type Declared = Result<Continuity, 'AP-DONE' | 'AP-INPUT'>;

/** The gate works on paper from now on (rule 15). Answers with the numbers of its sheets. */
export async function declareContinuity(
  { db, clock, actor }: PersonContext,
  { gateId, sheets, reason }: { gateId: GateId; sheets: number; reason: string },
): Promise<Declared> {
  const outcome = await inGate(db, { gateId, actor: actor.id }, async (tx): Promise<Declared> => {
    await lockContinuity(tx, gateId);
    const before = await gateContinuities(tx, gateId);
    if (openContinuity(before) !== null) return err('AP-DONE');
    const serials = nextSerials(before, sheets);
    if (!serials.ok) return err('AP-INPUT');
    await recordEvents(
      tx,
      gateId,
      [
        {
          ...centreDraft(gateId, { actor: actor.id }),
          type: 'continuity.declared',
          body: { ...serials.value, reason },
        },
      ],
      clock.now(),
    );
    const [declared] = await gateContinuities(tx, gateId);
    return declared === undefined ? err('AP-INPUT') : ok(declared);
  });
  announceChange(db);
  return outcome;
}

/** The gate works on its tablets again; what stands on paper is typed in afterwards. */
export async function endContinuity(
  { db, clock, actor }: PersonContext,
  { gateId, continuity, reason }: { gateId: GateId; continuity: EventId; reason: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      await lockContinuity(tx, gateId);
      const held = (await gateContinuities(tx, gateId)).find(({ id }) => id === continuity);
      if (held === undefined) return err('AP-NONE');
      if (held.ended !== null) return err('AP-DONE');
      await recordEvents(
        tx,
        gateId,
        [
          {
            ...centreDraft(gateId, { actor: actor.id }),
            type: 'continuity.ended',
            body: { continuity, reason },
          },
        ],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
