import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { substitution } from '@/db/schema/substitution';
import type { FieldFault } from '@/domain/declaration/submission';
import {
  judgeSubstitution,
  type PlaceAfter,
  type SubstitutionPart,
  type SubstitutionRefusal,
} from '@/domain/fleet/substitution';
import { dateOf, HOME } from '@/domain/flow/zones';
import { parseContainer } from '@/domain/identifiers/container';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { lockCrossings } from '../log/crossing-rows';
import { readCase, readReplacement } from './read-case';

/** Requests of one crossing, refused ones too; more is somebody trying keys. */
const MOST_ASKED = 30;

export type SubstitutionAnswer =
  | {
      readonly kind: 'waits';
      readonly requestId: string;
      readonly place: PlaceAfter;
      readonly needsConsent: boolean;
    }
  | { readonly kind: 'refused'; readonly code: SubstitutionRefusal }
  | { readonly kind: 'fault'; readonly fault: Pick<FieldFault, 'code' | 'detail'> };

type Asked = {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly part: SubstitutionPart;
  readonly entryId: string | null;
  /** As typed. */
  readonly container: string;
  readonly reason: string;
};

/**
 * A firm asks to replace what it declared (rule 5). The rule refuses at once and says why, or the request waits for an
 * officer; either way it is written down.
 */
export async function askSubstitution(
  { db, clock, actor, keys }: PersonContext & Pick<Context, 'keys'>,
  { gateId, part, entryId, reason, ...asked }: Asked,
): Promise<Result<SubstitutionAnswer, 'AP-NONE' | 'AP-MANY'>> {
  const { firmId } = actor;
  if (firmId === null) return err('AP-NONE');
  const crossingId = crossingIdSchema.parse(asked.crossingId);
  const container = part === 'container' ? parseContainer(asked.container) : null;
  if (container !== null && !container.ok) return ok({ kind: 'fault', fault: container.error });
  const number = container?.ok ? container.value.number : null;
  const ring = await keys();
  const now = clock.now();
  return inGate(
    db,
    { gateId, actor: actor.id, firmId },
    async (tx): Promise<Result<SubstitutionAnswer, 'AP-NONE' | 'AP-MANY'>> => {
      await lockCrossings(tx, gateId, [crossingId]);
      const of = await readCase(tx, gateId, crossingId, firmId);
      if (of === null) return err('AP-NONE');
      if (of.requests.length >= MOST_ASKED) return err('AP-MANY');
      const wanted = { part, entryId, container: number };
      const found = await readReplacement(tx, ring, { gateId, crossingId, firmId }, of, wanted);
      const verdict = judgeSubstitution(part, of.facts, found?.replacement ?? null, dateOf(now, HOME));
      const id = uuidv7({ msecs: now });
      const isRefused = verdict.kind === 'refused';
      await tx.insert(substitution).values({
        gateId,
        id,
        crossingId,
        firmId,
        part,
        before: part === 'driver' ? null : of.facts.declared[part],
        after: markOf(found?.replacement ?? null),
        entryId: found === null ? null : entryId,
        reason,
        askedBy: actor.id,
        askedAt: now,
        needsConsent: verdict.kind === 'may' && verdict.needsConsent,
        ...(isRefused
          ? { outcome: 'refused' as const, code: verdict.code, decidedAt: now }
          : { place: verdict.place }),
      });
      return ok(
        isRefused
          ? verdict
          : { kind: 'waits', requestId: id, place: verdict.place, needsConsent: verdict.needsConsent },
      );
    },
  );
}

type Replacement = NonNullable<Awaited<ReturnType<typeof readReplacement>>>['replacement'];
function markOf(replacement: Replacement | null): string | null {
  if (replacement === null || replacement.part === 'driver') return null;
  return replacement.part === 'container' ? replacement.number : replacement.plate;
}

/** The firm takes back a request that waits; it is not counted. */
export async function withdrawSubstitution(
  { db, clock, actor }: PersonContext,
  {
    gateId,
    crossingId,
    requestId,
  }: { readonly gateId: GateId; readonly crossingId: string; readonly requestId: string },
): Promise<Result<null, 'AP-DONE'>> {
  const withdrawn = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx
      .update(substitution)
      .set({ outcome: 'withdrawn', decidedBy: actor.id, decidedAt: clock.now() })
      .where(
        and(
          eq(substitution.gateId, gateId),
          eq(substitution.id, requestId),
          eq(substitution.crossingId, crossingId),
          isNull(substitution.outcome),
        ),
      )
      .returning({ id: substitution.id }),
  );
  return withdrawn.length === 0 ? err('AP-DONE') : ok(null);
}
