import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { telling } from '@/db/schema/telling';
import { givenFields } from '@/domain/declaration/copy-declaration';
import { openLate } from '@/domain/declaration/late';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { TellingFact } from '@/domain/telling/facts-of-event';
import { isLateTold } from '@/domain/telling/late-told';
import { speakForFirms } from '../declaration/speak-for-firms';
import { readStates } from '../log/read-states';
import { UUID } from './reach';

/** What a firm promised to declare by a moment that is near, and has not (TE-14). A promise is told once, whatever it is of. */
export async function readLate(db: Database, gateId: GateId, now: number): Promise<readonly TellingFact[]> {
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const promised = await readPromised(tx, gateId, now);
    if (promised.size === 0) return [];
    const keys = [...promised].flatMap(([id, times]) => times.map((dueAt) => keyOf(id, dueAt)));
    const told = await tx
      .select({ fact: telling.fact })
      .from(telling)
      .where(and(eq(telling.gateId, gateId), oneOf(telling.fact, keys)));
    const known = new Set(told.map(({ fact }) => fact));
    const fresh = [...promised.keys()].filter((id) =>
      promised.get(id)?.some((dueAt) => !known.has(keyOf(id, dueAt))),
    );
    const states = await readStates(tx, gateId, fresh);
    return fresh.flatMap((crossingId) => {
      const declared = states.get(crossingId)?.declared;
      // An officer may have written meanwhile what was owed.
      const open = openLate(declared?.details?.late ?? [], declared ? givenFields(declared) : new Set(), now);
      return (promised.get(crossingId) ?? [])
        .filter((dueAt) => open.some((late) => late.dueAt === dueAt))
        .map(
          (dueAt): TellingFact => ({
            key: keyOf(crossingId, dueAt),
            kind: 'late-due',
            crossingId,
            about: `late ${dueAt}`,
            at: now,
            by: null,
            values: { time: dueAt },
          }),
        );
    });
  });
}

const keyOf = (crossingId: CrossingId, dueAt: number): string => `late ${crossingId} ${dueAt}`;

/** Moments that are near, by crossing that is under way. */
async function readPromised(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<ReadonlyMap<CrossingId, readonly number[]>> {
  const live = and(eq(crossing.gateId, gateId), isNull(crossing.endedAt));
  const firms = await tx.selectDistinct({ id: crossing.firmId }).from(crossing).where(live);
  const ids = firms.flatMap(({ id }) => (id !== null && UUID.test(id) ? [id] : []));
  if (ids.length === 0) return new Map();
  await speakForFirms(tx, ids);
  const rows = await tx
    .select({ crossingId: filing.crossingId, late: filing.late })
    .from(filing)
    .innerJoin(crossing, and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)))
    .where(and(live, inArray(filing.firmId, ids), isNotNull(filing.late)));
  return new Map(
    rows.flatMap(({ crossingId, late }) => {
      const near = new Set((late ?? []).map(({ dueAt }) => dueAt).filter((dueAt) => isLateTold(dueAt, now)));
      return near.size === 0 ? [] : [[crossingIdSchema.parse(crossingId), [...near]] as const];
    }),
  );
}
