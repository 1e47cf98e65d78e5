import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { overAllGates, speakForGate } from '@/db/over-all-gates';
import { filing, vehicleClaim } from '@/db/schema/filing';
import { slot, slotPlace } from '@/db/schema/slot';
import { redirect } from '@/db/schema/substitution';
import { detailsSaid, listsSaid } from '@/domain/declaration/said-before';
import type { AcceptedSubmission } from '@/domain/declaration/submission';
import { judgeRedirect, type RedirectRefusal } from '@/domain/fleet/redirect';
import { gateById } from '@/domain/gate/gates';
import { fastestTravelMs } from '@/domain/gate/travel';
import { type CrossingId, crossingIdSchema, type GateId, passIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS } from '@/domain/slot/slot';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { Late } from '@/domain/sync/declared-details';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { NOBODY } from '../crossing/open-people';
import { openPersonal } from '../crossing/seal-personal';
import { type Filed, fileCrossings } from '../declaration/file-crossings';
import { centreDraft } from '../log/centre-draft';
import { lockCrossings } from '../log/crossing-rows';
import { readProcesses } from '../log/load-processes';
import { readState } from '../log/read-states';
import { lockCentre, recordEvents } from '../log/record-events';
import { revokePass } from '../pass/revoke-pass';
import { recordLine } from '../slot/slot-rows';
import { announceChange } from '../stream/announce-change';
import { gatesOpenFor, type LeavingCase, readLeaving } from './read-leaving';

export type Redirected =
  | {
      readonly kind: 'moved';
      readonly gateId: GateId;
      readonly crossingId: CrossingId;
      readonly token: string;
      readonly carried: boolean;
    }
  | { readonly kind: 'refused'; readonly code: RedirectRefusal };

type Asked = {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly to: GateId;
  readonly reason: string;
};

/**
 * FV-14 … FV-16: the crossing ends here and another begins there that continues it, in one transaction: its pass is revoked, a
 * new one issued, the place here goes to others, and its time of asking goes along.
 */
export async function askRedirect(
  { db, clock, actor, keys }: PersonContext & Pick<Context, 'keys'>,
  { gateId, to, reason, ...asked }: Asked,
): Promise<Result<Redirected, 'AP-NONE' | 'AP-DONE'>> {
  const { firmId } = actor;
  if (firmId === null) return err('AP-NONE');
  const crossingId = crossingIdSchema.parse(asked.crossingId);
  const ring = await keys();
  const now = clock.now();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id, firmId },
    async (tx): Promise<Result<Redirected, 'AP-NONE' | 'AP-DONE'>> => {
      const known = await readLeaving(tx, gateId, crossingId);
      if (known === null) return err('AP-NONE');
      await lockOrder(tx, known);
      await lockCentre(tx, gateId, now);
      await lockCrossings(tx, gateId, [crossingId]);
      const of = await readLeaving(tx, gateId, crossingId);
      const declared = (await readState(tx, gateId, crossingId))?.declared ?? null;
      if (of === null || declared === null) return err('AP-NONE');
      const open = await overAllGates(tx, gateId, () => gatesOpenFor(tx, of, now));
      const isOpen = gateById(to)?.closed === false;
      const verdict = judgeRedirect(of.leaving, { gate: to, isOpen, isClassOpen: open.has(to) }, now);
      if (verdict.kind === 'refused') return ok(verdict);
      if (of.pass === null) return err('AP-DONE');
      const personal = (await openPersonal(tx, gateId, crossingId)) ?? NOBODY;
      const passId = passIdSchema.parse(of.pass.passId);
      await revokePass(tx, ring, { gateId, passId, reason, actor: actor.id }, now);
      const envelope = centreDraft(gateId, { crossingId, direction: of.direction, actor: actor.id });
      await recordEvents(tx, gateId, [{ ...envelope, type: 'crossing.cancelled', body: { reason } }], now);

      const late = await owedOf(tx, gateId, crossingId);
      await speakForGate(tx, to);
      const { note, ...people } = personal;
      // A route belongs to its gate: not known yet at the other one (rule 12).
      const accepted: AcceptedSubmission = {
        ...declared,
        gateId: to,
        direction: of.direction,
        route: null,
        personal: people,
        note,
        details: detailsSaid(declared.details),
      };
      const office = { ring, processes: await readProcesses(tx, to), actor: actor.id, now };
      const clientKey = uuidv7({ msecs: now });
      const whole = { key: clientKey, parts: 1, ...listsSaid(declared.details), late };
      const next = { firmId, clientKey, contentHash: hashOf(accepted), accepted, whole };
      const [filed] = await fileCrossings(tx, to, [next], office);
      const issued = issuedOf(filed);
      const change = { reason, by: actor.id, at: now, askedAt: verdict.askedAt };
      await tx.insert(redirect).values({
        ...change,
        gateId: to,
        crossingId: issued.crossingId,
        way: 'came',
        otherGate: gateId,
        otherCrossing: crossingId,
      });
      if (verdict.askedAt !== null)
        await askForHour(tx, {
          gateId: to,
          crossingId: issued.crossingId,
          from: gateId,
          firmId,
          of,
          askedAt: verdict.askedAt,
          now,
        });
      await speakForGate(tx, gateId);
      await tx.insert(redirect).values({
        ...change,
        gateId,
        crossingId,
        way: 'left',
        otherGate: to,
        otherCrossing: issued.crossingId,
      });
      return ok({
        kind: 'moved',
        gateId: to,
        crossingId: issued.crossingId,
        token: issued.token,
        carried: verdict.carried,
      });
    },
  );
  if (outcome.ok) announceChange(db);
  return outcome;
}

