import type { Process, Step } from '../process/process';
import { isApproved, mayAnswer, overrideOf } from '../release/said-of-release';
import { assertNever } from '../shared/result';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent, GateEventOf } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import { completedAt, emptyLedger, type Ledger, orderHolds, preconditionsHold } from './ledger';
import type { CrossingState, Flag, FlagCode, Use } from './state';
import { eligibleStretches, type Stretch } from './stretches';
import {
  answeredQuestions,
  NO_WORK,
  QUARANTINE_AGENCY,
  quarantineTicked,
  type Work,
  type WorkEvent,
  workAfter,
} from './work';
import { quarantineStep } from './work-waits';

/** What depends on the order of facts: who ticked first, what was held or ended when somebody ticked. */
export type Walk = Pick<
  CrossingState,
  'hold' | 'holds' | 'eligibility' | 'eligible' | 'override' | 'ended' | 'uses' | 'flags' | 'yard'
> & {
  readonly ledger: Ledger;
  readonly work: Work;
  /** First scan or confirmation: the vehicle is there. */
  readonly arrivedAt: number | null;
};

type Hold = { readonly agency: Agency | null; readonly reason: string } & Stretch;

const isOpen = ({ to }: Stretch): boolean => to === null;

/** RE-11: what customs or a supervisor said was of another declaration, or of what lay in another container. */
const isOtherGoods = ({ body: { path, from, to } }: GateEventOf<'crossing.corrected'>): boolean =>
  (path === 'binding.customsDeclaration' || path === 'binding.container') && from !== null && from !== to;

