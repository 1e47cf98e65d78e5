import { type Database, inGate } from '@/db/client';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { refusalOf, type SlotRefusal } from '@/domain/slot/may-take';
import { HOUR_MS, SLOT_HORIZON_HOURS, type Slot, slotClassOf } from '@/domain/slot/slot';
import type { PersonContext } from '../control/person-context';
import { type Gathering, gather, makeSlots } from '../exchange/gather';
import { giveFromList } from './give-from-list';
import { readCandidates } from './read-candidate';
import { seekPlaces } from './seek-places';
import type { SlotAnswer, SlotJob, SlotSeeker, SlotWish } from './slot-wish';

type Answer = Result<SlotAnswer, 'AP-NONE'>;

/** So many press in one transaction; more would make the first of them wait. */
const MOST_TOGETHER = 250;
/** One turn per gate and node: those who press meanwhile gather instead of standing before one row. */
const TURNS = 1;
const gatherings = new WeakMap<Database, Map<GateId, Gathering<SlotJob, Answer>>>();

function gatheringOf(db: Database, gateId: GateId): Gathering<SlotJob, Answer> {
  const ofNode = gatherings.get(db) ?? new Map<GateId, Gathering<SlotJob, Answer>>();
  gatherings.set(db, ofNode);
  const known = ofNode.get(gateId);
  if (known !== undefined) return known;
  const made = gather<SlotJob, Answer>({
    keyOf: ({ crossingId }) => crossingId,
    weightOf: () => 1,
    most: { jobs: MOST_TOGETHER, weight: MOST_TOGETHER },
    turns: TURNS,
    slots: makeSlots(TURNS),
    work: (jobs) => takeAll(db, gateId, jobs),
  });
  ofNode.set(gateId, made);
  return made;
}

/**
 * Takes a place in an hour for a declared vehicle, or a place in the line for one (SL-7, SL-12). Those who press while a
 * transaction is under way are served by the next one together, in the order in which they came (as pushes, decision 025).
 */
export function takeSlot(
  { db, clock }: PersonContext,
  { gateId, ...wish }: SlotWish & { readonly gateId: GateId },
): Promise<Answer> {
  return gatheringOf(db, gateId).take({ ...wish, now: clock.now() });
}

async function takeAll(db: Database, gateId: GateId, jobs: readonly SlotJob[]): Promise<readonly Answer[]> {
  const candidates = await readCandidates(
    db,
    gateId,
    jobs.map(({ crossingId }) => crossingId),
  );
  const judged = jobs.map((job) => judge(job, candidates.get(job.crossingId) ?? null));
  const seeking = judged.flatMap((each) => (each.kind === 'seeks' ? [each.seeker] : []));
  const now = Math.max(...jobs.map((job) => job.now));
  const scope = { gateId, actor: null };
  const answers =
    seeking.length === 0
      ? new Map<CrossingId, SlotAnswer>()
      : await inGate(db, scope, (tx) => seekPlaces(tx, gateId, seeking, now));
  // Where places are free and others waited, the line is served in its order, and perhaps reaches these.
  for (const of of lines(seeking, answers))
    for (const { crossingId, reference } of await inGate(db, scope, (tx) =>
      giveFromList(tx, gateId, of, now),
    ))
      if (answers.has(crossingId))
        answers.set(crossingId, { kind: 'booked', hourStart: of.hourStart, reference });
  return judged.map((each): Answer => {
    if (each.kind !== 'seeks') return each.answer;
    const answer = answers.get(each.seeker.crossingId);
    if (answer === undefined) throw new Error('somebody who asked was not answered');
    return ok(answer);
  });
}

type Judged =
  | { readonly kind: 'seeks'; readonly seeker: SlotSeeker }
  | { readonly kind: 'answered'; readonly answer: Answer };
type Candidate = ReturnType<Awaited<ReturnType<typeof readCandidates>>['get']>;

function judge(job: SlotJob, candidate: Candidate | null): Judged {
  if (candidate === null || candidate === undefined) return { kind: 'answered', answer: err('AP-NONE') };
  const refused = (because: SlotRefusal): Judged => ({
    kind: 'answered',
    answer: ok({ kind: 'refused', because }),
  });
  const slotClass = slotClassOf(candidate.goods);
  // A wish may be met in any hour of its stretch: none of them may be one that it is too late for.
  const refusal =
    refusalOf(candidate, job.hourStart, job.now) ??
    refusalOf(candidate, job.untilHour, job.now) ??
    hoursBetween(job).reduce<SlotRefusal | null>(
      (found, hour) => found ?? refusalOf(candidate, hour, job.now),
      null,
    );
  if (refusal !== null || slotClass === null) return refused(refusal ?? 'SL-CLASS');
  if (job.untilHour < job.hourStart) return refused('SL-HOUR');
  const to = { direction: candidate.direction, class: slotClass, hourStart: job.hourStart };
  return { kind: 'seeks', seeker: { ...job, to, firm: candidate.firm } };
}

/** Both ends have been found to be hours of the coming days. */
const hoursBetween = ({ hourStart, untilHour }: SlotJob): readonly number[] =>
  Array.from(
    { length: Math.max(0, Math.min(SLOT_HORIZON_HOURS, (untilHour - hourStart) / HOUR_MS - 1)) },
    (_, n) => hourStart + (n + 1) * HOUR_MS,
  );

/** Slots for which somebody of these has just begun to wait. */
function lines(
  seeking: readonly SlotSeeker[],
  answers: ReadonlyMap<CrossingId, SlotAnswer>,
): readonly Slot[] {
  const waitedFor = seeking.filter(({ crossingId }) => answers.get(crossingId)?.kind === 'waits');
  return [...new Map(waitedFor.map(({ to }) => [JSON.stringify(to), to])).values()];
}
