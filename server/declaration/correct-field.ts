import { and, desc, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { pass } from '@/db/schema/pass';
import type { Declared } from '@/domain/crossing/state';
import type { FieldFault } from '@/domain/declaration/submission';
import { type CrossingId, crossingIdSchema, type GateId, passIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { EventDraft } from '@/domain/sync/event';
import type { Context } from '@/server/api/context';
import { actorId } from '@/server/auth/actor-id';
import { openPersonal } from '@/server/crossing/seal-personal';
import { centreDraft } from '@/server/log/centre-draft';
import { lockCrossings } from '@/server/log/crossing-rows';
import { readState } from '@/server/log/read-states';
import { lockCentre, recordEvents } from '@/server/log/record-events';
import { preparePasses } from '@/server/pass/issue-pass';
import { announceChange } from '@/server/stream/announce-change';
import { type CorrectableField, readCorrection } from './read-correction';
import { speakForFirms } from './speak-for-firms';

export type CorrectOutcome =
  | {
      readonly kind: 'corrected';
      /** The pass after the correction; a higher revision when something it binds changed. */
      readonly pass: { readonly revision: number; readonly token: string } | null;
      readonly reissued: boolean;
    }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

type Refusal = 'AP-NONE' | 'AP-ENDED' | 'AP-DONE';

/**
 * Corrects one field of a filed declaration, with a reason; the filing stays as it was and the field has a history
 * (rule 13). When the pass binds the field, it is signed again with a higher revision, so the older QR dies by itself
 * (rule 5). The vehicle itself is not corrected this way: another plate is another crossing, or a place could be sold.
 * For the same reason a firm tells a trailer or container that was not known, and asks to replace one that was (FV-9).
 */
export async function correctField(
  ctx: Pick<Context, 'db' | 'clock' | 'actor' | 'keys'>,
  input: { gateId: GateId; crossingId: string; field: CorrectableField; to: string; reason: string },
): Promise<Result<CorrectOutcome, Refusal>> {
  const { db, clock, actor } = ctx;
  const { gateId, reason } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  const correction = readCorrection(input.field, input.to);
  if (!correction.ok) return ok({ kind: 'faults', faults: [correction.error] });
  const { path, value, apply, isBound } = correction.value;
  const ring = await ctx.keys();

  const outcome = await inGate(
    db,
    { gateId, actor: actorId(actor) },
    async (tx): Promise<Result<CorrectOutcome, Refusal>> => {
      const declared = await lockDeclared(tx, gateId, crossingId, clock.now());
      if (declared.kind !== 'live') return err(declared.kind);
      const { direction, before } = declared;
      const from = correction.value.read(before);
      if (from === value) return err('AP-DONE');
      if (isSwap(actor, input.field) && from !== null)
        return ok({ kind: 'faults', faults: [{ field: input.field, code: 'ID-SWAP', detail: {} }] });
      const now = clock.now();
      const drafts: EventDraft[] = [
        {
          ...centreDraft(gateId, { crossingId, direction, actor: actorId(actor) }),
          type: 'crossing.corrected',
          body: { path, from, to: value, reason },
        },
      ];
      const held = await newestPass(tx, gateId, crossingId);
      let after = held && { revision: held.revision, token: held.token };
      const reissued = isBound && held?.status === 'live';
      if (reissued) {
        const personal = await openPersonal(tx, gateId, crossingId);
        const changed = apply(before);
        const [signed] = await preparePasses(
          tx,
          ring,
          gateId,
          [
            {
              crossingId,
              direction,
              kind: changed.kind,
              goodsClass: changed.goods.class,
              binding: changed.binding,
              driver: personal?.driverName ?? '',
              plannedArrivalAt: changed.plannedArrivalAt,
              actor: actorId(actor),
              passId: passIdSchema.parse(held.passId),
            },
          ],
          now,
        );
        if (!signed) throw new Error('no pass was prepared');
        drafts.push(signed.draft);
        after = { revision: signed.revision, token: signed.token };
      }
      await recordEvents(tx, gateId, drafts, now);
      if (value !== null) await settleLate(tx, { gateId, crossingId, firmId: before.firm.id }, input.field);
      return ok({ kind: 'corrected', pass: after, reissued });
    },
  );
  announceChange(db);
  return outcome;
}

/** A firm asks for another trailer or container (FV-9); it does not write one over the other. */
export const isSwap = (actor: Context['actor'], field: CorrectableField): boolean =>
  actor.kind === 'person' && actor.firmId !== null && (field === 'trailer' || field === 'container');

/** DE-10: what was told is owed no longer. */
async function settleLate(
  tx: Transaction,
  of: { readonly gateId: GateId; readonly crossingId: CrossingId; readonly firmId: string },
  field: CorrectableField,
): Promise<void> {
  await speakForFirms(tx, [of.firmId]);
  const own = and(eq(filing.gateId, of.gateId), eq(filing.crossingId, of.crossingId));
  const [row] = await tx.select({ late: filing.late }).from(filing).where(own);
  const open = row?.late?.filter((late) => late.field !== field) ?? [];
  if (row?.late && open.length < row.late.length)
    await tx
      .update(filing)
      .set({ late: open.length === 0 ? null : open })
      .where(own);
}

type Locked =
  | { readonly kind: 'live'; readonly direction: 'export' | 'import'; readonly before: Declared }
  | { readonly kind: 'AP-NONE' | 'AP-ENDED' };

/** One correction at a time: `from` must be what the one before has left. */
async function lockDeclared(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
  now: number,
): Promise<Locked> {
  const known = await tx
    .select({ id: crossing.crossingId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  if (known.length === 0) return { kind: 'AP-NONE' };
  // In the order in which every writer of a gate's log takes them.
  await lockCentre(tx, gateId, now);
  await lockCrossings(tx, gateId, [crossingId]);
  const state = await readState(tx, gateId, crossingId);
  if (!state?.declared || state.direction === null) return { kind: 'AP-NONE' };
  if (state.ended !== null) return { kind: 'AP-ENDED' };
  return { kind: 'live', direction: state.direction, before: state.declared };
}

async function newestPass(tx: Transaction, gateId: GateId, crossingId: string) {
  const [row] = await tx
    .select()
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
    .orderBy(desc(pass.change))
    .limit(1);
  return row ?? null;
}
