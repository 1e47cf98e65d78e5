import { and, desc, eq, gt, gte, isNull, notExists, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { feeMovement } from '@/db/schema/fee';
import { slotPlace, slotRecord } from '@/db/schema/slot';
import { telling } from '@/db/schema/telling';
import { threadMessage } from '@/db/schema/thread';
import { BILL_KINDS, type BillKind } from '@/domain/fee/assess';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { leastIdOf, momentOfId } from '@/domain/shared/uuid-time';
import type { Why } from '@/domain/slot/public-record';
import type { TellingFact } from '@/domain/telling/facts-of-event';
import type { TellingKind } from '@/domain/telling/telling-kind';
import { readFee } from '../fee/read-fee';
import { PAID_STEPS } from '../fee/tick-paid';

/**
 * Slots, fees and threads are rows of their own, whose times are those before their commit: each look goes so far back,
 * far longer than any transaction of ours lasts, and what was told already is known by its key (decision 076).
 */
const LOOK_BACK_MS = 15 * 60_000;
/** After a standstill of the tellers nothing older is looked for: no message lives longer (TE-4). */
const MOST_BACK_MS = 12 * 3_600_000;

/** `since`: when this gate began to tell, ms; `position`: in its log, how far that was told; `now` in ms. */
type Look = { readonly since: number; readonly position: number; readonly now: number };

export async function readTableFacts(
  tx: Transaction,
  gateId: GateId,
  look: Look,
): Promise<readonly TellingFact[]> {
  const { since, now } = look;
  const from = Math.max(since, (await toldLast(tx, gateId, now)) - LOOK_BACK_MS);
  const found = await Promise.all([
    slotFacts(tx, gateId, from),
    paidFacts(tx, gateId, from),
    dueFacts(tx, gateId, look),
    answerFacts(tx, gateId, from),
  ]);
  return found.flat().sort((a, b) => a.at - b.at);
}

/** Up to when nothing can be missing, ms: each look that tells anything has told all that it found, this too. */
async function toldLast(tx: Transaction, gateId: GateId, now: number): Promise<number> {
  const [last] = await tx
    .select({ id: telling.tellingId })
    .from(telling)
    .where(eq(telling.gateId, gateId))
    .orderBy(desc(telling.tellingId))
    .limit(1);
  const at = last === undefined ? 0 : momentOfId(last.id);
  return Math.min(now, Math.max(at, now - MOST_BACK_MS));
}

function slotKind(why: Why): TellingKind | null {
  if (why.kind === 'taken') return why.by === 'draw' || why.by === 'waiting-list' ? 'slot-got' : null;
  if (why.kind !== 'left') return null;
  if (why.by === 'no-show') return 'slot-missed';
  return why.by === 'hours-past' ? 'slot-unmet' : null;
}

/** What came of a wish or a place without the firm's own doing. */
async function slotFacts(tx: Transaction, gateId: GateId, from: number): Promise<readonly TellingFact[]> {
  const rows = await tx
    .select({ record: slotRecord, crossingId: slotPlace.crossingId })
    .from(slotRecord)
    .innerJoin(
      slotPlace,
      and(eq(slotPlace.gateId, slotRecord.gateId), eq(slotPlace.reference, slotRecord.reference)),
    )
    .where(and(eq(slotRecord.gateId, gateId), gte(slotRecord.id, leastIdOf(from)), gte(slotRecord.at, from)));
  return rows.flatMap(({ record, crossingId }): readonly TellingFact[] => {
    const kind = slotKind(record.why);
    if (kind === null) return [];
    const of = crossingIdSchema.parse(crossingId);
    const { at, hourStart } = record;
    return [
      {
        key: `slot ${record.id}`,
        kind,
        crossingId: of,
        about: 'slot',
        at,
        by: null,
        values: { time: hourStart },
      },
    ];
  });
}

/** Of which bill a fact is: a later one of the same overtakes it. */
const aboutFee = (kind: BillKind): string => `fee ${kind}`;

async function paidFacts(tx: Transaction, gateId: GateId, from: number): Promise<readonly TellingFact[]> {
  const rows = await tx
    .select()
    .from(feeMovement)
    .where(and(eq(feeMovement.gateId, gateId), gte(feeMovement.at, from), gt(feeMovement.amount, 0)));
  return rows.map(
    ({ movementId, crossingId, at, by, amount, receipt, kind }): TellingFact => ({
      key: `paid ${movementId}`,
      kind: 'fee-paid',
      crossingId: crossingIdSchema.parse(crossingId),
      about: aboutFee(kind),
      at,
      by,
      values: { amount, receipt: receipt ?? 0 },
    }),
  );
}

const ofBill = (gateId: GateId, crossingId: string | PgColumn, kind: BillKind) =>
  and(
    eq(telling.gateId, gateId),
    eq(telling.crossingId, crossingId),
    eq(telling.kind, 'fee-due'),
    eq(telling.about, aboutFee(kind)),
  );

/** What it was told last is what it comes to: a sum that was another one meanwhile is told again. */
async function wasLastTold(
  tx: Transaction,
  gateId: GateId,
  crossingId: string,
  kind: BillKind,
  due: number,
): Promise<boolean> {
  const [last] = await tx
    .select({ values: telling.values })
    .from(telling)
    .where(ofBill(gateId, crossingId, kind))
    .orderBy(desc(telling.tellingId))
    .limit(1);
  // Of before sums were written down: told once, whatever it came to.
  return last !== undefined && (last.values.due ?? due) === due;
}

/**
 * A vehicle that waits for a bill to be paid: once for each bill, and again for what it comes to once a correction has
 * changed that while it waits. A bill that was told is looked at again only when the log says something of its vehicle.
 */
async function dueFacts(
  tx: Transaction,
  gateId: GateId,
  { since, position, now }: Look,
): Promise<readonly TellingFact[]> {
  const wasTold = (kind: BillKind) =>
    tx
      .select({ one: sql`1` })
      .from(telling)
      .where(ofBill(gateId, crossing.crossingId, kind));
  const rows = await tx
    .select({
      crossingId: crossing.crossingId,
      waitingOn: crossing.waitingOn,
      at: crossing.position,
    })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNull(crossing.endedAt),
        gte(crossing.lastEventAt, since),
        or(
          ...BILL_KINDS.map((kind) =>
            and(
              sql`${crossing.waitingOn} @> ${JSON.stringify([{ step: PAID_STEPS[kind] }])}::jsonb`,
              or(gt(crossing.position, position), notExists(wasTold(kind))),
            ),
          ),
        ),
      ),
    )
    // Of those that wait without a sum to pay there may be more than one look takes: they must not stand in the way.
    .orderBy(desc(crossing.lastEventAt))
    .limit(50);
  const facts: TellingFact[] = [];
  for (const { waitingOn, ...row } of rows) {
    const crossingId = crossingIdSchema.parse(row.crossingId);
    const file = await readFee(tx, gateId, crossingId, now);
    for (const { kind, due, open } of file?.balances ?? []) {
      if (open === 0 || !waitingOn.some(({ step }) => step === PAID_STEPS[kind])) continue;
      if (await wasLastTold(tx, gateId, crossingId, kind, due)) continue;
      const of = { crossingId, about: aboutFee(kind), at: now, by: null, values: { amount: open, due } };
      facts.push({ key: `due ${crossingId} ${kind} ${row.at} ${due}`, kind: 'fee-due', ...of });
    }
  }
  return facts;
}

async function answerFacts(tx: Transaction, gateId: GateId, from: number): Promise<readonly TellingFact[]> {
  const rows = await tx
    .select()
    .from(threadMessage)
    .where(
      and(eq(threadMessage.gateId, gateId), gte(threadMessage.at, from), eq(threadMessage.from, 'gate')),
    );
  return rows.map(
    ({ messageId, crossingId, subject, at, by }): TellingFact => ({
      key: `answer ${messageId}`,
      kind: 'answer',
      crossingId: crossingIdSchema.parse(crossingId),
      about: `thread ${subject}`,
      at,
      by,
      values: { subject },
    }),
  );
}
