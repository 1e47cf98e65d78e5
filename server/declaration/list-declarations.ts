import { and, desc, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { pass } from '@/db/schema/pass';
import type { CrossingState } from '@/domain/crossing/state';
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
import type { FirmContext } from './firm-context';

/** One of my firm's crossings, newest first. */
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
  readonly pass: {
    readonly passId: PassId;
    readonly revision: number;
    readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
    readonly token: string;
  } | null;
};

const MOST = 300;

export async function listDeclarations({
  db,
  actor,
  firmId,
}: Pick<FirmContext, 'db' | 'actor' | 'firmId'>): Promise<readonly MyDeclaration[]> {
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, (tx) =>
    tx
      .select({ filedAt: filing.filedAt, crossing, pass })
      .from(filing)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)),
      )
      .leftJoin(pass, and(eq(pass.gateId, filing.gateId), eq(pass.crossingId, filing.crossingId)))
      .where(eq(filing.firmId, firmId))
      .orderBy(desc(filing.filedAt), desc(filing.crossingId), desc(pass.change))
      .limit(MOST),
  );
  const listed = new Set<string>();
  return rows.flatMap(({ filedAt, crossing: row, pass: issued }) => {
    const { crossingId, binding, direction, stage } = row;
    const [kind, goodsClass] = [kindOf(row.kind), goodsClassOf(row.goodsClass)];
    // A crossing that was given a second pass is one line, with the newest.
    if (listed.has(crossingId)) return [];
    listed.add(crossingId);
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
        declaredAt: row.declaredAt ?? filedAt,
        plannedArrivalAt: row.plannedArrivalAt,
        stage,
        stageSince: row.stageSince,
        waitingOn: row.waitingOn,
        ended: endOf(row),
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
