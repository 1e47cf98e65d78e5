import { createHash } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { draft } from '@/db/schema/draft';
import { pass } from '@/db/schema/pass';
import { contentOf, type FieldFault, type Submission } from '@/domain/declaration/submission';
import {
  allFaults,
  type CheckedVehicle,
  checkWhole,
  type Extras,
  NO_EXTRAS,
} from '@/domain/declaration/whole';
import { type CrossingId, type GateId, type PassId, passIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { canonicalJson } from '@/domain/sync/canonical-json';
import { countDeclaration } from '@/server/auth/throttle';
import { readProcesses } from '@/server/log/load-processes';
import { announceChange } from '@/server/stream/announce-change';
import { continuedTrip } from './continued-trip';
import type { Filing } from './enter-filings';
import { type Filed, fileCrossings } from './file-crossings';
import type { FirmContext } from './firm-context';
import { lockDraft } from './lock-draft';

export type IssuedVehicle = {
  readonly crossingId: CrossingId;
  readonly passId: PassId;
  /** The signed pass, `GP1:…`. */
  readonly token: string;
  /** Normalised plate. */
  readonly plate: string;
};
export type SubmitOutcome =
  | (IssuedVehicle & {
      readonly kind: 'issued';
      readonly gateId: GateId;
      /** Everything that crosses by this declaration, the first one again among it. */
      readonly vehicles: readonly IssuedVehicle[];
      /** Lorries that come for its load, each with a pass of its own. */
      readonly receiving: readonly IssuedVehicle[];
      /** What was not filed, and why: to be corrected and sent under the same declaration (DE-4). */
      readonly kept: readonly FieldFault[];
    })
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

/** The vehicle has a live crossing in this direction; whose and where is not said. */
export const TWICE: FieldFault = { field: 'plate', code: 'PL-TWICE', detail: { row: 'live' } };

/** Lorries that come for the load, and other vehicles, are filings of their own. */
export function hashOf(submission: Submission, { goods, continues }: Extras = NO_EXTRAS): string {
  const more = goods.length === 0 && continues === null ? {} : { goods, continues };
  return createHash('sha256')
    .update(canonicalJson({ ...contentOf(submission), ...more }))
    .digest('hex');
}

export type Submitted = {
  readonly submission: Submission;
  /** Of the first vehicle. */
  readonly clientKey: string;
  /** Of the declaration, when its first vehicle was filed before; absent: the client key. */
  readonly declarationKey?: string | undefined;
  readonly extras?: Extras | undefined;
};

/** Nothing of the whole is kept: a client key stands for something else. */
class OtherContent extends Error {}

/**
 * Validate first (rule 6): what is wrong with the whole is an answer, nothing is stored. Otherwise every vehicle that is
 * right becomes a crossing with its pass, in one transaction, and what is wrong with the others is told beside it
 * (DE-4). The same client keys again answer with the same passes; the draft of the first key goes.
 */
export async function submitDeclaration(
  ctx: FirmContext,
  submitted: Submitted,
): Promise<Result<SubmitOutcome, 'AP-KEY' | 'AP-MANY'>> {
  if (!(await countDeclaration(ctx.accounts, ctx.firmId, ctx.clock.now()))) return err('AP-MANY');
  const { submission, extras = NO_EXTRAS } = submitted;
  const checked = checkWhole(submission, extras);
  const known = allFaults(checked);
  const gateId = checked.vehicles.find(({ accepted }) => accepted !== null)?.accepted?.gateId;
  if (checked.faults.length > 0 || gateId === undefined) return ok({ kind: 'faults', faults: known });
  const continues = await continuedTrip(ctx, extras.continues, submission);
  const receiving = checked.receiving.flatMap(({ accepted }) =>
    accepted === null ? [] : [{ ...accepted.binding, area: accepted.details.yard }],
  );
  const whole = {
    key: submitted.declarationKey ?? submitted.clientKey,
    parts: checked.vehicles.length,
    goods: [...checked.goods],
    receiving: receiving.map(({ plate, trailer, container, area }) => ({ plate, trailer, container, area })),
    ...(continues === null ? {} : { continues }),
  };
  try {
    const crossed = await fileParts(ctx, gateId, checked.vehicles, submitted, (own) => ({
      contentHash: hashOf(own, extras),
      whole: { ...whole, late: extras.late.filter(({ field }) => own[field] === '') },
    }));
    const [first] = crossed.issued;
    if (first === undefined) return ok({ kind: 'faults', faults: [...known, ...crossed.refused] });
    // What comes for a load that was not filed has nothing to come for: the lorries are filed after it.
    const { key } = whole;
    const receivers = await fileParts(ctx, gateId, checked.receiving, submitted, (own) => ({
      contentHash: hashOf(own),
      whole: { key, parts: whole.parts, receivesFrom: first.crossingId },
    }));
    const kept = [...known, ...crossed.refused, ...receivers.refused];
    const outcome = { ...first, gateId, vehicles: crossed.issued, receiving: receivers.issued, kept };
    return ok({ kind: 'issued', ...outcome });
  } catch (error) {
    if (error instanceof OtherContent) return err('AP-KEY');
    throw error;
  } finally {
    announceChange(ctx.db);
  }
}

type Parts = { readonly issued: readonly IssuedVehicle[]; readonly refused: readonly FieldFault[] };

/** One transaction for what can be filed of these. */
async function fileParts(
  { db, clock, actor, firmId, keys }: FirmContext,
  gateId: GateId,
  parts: readonly CheckedVehicle[],
  { clientKey }: Submitted,
  more: (own: Submission) => Pick<Filing, 'contentHash' | 'whole'>,
): Promise<Parts> {
  const filings = parts.flatMap(({ key, accepted, submission, place }) =>
    accepted === null
      ? []
      : [
          {
            place,
            filing: { firmId, clientKey: key ?? clientKey, accepted, ...more(submission) },
          },
        ],
  );
  if (filings.length === 0) return { issued: [], refused: [] };
  const ring = await keys();
  return inGate(db, { gateId, actor: actor.id, firmId }, async (tx) => {
    await lockDraft(tx, firmId, clientKey);
    const filed = await fileCrossings(
      tx,
      gateId,
      filings.map(({ filing }) => filing),
      { ring, processes: await readProcesses(tx, gateId), actor: actor.id, now: clock.now() },
    );
    const issued: IssuedVehicle[] = [];
    const refused: FieldFault[] = [];
    for (const [at, { filing, place }] of filings.entries()) {
      const outcome = filed[at];
      const vehicle = outcome === undefined ? null : await issuedOf(tx, gateId, outcome, filing);
      if (vehicle === null) refused.push(place === null ? TWICE : { ...TWICE, within: place });
      else issued.push(vehicle);
    }
    if (issued.length > 0)
      await tx.delete(draft).where(and(eq(draft.firmId, firmId), eq(draft.id, clientKey)));
    return { issued, refused };
  });
}

/** Null for a vehicle that is under way already. */
async function issuedOf(
  tx: Transaction,
  gateId: GateId,
  filed: Filed,
  { accepted }: Filing,
): Promise<IssuedVehicle | null> {
  if (filed.kind === 'twice') return null;
  if (filed.kind === 'known' && !filed.sameContent) throw new OtherContent();
  const issued = filed.kind === 'issued' ? filed : await readIssued(tx, gateId, filed.crossingId);
  const { passId, token } = issued;
  return { crossingId: filed.crossingId, passId, token, plate: accepted.binding.plate };
}

/** The pass that an earlier attempt was answered with, in its newest revision. */
async function readIssued(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<{ readonly passId: PassId; readonly token: string }> {
  const [row] = await tx
    .select({ passId: pass.passId, token: pass.token })
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)))
    .orderBy(desc(pass.change))
    .limit(1);
  if (!row) throw new Error('a filed crossing without a pass');
  return { passId: passIdSchema.parse(row.passId), token: row.token };
}
