import { and, desc, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { sheetRow } from '@/db/schema/intake';
import { pass } from '@/db/schema/pass';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import {
  type CrossingId,
  crossingIdSchema,
  type GateId,
  gateIdSchema,
  passIdSchema,
} from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { fileCrossings } from '../declaration/file-crossings';
import type { FirmContext } from '../declaration/firm-context';
import { hashOf, type SubmitOutcome, TWICE } from '../declaration/submit-declaration';
import { readProcesses } from '../log/load-processes';
import { announceChange } from '../stream/announce-change';
import { heldBack, rowKey } from './add-rows';
import { findImport, forFirm, rowAt } from './import-row';
import { openImport, type RowSeal } from './row-seal';

type Place = { readonly importId: string; readonly place: number };
type Row = typeof sheetRow.$inferSelect;

/**
 * A faulty row, corrected in place (rule 13): filed at once when nothing is wrong any more, else kept as it now stands.
 * Corrected again after an answer that got lost, it answers with what it has become.
 */
export async function correctRow(
  ctx: FirmContext,
  { importId, place, submission }: Place & { readonly submission: Submission },
): Promise<Result<SubmitOutcome, 'AP-NONE' | 'AP-DONE'>> {
  const { firmId } = ctx;
  const ring = await ctx.keys();
  const found = await forFirm(ctx, async (tx) => {
    const known = await findImport(tx, firmId, importId);
    const [row] =
      known === null
        ? []
        : await tx
            .select()
            .from(sheetRow)
            .where(rowAt(firmId, importId, place));
    return known === null || row === undefined ? null : { known, row };
  });
  const seal = found && (await openImport(ring, importId, found.known.key));
  if (found === null || seal === null) return err('AP-NONE');
  const { row, known } = found;
  if (row.state === 'filed') return forFirm(ctx, (tx) => readOutcome(tx, row));
  if (row.state !== 'faulty') return err('AP-DONE');
  const { accepted, faults } = checkSubmission(submission);
  if (accepted === null) return keepFaulty(ctx, row, seal, submission, faults);
  const { gateId } = accepted;
  const { db, actor, clock } = ctx;
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id, firmId },
    async (tx): Promise<Result<SubmitOutcome, 'AP-NONE' | 'AP-DONE'> | null> => {
      // Two browsers correct the same row: the second waits here and finds it filed.
      const [now] = await tx
        .select()
        .from(sheetRow)
        .where(rowAt(firmId, importId, place))
        .for('update');
      if (now === undefined) return err('AP-NONE');
      if (now.state === 'filed') return readOutcome(tx, now);
      if (now.state !== 'faulty') return err('AP-DONE');
      const clientKey = rowKey(row.label, submission, known.madeAt);
      // As an import keeps it: the same content from a repaired file is the same filing.
      const filing = { firmId, clientKey, contentHash: hashOf(heldBack(submission)), accepted };
      const [filed] = await fileCrossings(tx, gateId, [filing], {
        ring,
        processes: await readProcesses(tx, gateId),
        actor: actor.id,
        now: clock.now(),
      });
      if (filed === undefined || filed.kind === 'twice') return null;
      // Another declaration is under this key: its pass is not this lorry's.
      if (filed.kind === 'known' && !filed.sameContent) return null;
      const written = {
        state: 'filed' as const,
        clientKey,
        gateId,
        crossingId: filed.crossingId,
        sealed: null,
        changedAt: clock.now(),
      };
      await tx
        .update(sheetRow)
        .set(written)
        .where(rowAt(firmId, importId, place));
      return readOutcome(tx, { ...row, ...written });
    },
  );
  if (outcome === null) return keepFaulty(ctx, row, seal, submission, [TWICE]);
  announceChange(db);
  return outcome;
}

async function keepFaulty(
  ctx: FirmContext,
  row: Row,
  seal: RowSeal,
  submission: Submission,
  faults: readonly FieldFault[],
): Promise<Result<SubmitOutcome, never>> {
  await forFirm(ctx, (tx) =>
    tx
      .update(sheetRow)
      .set({ sealed: seal.seal(row.place, { submission, faults }), changedAt: ctx.clock.now() })
      .where(and(rowAt(row.firmId, row.importId, row.place), eq(sheetRow.state, 'faulty'))),
  );
  return ok({ kind: 'faults', faults });
}

/** What a filed row has become: its crossing's newest pass. */
async function readOutcome(tx: Transaction, row: Row): Promise<Result<SubmitOutcome, 'AP-NONE'>> {
  if (row.gateId === null || row.crossingId === null) return err('AP-NONE');
  const gateId: GateId = gateIdSchema.parse(row.gateId);
  const crossingId: CrossingId = crossingIdSchema.parse(row.crossingId);
  const [issued] = await tx
    .select({ passId: pass.passId, token: pass.token, plate: crossing.plate })
    .from(pass)
    .innerJoin(crossing, and(eq(crossing.gateId, pass.gateId), eq(crossing.crossingId, pass.crossingId)))
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
    .orderBy(desc(pass.change))
    .limit(1);
  if (issued === undefined) return err('AP-NONE');
  const { passId, token, plate } = issued;
  const vehicle = { crossingId, passId: passIdSchema.parse(passId), token, plate: plate ?? '' };
  return ok({ kind: 'issued', gateId, ...vehicle, vehicles: [vehicle], receiving: [], kept: [] });
}

/** A faulty row is left out, or put back (IM-4). What was typed stays, so that leaving out can be undone. */
export async function setRowAside(
  ctx: FirmContext,
  { importId, place, aside }: Place & { readonly aside: boolean },
): Promise<Result<null, 'AP-NONE'>> {
  const { firmId, clock } = ctx;
  return forFirm(ctx, async (tx) => {
    if ((await findImport(tx, firmId, importId)) === null) return err('AP-NONE');
    const changed = await tx
      .update(sheetRow)
      .set({ state: aside ? 'dropped' : 'faulty', changedAt: clock.now() })
      .where(and(rowAt(firmId, importId, place), eq(sheetRow.state, aside ? 'faulty' : 'dropped')))
      .returning({ place: sheetRow.place });
    return changed.length === 0 ? err('AP-NONE') : ok(null);
  });
}
