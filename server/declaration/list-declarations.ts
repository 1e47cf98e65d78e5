import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { pass } from '@/db/schema/pass';
import { vehiclePosition } from '@/db/schema/position';
import { slotPlace } from '@/db/schema/slot';
import type { CrossingState } from '@/domain/crossing/state';
import { type Stay, stayOf } from '@/domain/crossing/stay';
import { type LateStanding, openLate } from '@/domain/declaration/late';
import type { Approach } from '@/domain/position/on-the-way';
import {
  type CrossingId,
  crossingIdSchema,
  type GateId,
  gateIdSchema,
  type PassId,
  passIdSchema,
} from '@/domain/shared/identity';
import type { CrossingKind, Direction, GoodsClass, Stage } from '@/domain/shared/vocabulary';
import { endOf, goodsClassOf, isDirection, isStage, kindOf } from '@/server/board/stored-words';
import { seenOf } from '@/server/position/seen-of';
import type { FirmContext } from './firm-context';

/** One of my firm's crossings. */
export type MyDeclaration = {
  readonly crossingId: CrossingId;
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  /** Normalised. */
  readonly plate: string;
  readonly trailer: string | null;
  readonly class: GoodsClass;
  readonly goodsName: string;
  readonly declaredAt: number;
  readonly plannedArrivalAt: number | null;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly ended: CrossingState['ended'];
  /** Its hour at the gate, or the hours it waits for; null: neither. */
  readonly slot: { readonly state: 'asked' | 'booked'; readonly hourStart: number } | null;
  /** What its driver shares of the way; null: nothing, or it has come. */
  readonly seen: Approach | null;
  /** Of the declaration, and which of its vehicles this is; null of what was filed before there were numbers. */
  readonly declaration: { readonly number: string; readonly part: number; readonly parts: number } | null;
  readonly twoWay: boolean;
  /** The crossing out that this trip back ends. */
  readonly continues: CrossingId | null;
  /** Beyond the line (DE-8); null of a trip that does not count or has not left. */
  readonly stay: Stay | null;
  /** Not told yet, soonest first (DE-10); nothing once the crossing has ended. */
  readonly late: readonly LateStanding[];
  readonly pass: {
    readonly passId: PassId;
    readonly revision: number;
    readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
    readonly token: string;
  } | null;
};

/** Where nobody says how many. */
const USUAL = 300;
/** More than this nobody looks through on a screen. */
export const MOST_LISTED = 2_000;

/** What is under way first, however long ago it was filed, then what has ended; each newest first. */
export async function listDeclarations(
  { db, clock, actor, firmId }: Pick<FirmContext, 'db' | 'clock' | 'actor' | 'firmId'>,
  most = USUAL,
): Promise<readonly MyDeclaration[]> {
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, (tx) =>
    tx
      .select({ filing, crossing, pass, slot: slotPlace, position: vehiclePosition })
      .from(filing)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)),
      )
      // A crossing that was given a second pass is one line, with the newest.
      .leftJoin(
        pass,
        and(
          eq(pass.gateId, filing.gateId),
          eq(pass.crossingId, filing.crossingId),
          sql`${pass.change} = (select max(newest.change) from ${pass} as newest
            where newest.gate_id = ${filing.gateId} and newest.crossing_id = ${filing.crossingId})`,
        ),
      )
      .leftJoin(
        slotPlace,
        and(eq(slotPlace.gateId, filing.gateId), eq(slotPlace.crossingId, filing.crossingId)),
      )
      .leftJoin(
        vehiclePosition,
        and(eq(vehiclePosition.gateId, filing.gateId), eq(vehiclePosition.crossingId, filing.crossingId)),
      )
      .where(and(eq(filing.firmId, firmId), isNotNull(crossing.binding)))
      .orderBy(desc(isNull(crossing.endedAt)), desc(filing.filedAt), desc(filing.crossingId))
      .limit(most),
  );
  const now = clock.now();
  const backAt = firstSeenBack(rows.map((row) => row.crossing));
  return rows.flatMap(({ filing: filed, crossing: row, pass: issued, slot, position }) => {
    const { crossingId, binding, direction, stage } = row;
    const [kind, goodsClass] = [kindOf(row.kind), goodsClassOf(row.goodsClass)];
    if (binding === null || kind === null || goodsClass === null) return [];
    if (!isDirection(direction) || !isStage(stage)) return [];
    return [
      {
        crossingId: crossingIdSchema.parse(crossingId),
        gateId: gateIdSchema.parse(row.gateId),
        direction,
        kind,
        plate: binding.plate,
        trailer: binding.trailer,
        class: goodsClass,
        goodsName: row.goodsName ?? '',
        declaredAt: row.declaredAt ?? filed.filedAt,
        plannedArrivalAt: row.plannedArrivalAt,
        stage,
        stageSince: row.stageSince,
        waitingOn: row.waitingOn,
        ended: endOf(row),
        declaration:
          filed.declarationNo === null
            ? null
            : { number: filed.declarationNo, part: filed.part ?? 1, parts: filed.parts ?? 1 },
        twoWay: filed.twoWay === true,
        continues: filed.continues === null ? null : crossingIdSchema.parse(filed.continues),
        stay: stayOf(
          {
            ...{ direction, kind, plate: binding.plate, twoWay: filed.twoWay === true },
            leftAt: row.endedKind === 'completed' ? row.endedAt : null,
            backAt: row.endedAt === null ? null : backAt(binding.plate, row.endedAt),
          },
          now,
        ),
        late: row.endedAt === null ? openLate(filed.late ?? [], new Set(), now) : [],
        slot:
          slot?.state === 'asked' || slot?.state === 'booked'
            ? { state: slot.state, hourStart: slot.hourStart }
            : null,
        seen:
          position === null || row.arrivedAt !== null
            ? null
            : seenOf(position, { gateId: gateIdSchema.parse(row.gateId), direction }, clock.now()),
        pass:
          issued === null
            ? null
            : {
                passId: passIdSchema.parse(issued.passId),
                revision: issued.revision,
                status: issued.status,
                token: issued.token,
              },
      },
    ];
  });
}

/** When a vehicle of the firm was first seen on its way in after it had left, ms. */
function firstSeenBack(rows: readonly (typeof crossing.$inferSelect)[]) {
  const seen = new Map<string, number[]>();
  for (const { direction, binding, arrivedAt } of rows)
    if (direction === 'import' && binding !== null && arrivedAt !== null)
      seen.set(binding.plate, [...(seen.get(binding.plate) ?? []), arrivedAt]);
  return (plate: string, leftAt: number): number | null => {
    const after = (seen.get(plate) ?? []).filter((at) => at > leftAt);
    return after.length === 0 ? null : Math.min(...after);
  };
}
