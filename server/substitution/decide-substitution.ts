import { and, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { substitution } from '@/db/schema/substitution';
import { judgeSubstitution, type PlaceAfter, type SubstitutionRefusal } from '@/domain/fleet/substitution';
import { dateOf, HOME } from '@/domain/flow/zones';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import { isDirection } from '../board/stored-words';
import type { PersonContext } from '../control/person-context';
import { type Claim, claimVehicles, releaseVehicle } from '../declaration/claim-vehicles';
import { speakForFirms } from '../declaration/speak-for-firms';
import { lockFleet } from '../fleet/lock-fleet';
import { lockCrossings } from '../log/crossing-rows';
import { lockCentre } from '../log/record-events';
import { announceChange } from '../stream/announce-change';
import { makeSubstitution } from './make-substitution';
import { type RequestRow, readCase, readReplacement } from './read-case';

export type Decision =
  | { readonly kind: 'allowed'; readonly place: PlaceAfter; readonly token: string }
  /** `code` null: by the officer. */
  | { readonly kind: 'refused'; readonly code: SubstitutionRefusal | null };

type Decided = {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly requestId: string;
  readonly allow: boolean;
  /** To a container that moves between lorries. */
  readonly consent: boolean;
  /** Why not; of an allowed one nothing is needed. */
  readonly words: string | null;
};

/**
 * An officer allows or refuses (FV-10). What the rule said when it was asked is asked again: what was free then may be on
 * its way by now. What is allowed happens in the same transaction: corrected, the old pass revoked, a new one issued.
 */
export async function decideSubstitution(
  { db, clock, actor, keys }: PersonContext & Pick<Context, 'keys'>,
  { gateId, requestId, allow, consent, words, ...asked }: Decided,
): Promise<Result<Decision, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT'>> {
  const crossingId = crossingIdSchema.parse(asked.crossingId);
  if (!allow && words === null) return err('AP-INPUT');
  const ring = await keys();
  const now = clock.now();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<Decision, 'AP-NONE' | 'AP-DONE'>> => {
      const known = await readRequest(tx, gateId, crossingId, requestId);
      if (known === null) return err('AP-NONE');
      if (known.outcome !== null) return err('AP-DONE');
      await speakForFirms(tx, [known.firmId]);
      // A trailer, a driver or a lorry of either direction goes to one of two crossings, and stays in the fleet meanwhile.
      await lockFleet(tx, known.firmId);
      // In the order of whoever files: the vehicle first, then the log.
      const claim = allow && known.part === 'tractor' ? await claimFor(tx, gateId, known) : null;
      await lockCentre(tx, gateId, now);
      await lockCrossings(tx, gateId, [crossingId]);
      const request = await readRequest(tx, gateId, crossingId, requestId);
      const of = await readCase(tx, gateId, crossingId, known.firmId);
      // What another officer allowed meanwhile is this crossing's for good.
      const letGo = async () => {
        if (claim !== null && claim.plate !== of?.declared.binding.plate) await releaseVehicle(tx, claim);
      };
      if (request === null || of === null || request.outcome !== null) {
        await letGo();
        return err('AP-DONE');
      }
      const close = (values: Partial<RequestRow>) =>
        tx
          .update(substitution)
          .set({ ...values, decidedBy: actor.id, decidedAt: now })
          .where(and(eq(substitution.gateId, gateId), eq(substitution.id, requestId)));
      const refuse = async (code: SubstitutionRefusal | null): Promise<Result<Decision, never>> => {
        await letGo();
        await close({ outcome: 'refused', code, words, place: null });
        return ok({ kind: 'refused', code });
      };
      if (!allow) return refuse(null);
      const { part, entryId, firmId } = request;
      const wanted = { part, entryId, container: part === 'container' ? request.after : null };
      const found = await readReplacement(tx, ring, { gateId, crossingId, firmId }, of, wanted);
      const verdict = judgeSubstitution(
        part,
        { ...of.facts, isAsked: false },
        found?.replacement ?? null,
        dateOf(now, HOME),
      );
      if (verdict.kind === 'refused') return refuse(verdict.code);
      if (part === 'tractor' && claim === null) return refuse('FV-BUSY');
      if (verdict.needsConsent && !consent) return refuse('FV-MOVE');
      if (found === null) return refuse('FV-FLEET');
      const { token } = await makeSubstitution(tx, ring, {
        gateId,
        crossingId,
        of,
        request,
        replacement: found.replacement,
        driver: found.driver,
        place: verdict.place,
        actor: actor.id,
        now,
      });
      await close({ outcome: 'allowed', place: verdict.place, words });
      return ok({ kind: 'allowed', place: verdict.place, token });
    },
  );
  if (outcome.ok) announceChange(db);
  return outcome;
}

/** Null: it is on another live crossing of this direction, or the crossing has none. */
async function claimFor(
  tx: Transaction,
  gateId: GateId,
  { crossingId, after }: RequestRow,
): Promise<Claim | null> {
  const [row] = await tx
    .select({ direction: crossing.direction })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  const direction = row?.direction ?? null;
  if (after === null || !isDirection(direction)) return null;
  const claim = { plate: after, direction, crossingId };
  return (await claimVehicles(tx, gateId, [claim])).has(crossingId) ? claim : null;
}

async function readRequest(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  requestId: string,
): Promise<RequestRow | null> {
  const [row] = await tx
    .select()
    .from(substitution)
    .where(
      and(
        eq(substitution.gateId, gateId),
        eq(substitution.id, requestId),
        eq(substitution.crossingId, crossingId),
      ),
    );
  return row ?? null;
}
