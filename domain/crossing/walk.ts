import type { Process, Step } from '../process/process';
import { assertNever } from '../shared/result';
import type { Agency } from '../shared/vocabulary';
import type { GateEvent, GateEventOf } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import { completedAt, type Ledger, orderHolds, preconditionsHold } from './ledger';
import type { CrossingState, Flag, FlagCode, Use } from './state';

/** What depends on the order of facts: who ticked first, what was held or ended when somebody ticked. */
export type Walk = Pick<CrossingState, 'hold' | 'eligibility' | 'override' | 'ended' | 'uses' | 'flags'> & {
  readonly ledger: Ledger;
  /** First scan or confirmation: the vehicle is there. */
  readonly arrivedAt: number | null;
};

type OpenHold = { readonly agency: Agency | null; readonly since: number; readonly reason: string };

/** `events` in fold order, undone ones left out. Nothing is refused: what does not fit is counted and flagged (rule 1). */
export function walk(process: Process | null, events: readonly GateEvent[]): Walk {
  const steps = new Map(process?.steps.map((step) => [step.id, step]));
  const ledger: Ledger = new Map();
  const uses: Use[] = [];
  const flags: Flag[] = [];
  let arrivedAt: number | null = null;
  let holds: readonly OpenHold[] = [];
  let eligibility: CrossingState['eligibility'] = null;
  let override: CrossingState['override'] = null;
  let ended: CrossingState['ended'] = null;

  const flag = (code: FlagCode, event: GateEvent): void => {
    flags.push({ code, eventId: event.id });
  };

  function end(kind: 'completed' | 'cancelled' | 'turned-back', at: number, event: GateEvent) {
    if (ended === null) ended = { kind, at };
    else flag('FL-ENDED', event);
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
    const confirmations = ledger.get(step.id) ?? [];
    const again = confirmations.some((earlier) => earlier.agency === agency);
    if (again) flag(paper === null ? 'FL-TWICE' : 'FL-PAPER', event);
    else adviseOn(step, event, document);
    if (step.usesPass && !(again && paper !== null))
      uses.push({ step: step.id, agency, eventId, device, at, passId });
    if (again) return;
    ledger.set(step.id, [...confirmations, { agency, at, eventId, device, actor, ...paper }]);
    if (step.grantsEligibility && agency === 'customs') eligibility = { eligible: true, at };
    // The tick that completes the crossing may be a precondition's: ask for every step that leaves.
    if (ended !== null) return;
    for (const { id, stage } of document.steps) {
      const left = stage === 'left' ? completedAt(document, ledger, id) : null;
      if (left !== null) ended ??= { kind: 'completed', at: left };
    }
  }

  for (const event of events) {
    const at = occurredAt(event);
    switch (event.type) {
      case 'step.confirmed':
        arrivedAt = Math.min(arrivedAt ?? at, at);
        if (holds.length > 0) flag('FL-HELD', event);
        if (ended !== null) flag('FL-ENDED', event);
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
        holds = [...holds, { agency: event.agency, since: at, reason: event.body.reason }];
        break;
      case 'hold.lifted':
        // FO-9: an agency lifts its own holds, a supervisor (no agency) all of them.
        holds = event.agency === null ? [] : holds.filter(({ agency }) => agency !== event.agency);
        break;
      case 'release.eligibility':
        eligibility = { eligible: event.body.eligible, at };
        break;
      case 'release.overridden':
        override = { ...event.body, at };
        break;
      case 'crossing.cancelled':
        end('cancelled', at, event);
        break;
      case 'crossing.turned-back':
        end('turned-back', at, event);
        break;
      case 'crossing.declared':
      case 'crossing.corrected':
      case 'pass.issued':
      case 'pass.revoked':
      case 'event.undone':
      case 'neighbour.acceptance':
      case 'incident.resolved':
      case 'inspection.ordered':
      case 'inspection.reported':
      case 'quarantine.requested':
      case 'quarantine.reported':
      case 'information.requested':
      case 'information.given':
      case 'transshipment.paired':
      case 'binding.checked':
      case 'note.added':
      case 'photo.taken':
      case 'help.asked':
      case 'shift.opened':
      case 'shift.ended':
      case 'continuity.declared':
      case 'continuity.ended':
        break;
      default:
        assertNever(event);
    }
  }
  const [hold] = holds;
  return {
    hold: hold === undefined ? null : { since: hold.since, reason: hold.reason },
    eligibility,
    override,
    ended,
    uses,
    flags,
    ledger,
    arrivedAt,
  };
}
