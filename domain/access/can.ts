import type { DeviceId, GateId } from '../shared/identity';
import type { Agency, Role } from '../shared/vocabulary';

/** Everything anybody may ask for: the procedures of the API by their path, the exchange, and erasure (AC-1). */
export const ACTIONS = [
  'account.me',
  'declaration.submit',
  'declaration.mine',
  'declaration.questions',
  'declaration.answer',
  'declaration.drafts',
  'declaration.saveDraft',
  'declaration.correctDraft',
  'declaration.discardDraft',
  'declaration.correctField',
  'pass.status',
  'pass.heard',
  'pass.acknowledge',
  'board.gate',
  'board.province',
  'board.live',
  'announcement.list',
  'announcement.make',
  'announcement.end',
  'handover.list',
  'handover.write',
  'control.crossings',
  'control.crossing',
  'control.photo',
  'control.incidents',
  'control.resolveIncident',
  'control.recordAcceptance',
  'control.revokePass',
  'control.devices',
  'control.withdrawDevice',
  'control.wipeDevice',
  'control.moveDevice',
  'control.help',
  'control.answerHelp',
  'control.quarantine',
  'control.lookAtQuarantined',
  'control.overrides',
  'control.checkOverride',
  'control.approvalKeys',
  'control.setApprovalKey',
  'control.endApprovalKey',
  'control.eligibility',
  'control.importEligibility',
  'continuity.state',
  'continuity.manifest',
  'continuity.declare',
  'continuity.end',
  'continuity.enter',
  'flow.picture',
  'flow.callNext',
  'flow.approve',
  'flow.recall',
  'flow.acknowledge',
  'flow.limitClass',
  'flow.liftLimit',
  'process.list',
  'process.open',
  'process.saveDraft',
  'process.discardDraft',
  'process.trial',
  'process.publish',
  'flowPlan.versions',
  'flowPlan.preview',
  'flowPlan.save',
  'flowPlan.undo',
  'people.list',
  'people.history',
  'people.add',
  'people.move',
  'people.disable',
  'people.enable',
  'people.renewPassword',
  'control.makeEnrolment',
  'report.sheet',
  'report.file',
  'report.subscriptions',
  'report.subscribe',
  'report.unsubscribe',
  'sync.enrol',
  'sync.signIn',
  'sync.push',
  'sync.pull',
  'sync.photo',
  'sync.wake',
  'personal.erase',
] as const;
export type Action = (typeof ACTIONS)[number];

export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly role: Role;
      /** Null for a manager: the whole province. For the others: no gate at all. */
      readonly gateId: GateId | null;
      readonly agency: Agency | null;
      readonly firmId: string | null;
    }
  | {
      /** A tablet known by its signature; nobody need be signed in on it. */
      readonly kind: 'device';
      readonly id: DeviceId;
      readonly gateId: GateId;
      readonly agency: Agency;
    };
type Person = Extract<Actor, { kind: 'person' }>;

/** Whose it is: what the action does not touch is null. */
export type Subject = {
  readonly gateId: GateId | null;
  readonly firmId: string | null;
  readonly agency: Agency | null;
  readonly device: DeviceId | null;
};
export const NO_SUBJECT: Subject = { gateId: null, firmId: null, agency: null, device: null };
export const subjectAtGate = (gateId: GateId): Subject => ({ ...NO_SUBJECT, gateId });
export const subjectOfFirm = (firmId: string | null): Subject => ({ ...NO_SUBJECT, firmId });

type Rule = (actor: Actor, subject: Subject) => boolean;

/** Public by intent: the board, and a pass shown by whoever holds its text (the text is the secret). */
const anyone: Rule = () => true;

const person =
  (...allowed: readonly ((person: Person, subject: Subject) => boolean)[]): Rule =>
  (actor, subject) =>
    actor.kind === 'person' && allowed.some((rule) => rule(actor, subject));

const ownFirm = (actor: Person, subject: Subject): boolean =>
  actor.role === 'declarant' && actor.firmId !== null && actor.firmId === subject.firmId;

/** AC-3: a gate's people act at their gate; only a manager without a gate acts at all of them. */
const atOwnGate = (actor: Person, subject: Subject): boolean =>
  subject.gateId !== null &&
  (actor.gateId === subject.gateId || (actor.role === 'manager' && actor.gateId === null));

const supervisor = (actor: Person, subject: Subject): boolean =>
  actor.role === 'supervisor' && atOwnGate(actor, subject);
const manager = (actor: Person, subject: Subject): boolean =>
  actor.role === 'manager' && atOwnGate(actor, subject);
/** AC-7: what is over all gates, for who has none of his own. */
const province = (actor: Person, subject: Subject): boolean =>
  actor.role === 'manager' && actor.gateId === null && subject.gateId === null;
/** The yard sees who is called and says who has heard it; it calls nobody. */
const yardOperator = (actor: Person, subject: Subject): boolean =>
  actor.role === 'officer' && actor.agency === 'yard' && atOwnGate(actor, subject);