/**
 * Two logs are written: one such change at a time in the province, so that of two in opposite directions neither holds what
 * the other waits for. Then the vehicle, as whoever files takes it before the log.
 */
async function lockOrder(tx: Transaction, { plate, direction }: LeavingCase): Promise<void> {
  await holdLock(tx, 'redirect');
  await tx
    .select({ crossingId: vehicleClaim.crossingId })
    .from(vehicleClaim)
    .where(and(eq(vehicleClaim.plate, plate), eq(vehicleClaim.direction, direction)))
    .for('update');
}

const hashOf = (accepted: AcceptedSubmission): string =>
  createHash('sha256').update(canonicalJson(accepted)).digest('hex');

function issuedOf(filed: Filed | undefined): Extract<Filed, { kind: 'issued' }> {
  // Its vehicle was held since before the old crossing ended, and its key is new.
  if (filed?.kind !== 'issued') throw new Error('the continuation of a crossing was not filed');
  return filed;
}

/** What the firm still owes (DE-10); what it has told meanwhile is not asked for again. */
async function owedOf(tx: Transaction, gateId: GateId, crossingId: CrossingId): Promise<Late[] | undefined> {
  const [row] = await tx
    .select({ late: filing.late })
    .from(filing)
    .where(and(eq(filing.gateId, gateId), eq(filing.crossingId, crossingId)));
  return row?.late ? [...row.late] : undefined;
}

/** FV-15: it waits for the first hours it can reach, as who asked then; the next beat of the slots serves it in that order. */
async function askForHour(
  tx: Transaction,
  {
    gateId,
    crossingId,
    from,
    firmId,
    of,
    askedAt,
    now,
  }: {
    readonly gateId: GateId;
    readonly crossingId: CrossingId;
    readonly from: GateId;
    readonly firmId: string;
    readonly of: LeavingCase;
    readonly askedAt: number;
    readonly now: number;
  },
): Promise<void> {
  const { direction, slotClass } = of;
  if (slotClass === null) return;
  const hourStart = hourOf(now + fastestTravelMs(from, gateId)) + HOUR_MS;
  const place = {
    direction,
    class: slotClass,
    hourStart,
    untilHour: hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS,
    reference: randomBytes(8).toString('hex'),
  };
  await tx.insert(slotPlace).values({ gateId, crossingId, firm: firmId, state: 'asked', askedAt, ...place });
  const [row] = await tx
    .select({ free: sql`${slot.released} - ${slot.booked}`.mapWith(Number) })
    .from(slot)
    .where(
      and(
        eq(slot.gateId, gateId),
        eq(slot.direction, direction),
        eq(slot.class, slotClass),
        eq(slot.hourStart, hourStart),
      ),
    );
  await recordLine(
    tx,
    gateId,
    place,
    { kind: 'asked', untilHour: place.untilHour, free: row?.free ?? 0 },
    now,
  );
}
