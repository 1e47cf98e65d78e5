import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { pass } from '@/db/schema/pass';
import type { CrossingState } from '@/domain/crossing/state';
import type { Stay } from '@/domain/crossing/stay';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Stage } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';
import { endOf, isStage } from '@/server/board/stored-words';
import { readStay } from '@/server/crossing/read-stay';
import { type Turn, turnOf } from '@/server/flow/turn-of';
import { crossingOfText, readPassText } from './held-pass';

/** Live state of one pass, for whoever holds its text. Nothing of a person and nothing that the text does not open. */
export type PassStatus = {
  readonly gateId: GateId;
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: CrossingState['waitingOn'];
  readonly ended: CrossingState['ended'];
  readonly held: boolean;
  /** Newest revision of this pass; higher than the one held means "ask your firm for the new one". */
  readonly revision: number;
  readonly status: 'live' | 'revoked' | 'superseded' | 'used-up';
  /** Its turn, while it is under way. */
  readonly turn: Turn | null;
  /** Beyond the line, or on the way back from there (DE-8). */
  readonly stay: Stay | null;
  /** When this was true at the centre, ms. */
  readonly at: number;
};

/** For whoever holds the text of a pass; `db` keeps the turns of its node. */
export async function readPassStatus(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { token }: { token: string },
): Promise<Result<PassStatus, 'AP-PASS' | 'AP-NONE'>> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  const now = clock.now();
  const found = await inGate(db, { gateId, actor: null }, async (tx): Promise<Found> => {
    const crossingId = await crossingOfText(tx, text.value, token);
    if (crossingId === null) return err('AP-NONE');
    const [row] = await tx
      .select({ crossing, revision: pass.revision, status: pass.status })
      .from(pass)
      .innerJoin(crossing, and(eq(crossing.gateId, pass.gateId), eq(crossing.crossingId, pass.crossingId)))
      .where(and(eq(pass.gateId, gateId), eq(pass.passId, claims.passId)))
      .orderBy(desc(pass.revision))
      .limit(1);
    if (!row) return err('AP-NONE');
    const { stage, stageSince, waitingOn, heldSince } = row.crossing;
    if (!isStage(stage)) return err('AP-NONE');
    const ended = endOf(row.crossing);
    const [heir] =
      row.status === 'revoked'
        ? await tx
            .select({ passId: pass.passId })
            .from(pass)
            .where(
              and(
                eq(pass.gateId, gateId),
                eq(pass.crossingId, crossingId),
                gt(pass.revision, row.revision),
                ne(pass.status, 'revoked'),
              ),
            )
        : [];
    const status: Omit<PassStatus, 'stay'> = {
      gateId,
      stage,
      stageSince,
      waitingOn,
      ended,
      held: heldSince !== null,
      revision: row.revision,
      // FV-11: revoked because another took its place; its holder needs the new one.
      status:
        heir !== undefined || (row.status === 'live' && row.revision > claims.revision)
          ? 'superseded'
          : row.status,
      turn: ended === null ? await turnOf(tx, { owner: db, gateId, crossingId, now }) : null,
      at: now,
    };
    return ok({ status, crossing: row.crossing });
  });
  if (!found.ok) return found;
  return ok({ ...found.value.status, stay: await readStay(db, found.value.crossing, now) });
}

type Found = Result<
  { readonly status: Omit<PassStatus, 'stay'>; readonly crossing: typeof crossing.$inferSelect },
  'AP-NONE'
>;
