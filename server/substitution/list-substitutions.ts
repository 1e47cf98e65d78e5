import { and, asc, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { substitution } from '@/db/schema/substitution';
import {
  MOST_PER_CROSSING,
  type PlaceAfter,
  type SubstitutionPart,
  type SubstitutionRefusal,
} from '@/domain/fleet/substitution';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import type { PersonContext } from '../control/person-context';
import { speakForFirms } from '../declaration/speak-for-firms';
import { firmOfFiled } from './firm-of-filed';
import { countAllowed, type RequestRow, readCase } from './read-case';

export type RequestView = {
  readonly requestId: string;
  readonly part: SubstitutionPart;
  readonly before: string | null;
  readonly after: string | null;
  readonly entryId: string | null;
  readonly reason: string;
  readonly askedAt: number;
  readonly needsConsent: boolean;
  /** `ended`: nobody had decided when its crossing ended, and nothing is left to decide. */
  readonly outcome: 'allowed' | 'refused' | 'withdrawn' | 'ended' | null;
  readonly code: SubstitutionRefusal | null;
  readonly place: PlaceAfter | null;
  readonly words: string | null;
  readonly decidedAt: number | null;
};

export type Substitutions = {
  readonly plate: string;
  readonly declared: {
    readonly tractor: string;
    readonly trailer: string | null;
    readonly container: string | null;
  };
  /** Newest first. */
  readonly requests: readonly RequestView[];
  readonly allowed: number;
  readonly most: number;
  /** By this firm at all gates in the last days; for officers alone. */
  readonly ofFirm: number | null;
  /** Nothing can be asked any more. */
  readonly isOver: boolean;
  /** The newest pass, for the firm to send on. */
  readonly token: string | null;
};

/** What was asked about a crossing and became of it: for its firm, and for officers with the count over all crossings. */
export async function openSubstitutions(
  { db, actor, clock }: PersonContext,
  input: { readonly gateId: GateId; readonly crossingId: string },
): Promise<Result<Substitutions, 'AP-NONE'>> {
  const { gateId } = input;
  const crossingId = crossingIdSchema.parse(input.crossingId);
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const firmId = await firmOfFiled(tx, gateId, crossingId);
    if (firmId === null) return err('AP-NONE');
    await speakForFirms(tx, [firmId]);
    const of = await readCase(tx, gateId, crossingId, firmId);
    if (of === null) return err('AP-NONE');
    const { binding } = of.declared;
    return ok({
      plate: binding.plate,
      declared: { tractor: binding.plate, trailer: binding.trailer, container: binding.container },
      requests: of.requests.map((row) => viewOf(row, of.facts.ended)),
      allowed: of.facts.allowed,
      most: MOST_PER_CROSSING,
      ofFirm: actor.firmId === null ? await countAllowed(tx, gateId, firmId, clock.now()) : null,
      isOver: of.facts.ended || of.facts.released,
      token: of.pass?.status === 'live' ? of.pass.token : null,
    });
  });
}

const viewOf = (row: RequestRow, hasEnded: boolean): RequestView => ({
  requestId: row.id,
  part: row.part,
  before: row.before,
  after: row.after,
  entryId: row.entryId,
  reason: row.reason,
  askedAt: row.askedAt,
  needsConsent: row.needsConsent,
  outcome: row.outcome ?? (hasEnded ? 'ended' : null),
  code: row.code,
  place: row.place,
  words: row.words,
  decidedAt: row.decidedAt,
});

export type WaitingRequest = RequestView & {
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly firmName: string;
};

/** Requests that wait at a gate, who waits longest first; one whose crossing has ended waits for nobody. */
export async function waitingSubstitutions(
  { db, actor }: Pick<Context, 'db'> & Pick<PersonContext, 'actor'>,
  { gateId }: { readonly gateId: GateId },
): Promise<readonly WaitingRequest[]> {
  const rows = await inGate(db, { gateId, actor: actor.id }, (tx) =>
    tx
      .select({ request: substitution, plate: crossing.plate, firmName: crossing.firmName })
      .from(substitution)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, substitution.gateId), eq(crossing.crossingId, substitution.crossingId)),
      )
      .where(and(eq(substitution.gateId, gateId), isNull(substitution.outcome), isNull(crossing.endedAt)))
      .orderBy(asc(substitution.askedAt)),
  );
  return rows.map(({ request, plate, firmName }) => ({
    ...viewOf(request, false),
    crossingId: crossingIdSchema.parse(request.crossingId),
    plate: plate ?? '',
    firmName: firmName ?? '',
  }));
}