const officerOfAgency = (actor: Person, subject: Subject): boolean =>
  actor.role === 'officer' &&
  actor.agency !== null &&
  actor.agency === subject.agency &&
  atOwnGate(actor, subject);

/** AC-4: a tablet speaks for itself at its gate, signed in or not. */
const ownDevice: Rule = (actor, subject) =>
  actor.kind === 'device' && actor.id === subject.device && actor.gateId === subject.gateId;

const rules: Readonly<Record<Action, Rule>> = {
  'account.me': anyone,
  'declaration.submit': person(ownFirm),
  'declaration.mine': person(ownFirm),
  'declaration.questions': person(ownFirm),
  'declaration.answer': person(ownFirm),
  'declaration.drafts': person(ownFirm),
  'declaration.saveDraft': person(ownFirm),
  'declaration.correctDraft': person(ownFirm),
  'declaration.discardDraft': person(ownFirm),
  'declaration.correctField': person(ownFirm, supervisor),
  'pass.status': anyone,
  'pass.heard': anyone,
  'pass.acknowledge': anyone,
  'board.gate': anyone,
  'board.province': anyone,
  'board.live': anyone,
  'announcement.list': person(supervisor, manager),
  'announcement.make': person(supervisor, manager),
  'announcement.end': person(supervisor, manager),
  'handover.list': person(supervisor, manager),
  'handover.write': person(supervisor, manager),
  'control.crossings': person(supervisor, manager),
  'control.crossing': person(supervisor, manager),
  'control.photo': person(supervisor, manager),
  'control.incidents': person(supervisor, manager),
  'control.resolveIncident': person(supervisor, manager),
  'control.recordAcceptance': person(supervisor, manager),
  'control.revokePass': person(supervisor, manager),
  'control.devices': person(supervisor, manager),
  'control.withdrawDevice': person(supervisor, manager),
  'control.wipeDevice': person(supervisor, manager),
  'control.moveDevice': person(supervisor, manager),
  'control.help': person(supervisor, manager),
  'control.answerHelp': person(supervisor, manager),
  'control.quarantine': person(supervisor, manager),
  'control.lookAtQuarantined': person(supervisor, manager),
  'control.overrides': person(supervisor, manager),
  'control.checkOverride': person(supervisor, manager),
  'control.approvalKeys': person(supervisor, manager),
  'control.setApprovalKey': person(supervisor, manager),
  'control.endApprovalKey': person(supervisor, manager),
  'control.eligibility': person(supervisor, manager),
  'control.importEligibility': person(supervisor, manager),
  'continuity.state': person(supervisor, manager),
  'continuity.manifest': person(supervisor, manager),
  'continuity.declare': person(manager),
  'continuity.end': person(manager),
  'continuity.enter': person(supervisor, manager),
  'flow.picture': person(supervisor, manager, yardOperator),
  'flow.callNext': person(supervisor, manager),
  'flow.approve': person(supervisor, manager),
  'flow.recall': person(supervisor, manager),
  'flow.acknowledge': person(supervisor, manager, yardOperator),
  'flow.limitClass': person(manager),
  'flow.liftLimit': person(manager),
  'process.list': person(supervisor, manager),
  'process.open': person(supervisor, manager),
  'process.saveDraft': person(manager),
  'process.discardDraft': person(manager),
  'process.trial': person(supervisor, manager),
  'process.publish': person(manager),
  'flowPlan.versions': person(supervisor, manager),
  'flowPlan.preview': person(supervisor, manager),
  'flowPlan.save': person(manager),
  'flowPlan.undo': person(manager),
  'people.list': person(supervisor, manager),
  'people.history': person(supervisor, manager),
  'people.add': person(manager),
  'people.move': person(manager),
  'people.disable': person(manager),
  'people.enable': person(manager),
  'people.renewPassword': person(manager),
  'control.makeEnrolment': person(supervisor, manager),
  'report.sheet': person(supervisor, manager, province),
  'report.file': person(supervisor, manager, province),
  'report.subscriptions': person(supervisor, manager, province),
  'report.subscribe': person(supervisor, manager, province),
  'report.unsubscribe': person(supervisor, manager, province),
  'sync.enrol': person(officerOfAgency, supervisor),
  'sync.signIn': person(officerOfAgency, supervisor),
  'sync.push': ownDevice,
  'sync.pull': ownDevice,
  'sync.photo': ownDevice,
  'sync.wake': ownDevice,
  'personal.erase': person(manager),
};

/**
 * The one rule of authorisation, asked before anything is done (AC-2): what is not allowed here is forbidden. The
 * database's row-level security is the second net. `matrix.md` shows every answer.
 */
export const can = (actor: Actor, action: Action, subject: Subject): boolean =>
  Object.hasOwn(rules, action) && rules[action](actor, subject);
