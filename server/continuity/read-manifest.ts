import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { Waiting } from '@/domain/crossing/state';
import type { GateId } from '@/domain/shared/identity';
import type { Direction, Stage } from '@/domain/shared/vocabulary';
import { isDirection, isStage } from '@/server/board/stored-words';
import type { PersonContext } from '@/server/control/person-context';

/** A line of the manifest that is printed for officers who work on paper; no person is named in it (rule 16). */
export type ManifestLine = {
  readonly crossingId: string;
  readonly plate: string;
  readonly trailer: string | null;
  readonly container: string | null;
  readonly seal: string | null;
  readonly customsDeclaration: string | null;
  readonly direction: Direction;
  readonly stage: Stage;
  readonly goodsName: string;
  readonly firmName: string;
  readonly waitingFor: readonly Waiting['agency'][];
  readonly isHeld: boolean;
};

/** More than any gate has live at one moment; what is cut is said on the sheet. */
export const MANIFEST_MOST = 3000;

/** Every vehicle that is expected or under way, those already on their way first, by plate. */
export async function readManifest(
  { db, clock, actor }: PersonContext,
  { gateId }: { gateId: GateId },
): Promise<{ readonly at: number; readonly lines: readonly ManifestLine[]; readonly isCut: boolean }> {
  const rows = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx
      .select({
        crossingId: crossing.crossingId,
        plate: crossing.plate,
        direction: crossing.direction,
        stage: crossing.stage,
        goodsName: crossing.goodsName,
        firmName: crossing.firmName,
        waitingOn: crossing.waitingOn,
        heldSince: crossing.heldSince,
        binding: crossing.binding,
      })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt)))
      .orderBy(sql`${crossing.stage} = 'declared'`, asc(crossing.plateKey), asc(crossing.crossingId))
      .limit(MANIFEST_MOST + 1),
  );
  const lines = rows.slice(0, MANIFEST_MOST).flatMap((row): readonly ManifestLine[] => {
    const { plate, direction, stage } = row;
    if (plate === null || !isDirection(direction) || !isStage(stage)) return [];
    return [
      {
        crossingId: row.crossingId,
        plate,
        trailer: row.binding?.trailer ?? null,
        container: row.binding?.container ?? null,
        seal: row.binding?.seal ?? null,
        customsDeclaration: row.binding?.customsDeclaration ?? null,
        direction,
        stage,
        goodsName: row.goodsName ?? '',
        firmName: row.firmName ?? '',
        waitingFor: [...new Set(row.waitingOn.map(({ agency }) => agency))],
        isHeld: row.heldSince !== null,
      },
    ];
  });
  return { at: clock.now(), lines, isCut: rows.length > MANIFEST_MOST };
}