/** `events` in fold order, undone ones left out. Nothing is refused: what does not fit is counted and flagged (rule 1). */
export function walk(process: Process | null, events: readonly GateEvent[]): Walk {
  const steps = new Map(process?.steps.map((step) => [step.id, step]));
  const ledger = emptyLedger();
  const answers = answeredQuestions(events);
  const uses: Use[] = [];
  const flags: Flag[] = [];
  let arrivedAt: number | null = null;
  let holds: readonly Hold[] = [];
  const said: NonNullable<CrossingState['eligibility']>[] = [];
  /** Of a declaration that another has taken the place of. */
  const ofOthers: Stretch[] = [];
  let eligibility: CrossingState['eligibility'] = null;
  let override: CrossingState['override'] = null;
  let ended: CrossingState['ended'] = null;
  let yard: CrossingState['yard'] = null;
  let work = NO_WORK;

  const flag = (code: FlagCode, event: GateEvent): void => {
    flags.push({ code, eventId: event.id });
  };

  function end(kind: 'completed' | 'cancelled' | 'turned-back', at: number, event: GateEvent) {
    if (ended === null) ended = { kind, at };
    else flag('FL-ENDED', event);
  }

  /** GA-9: the latest word counts, and a second tick in one yard is no second arrival. */
  function stand(name: string | undefined, since: number): void {
    if (name !== undefined && name !== yard?.name) yard = { name, since };
  }

  /** RE-3, RE-4: the newest knowledge counts, and a later "not eligible" ends an override. */
  function answer(newest: NonNullable<CrossingState['eligibility']>): void {
    said.push(newest);
    if (eligibility !== null && newest.at < eligibility.at) return;
    eligibility = { eligible: newest.eligible, at: newest.at, source: newest.source };
    if (!newest.eligible && override !== null && newest.at >= override.at) override = null;
  }

  function adviseOn(step: Step, event: GateEvent, document: Process) {
    if (!orderHolds(document, ledger, step)) flag('FL-ORDER', event);
    if (!preconditionsHold(document, ledger, step.id)) flag('FL-PRE', event);
    if (step.release && eligibility?.eligible !== true && override === null) flag('FL-RELEASE', event);
  }

  /** A tick on a tablet, or one typed in from paper: then `at` is the time written on the sheet (CO-3). */
  function confirm(event: GateEventOf<'step.confirmed' | 'paper.entered'>, document: Process): void {
    const step = event.step === null ? undefined : steps.get(event.step);
    if (step === undefined) {
      flag('FL-STEP', event);
      return;
    }
    const { agency } = event;
    if (agency === null || !step.agencies.includes(agency)) {
      flag('FL-AGENCY', event);
      return;
    }
    const paper = event.type === 'paper.entered' ? { paper: event.body.serial } : null;
    const at = event.type === 'paper.entered' ? event.body.at : occurredAt(event);
    const { id: eventId, device, passId, actor } = event;
    const confirmations = ledger.ticks.get(step.id) ?? [];
    const again = confirmations.some((earlier) => earlier.agency === agency);
    if (again) flag(paper === null ? 'FL-TWICE' : 'FL-PAPER', event);
    else adviseOn(step, event, document);
    if (step.usesPass && !(again && paper !== null))
      uses.push({ step: step.id, agency, eventId, device, at, passId });
    if (again) return;
    ledger.ticks.set(step.id, [...confirmations, { agency, at, eventId, device, actor, ...paper }]);
    if (step.optional) work = quarantineTicked(work, agency, at);
    if (step.grantsEligibility && agency === 'customs') answer({ eligible: true, at, source: 'officer' });
    // The tick that completes the crossing may be a precondition's: ask for every step that leaves.
    if (ended !== null) return;
    for (const { id, stage } of document.steps) {
      const left = stage === 'left' ? completedAt(document, ledger, id) : null;
      if (left !== null) ended ??= { kind: 'completed', at: left };
    }
  }

  function workOn(event: WorkEvent): void {
    const after = workAfter(work, event, answers);
    work = after.work;
    if (after.flag !== null) flag(after.flag, event);
    if (ended !== null) flag('FL-ENDED', event);
    if (after.flag !== 'FL-AGENCY') followQuarantine(event);
  }

  /** FO-15: a request asks for the optional step of its agency; "passed" is that agency's tick at it. */
  function followQuarantine(event: WorkEvent): void {
    if (event.type !== 'quarantine.requested' && event.type !== 'quarantine.reported') return;
    const step = quarantineStep(process, event.body.kind);
    if (step === null) return;
    const at = occurredAt(event);
    ledger.denied.delete(step.id);
    if (event.type === 'quarantine.requested') {
      if (!ledger.asked.has(step.id)) ledger.asked.set(step.id, at);
    } else if (event.body.result === 'failed') ledger.denied.add(step.id);
    else if (event.body.result === 'passed') {
      const confirmations = ledger.ticks.get(step.id) ?? [];
      const agency = QUARANTINE_AGENCY[event.body.kind];
      if (confirmations.some((earlier) => earlier.agency === agency)) return;
      const { id: eventId, device, actor } = event;
      ledger.ticks.set(step.id, [...confirmations, { agency, at, eventId, device, actor }]);
    }
  }

  for (const event of events) {
    const at = occurredAt(event);
    switch (event.type) {
      case 'step.confirmed':
        arrivedAt = Math.min(arrivedAt ?? at, at);
        if (holds.some(isOpen)) flag('FL-HELD', event);
        if (ended !== null) flag('FL-ENDED', event);
        stand(event.body.yard, at);
        if (process !== null) confirm(event, process);
        break;
      case 'paper.entered':
        arrivedAt = Math.min(arrivedAt ?? event.body.at, event.body.at);
        if (process !== null) confirm(event, process);
        break;
      case 'pass.scanned':
        arrivedAt = Math.min(arrivedAt ?? at, at);
        break;
      case 'hold.placed':
        holds = [...holds, { agency: event.agency, reason: event.body.reason, from: at, to: null }];
        break;
      case 'hold.lifted':
        // FO-9: an agency lifts its own holds, a supervisor (no agency) all of them.
        holds = holds.map((hold) =>
          isOpen(hold) && (event.agency === null || hold.agency === event.agency)
            ? { ...hold, to: at }
            : hold,
        );
        break;
      case 'release.eligibility':
        if (mayAnswer(event)) answer({ ...event.body, at: Math.min(event.body.asOf ?? at, at) });
        else flag('FL-AGENCY', event);
        break;
      case 'release.overridden':
        if (isApproved(event)) override = overrideOf(event, at);
        else flag('FL-AGENCY', event);
        break;
      case 'crossing.cancelled':
        end('cancelled', at, event);
        break;
      case 'crossing.turned-back':
        end('turned-back', at, event);
        break;
      case 'crossing.corrected':
        if (!isOtherGoods(event)) break;
        [eligibility, override] = [null, null];
        ofOthers.push(...eligibleStretches(said.splice(0)).map(({ from, to }) => ({ from, to: to ?? at })));
        break;
      case 'crossing.declared':
      case 'pass.issued':
      case 'pass.revoked':
      case 'event.undone':
      case 'neighbour.acceptance':
      case 'override.checked':
      case 'incident.resolved':
      case 'information.given':
        break;
      case 'inspection.ordered':
      case 'inspection.reported':
      case 'quarantine.requested':
      case 'quarantine.reported':
      case 'information.requested':
      case 'transshipment.paired':
      case 'binding.checked':
      case 'note.added':
      case 'photo.taken':
        workOn(event);
        break;
      case 'help.asked':
      case 'help.answered':
      case 'shift.opened':
      case 'shift.ended':
      case 'continuity.declared':
      case 'continuity.ended':
      case 'call.proposed':
      case 'call.approved':
      case 'call.recalled':
      case 'call.reached':
      case 'call.acknowledged':
      case 'announcement.made':
      case 'announcement.ended':
        break;
      default:
        assertNever(event);
    }
  }
  const hold = holds.find(isOpen);
  return {
    hold: hold === undefined ? null : { since: hold.from, reason: hold.reason },
    holds: holds.map(({ from, to }) => ({ from, to })),
    eligibility,
    eligible: [...ofOthers, ...eligibleStretches(said)],
    override,
    ended,
    yard,
    uses,
    flags,
    ledger,
    work,
    arrivedAt,
  };
}
