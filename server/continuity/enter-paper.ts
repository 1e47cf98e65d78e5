import { and, desc, eq, gte, isNull, or } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { Continuity } from '@/domain/continuity/continuity';
import { type EnteredLine, type PaperLine, type Reconciled, reconcile } from '@/domain/continuity/reconcile';
import type { CrossingState } from '@/domain/crossing/state';
import { parsePlate } from '@/domain/identifiers/plate';
import type { Process } from '@/domain/process/process';
import { processOf } from '@/domain/process/standard-processes';
import { type CrossingId, crossingIdSchema, type EventId, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { EventDraft } from '@/domain/sync/event';
import type { PersonContext } from '@/server/control/person-context';
import { centreDraft } from '@/server/log/centre-draft';
import { loadProcesses } from '@/server/log/load-processes';
import { readStates } from '@/server/log/read-states';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';
import { lockContinuity } from './declare-continuity';
import { enteredLines } from './entered-lines';
import { gateContinuities } from './gate-continuities';

/** `reason`: why a line that differs from the log is entered all the same; without one it is only shown. */
export type TypedLine = PaperLine & { readonly plate: string; readonly reason: string | null };

export type JudgedLine = {
  readonly outcome: Reconciled | { readonly kind: 'fault'; readonly code: 'PA-PLATE' | 'PA-UNKNOWN' };
  readonly vehicle: {
    readonly crossingId: CrossingId;
    readonly plate: string;
    readonly goodsName: string;
  } | null;
  readonly entered: boolean;
};

/** Vehicles that had left before paper mode began are looked for this far back: clocks and hands err. */
const BEFORE_MS = 24 * 3_600_000;

/**
 * Holds each line against the log and, unless it is only to be shown, enters what is new, what agrees, and what
 * differs and was given a reason (CO-4). Lines are judged in their order, each with those before it known.
 */
export async function enterPaper(
  { db, clock, actor }: PersonContext,
  {
    gateId,
    continuity,
    lines,
    dryRun,
  }: { gateId: GateId; continuity: EventId; lines: readonly TypedLine[]; dryRun: boolean },
): Promise<Result<readonly JudgedLine[], 'AP-NONE'>> {
  const now = clock.now();
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<readonly JudgedLine[], 'AP-NONE'>> => {
      await lockContinuity(tx, gateId);
      const held = (await gateContinuities(tx, gateId)).find(({ id }) => id === continuity);
      if (held === undefined) return err('AP-NONE');
      const entered = [...(await enteredLines(tx, gateId, continuity))];
      const drafts: EventDraft[] = [];
      const judged: JudgedLine[] = [];
      for (const line of lines) {
        const one = await judge(tx, gateId, line, { held, entered, now });
        const draft = dryRun ? null : draftOf(gateId, actor.id, continuity, line, one);
        judged.push({ ...one, entered: draft !== null });
        if (draft === null || one.vehicle === null) continue;
        drafts.push(draft);
        entered.push({ ...line, crossingId: one.vehicle.crossingId });
      }
      if (drafts.length > 0) await recordEvents(tx, gateId, drafts, now);
      return ok(judged);
    },
  );
  if (!dryRun) announceChange(db);
  return outcome;
}

type Judged = Omit<JudgedLine, 'entered'>;
type Known = {
  readonly held: Continuity;
  readonly entered: readonly EnteredLine[];
  readonly now: number;
};

async function judge(tx: Transaction, gateId: GateId, line: TypedLine, known: Known): Promise<Judged> {
  const plate = parsePlate(line.plate);
  if (!plate.ok) return { outcome: { kind: 'fault', code: 'PA-PLATE' }, vehicle: null };
  const candidates = await crossingsOf(tx, gateId, plate.value.normalised, known.held.declaredAt - BEFORE_MS);
  const judged = candidates.map(({ crossingId, state, process }): Judged => {
    const { held: continuity, entered, now } = known;
    return {
      outcome: reconcile(line, { continuity, state, process, entered, now }),
      vehicle: {
        crossingId,
        plate: plate.value.normalised,
        goodsName: state.declared?.goods.name ?? '',
      },
    };
  });
  // A lorry out in the morning and back in the afternoon has two crossings: the one with such a step is meant.
  const fits = judged.find(({ outcome }) => outcome.kind !== 'fault' || outcome.code !== 'PA-STEP');
  return fits ?? judged[0] ?? { outcome: { kind: 'fault', code: 'PA-UNKNOWN' }, vehicle: null };
}

type Candidate = {
  readonly crossingId: CrossingId;
  readonly state: CrossingState;
  readonly process: Process | null;
};

/** Crossings of one vehicle, those under way first, the newest first. */
async function crossingsOf(
  tx: Transaction,
  gateId: GateId,
  plate: string,
  since: number,
): Promise<readonly Candidate[]> {
  const rows = await tx
    .select({ crossingId: crossing.crossingId })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        eq(crossing.plate, plate),
        or(isNull(crossing.endedAt), gte(crossing.endedAt, since)),
      ),
    )
    .orderBy(desc(isNull(crossing.endedAt)), desc(crossing.declaredAt))
    .limit(4);
  const states = [
    ...(await readStates(
      tx,
      gateId,
      rows.map(({ crossingId }) => crossingIdSchema.parse(crossingId)),
    )),
  ];
  const names = states.flatMap(([, state]) => state.declared?.process ?? []);
  const { all } = await loadProcesses(tx, gateId, names);
  return states.map(([crossingId, state]) => ({
    crossingId,
    state,
    process: state.declared === null ? null : processOf(all, state.declared.process),
  }));
}

/** Null: a fault, or a contradiction that nobody has answered for. */
function draftOf(
  gateId: GateId,
  actor: string,
  continuity: EventId,
  { serial, step, agency, at, reason }: TypedLine,
  { outcome, vehicle }: Judged,
): EventDraft | null {
  if (vehicle === null || outcome.kind === 'fault') return null;
  if (outcome.kind === 'differs' && reason === null) return null;
  const conflict = outcome.kind === 'differs' && reason !== null ? { code: outcome.code, reason } : null;
  return {
    ...centreDraft(gateId, { crossingId: vehicle.crossingId, actor }),
    agency,
    step,
    type: 'paper.entered',
    body: { continuity, serial, at, conflict },
  };
}
