import type { DeviceId, GateId } from '../shared/identity';
import { type Agency, FIRM_ROLES, type FirmRole, type Role } from '../shared/vocabulary';
import type { Action } from './actions';

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
    }
  | {
      /** A firm's own system, known by its key (IM-9). */
      readonly kind: 'program';
      /** The key's id. */
      readonly id: string;
      readonly firmId: string;
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

/** FM-2, FM-4: the firm's own people with one of these roles, and of the own firm alone. */
const ofFirm =
  (...roles: readonly FirmRole[]) =>
  (actor: Person, subject: Subject): boolean =>
    roles.some((role) => role === actor.role) && actor.firmId !== null && actor.firmId === subject.firmId;
const owner = ofFirm('owner');
/** Writes in the firm's name. */
const declarant = ofFirm('owner', 'declarant');
/** Looks after vehicles and drivers on their way. */
const dispatcher = ofFirm('owner', 'declarant', 'dispatcher');
const member = ofFirm(...FIRM_ROLES);

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
/** An officer speaks for an agency at the own gate; what of a thread is that agency's is the thread's own rule (TE-11). */
const agencyOfficer = (actor: Person, subject: Subject): boolean =>
  actor.role === 'officer' && actor.agency !== null && atOwnGate(actor, subject);
/** FV-5: who may say that a vehicle is what its firm says; beside those who lead the gate. */
const identityOfficer = (actor: Person, subject: Subject): boolean =>
  actor.role === 'officer' &&
  (actor.agency === 'border-guard' || actor.agency === 'gate-centre') &&
  atOwnGate(actor, subject);
const officerOfAgency = (actor: Person, subject: Subject): boolean =>
  agencyOfficer(actor, subject) && actor.agency === subject.agency;

/** AC-4: a tablet speaks for itself at its gate, signed in or not. */
const ownDevice: Rule = (actor, subject) =>
  actor.kind === 'device' && actor.id === subject.device && actor.gateId === subject.gateId;

/** AC-14: a firm's key declares and reads its own declarations and keeps its own fleet; it makes no keys and sees nothing else. */
const ownProgram: Rule = (actor, subject) => actor.kind === 'program' && actor.firmId === subject.firmId;

const rules: Readonly<Record<Action, Rule>> = {
  'account.me': anyone,
  'account.ways': anyone,
  // The code sent to the contact, and the text of the invitation, are the secret (FM-1, FM-5).
  'firm.register': anyone,
  'firm.confirm': anyone,
  'firm.invitation': anyone,
  'firm.join': anyone,
  'firm.members': person(member),
  'firm.invite': person(owner),
  'firm.withdrawInvitation': person(owner),
  'firm.changeRole': person(owner),
  'firm.remove': person(owner),
  'declaration.submit': person(declarant),
  'declaration.mine': person(member),
  'declaration.questions': person(member),
  'declaration.answer': person(dispatcher),
  'declaration.drafts': person(member),
  'declaration.copy': person(declarant),
  'declaration.saveDraft': person(declarant),
  'declaration.correctDraft': person(declarant),
  'declaration.discardDraft': person(declarant),
  'declaration.fields': person(member),
  'declaration.correctField': person(dispatcher, supervisor),
  'slot.board': person(member),
  'slot.take': person(dispatcher),
  'slot.leave': person(dispatcher),
  'slot.stay': person(dispatcher),
  'slot.postpone': person(dispatcher),
  'slot.record': anyone,
  'slot.draw': anyone,
  'intake.columns': person(declarant),
  'intake.begin': person(declarant),
  'intake.addRows': person(declarant),
  'intake.file': person(declarant),
  'intake.list': person(declarant),
  'intake.open': person(declarant),
  'intake.correctRow': person(declarant),
  'intake.setRowAside': person(declarant),
  'intake.discard': person(declarant),
  'intake.faultyFile': person(declarant),
  'intake.exportFile': person(declarant),
  'firmKey.list': person(declarant),
  'firmKey.make': person(declarant),
  'firmKey.revoke': person(declarant),
  'fleet.list': person(member),
  'fleet.saveVehicle': person(dispatcher),
  'fleet.saveDriver': person(dispatcher),
  'fleet.saveTemplate': person(dispatcher),
  'fleet.retire': person(dispatcher),
  'fleet.eraseDriver': person(dispatcher),
  'fleet.find': person(identityOfficer, supervisor, manager),
  'fleet.verify': person(identityOfficer, supervisor, manager),
  'substitution.open': person(member, supervisor, manager),
  'substitution.ask': person(dispatcher),
  'substitution.withdraw': person(dispatcher),
  'substitution.waiting': person(supervisor, manager),
  'substitution.decide': person(supervisor, manager),
  'redirect.open': person(member),
  'redirect.ask': person(dispatcher),
  'api.declare': ownProgram,
  'api.declaration': ownProgram,
  'api.vehicles': ownProgram,
  'api.addVehicle': ownProgram,
  'api.changeVehicle': ownProgram,
  'api.drivers': ownProgram,
  'api.addDriver': ownProgram,
  'api.changeDriver': ownProgram,
  'pass.status': anyone,
  'pass.heard': anyone,
  'pass.acknowledge': anyone,
  'pass.paper': anyone,
  'pass.kioskCode': anyone,
  'pass.atKiosk': anyone,
  'pass.sharePosition': anyone,
  'pass.stopSharing': anyone,
  'board.gate': anyone,
  'board.province': anyone,
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
  'gates.current': anyone,
  // GA-5: which gates there are is the province's to say, not a gate's.
  'gates.versions': person(province),
  'gates.save': person(province),
  'gates.undo': person(province),
  'people.list': person(supervisor, manager),
  'people.history': person(supervisor, manager),
  'people.add': person(manager),
  'people.move': person(manager),
  'people.correct': person(manager),
  'people.disable': person(manager),
  'people.enable': person(manager),
  'people.renewPassword': person(manager),
  'control.makeEnrolment': person(supervisor, manager),
  'trust.list': person(supervisor, manager),
  'trust.mark': person(supervisor, manager),
  'report.own': person(member),
  'report.ownFile': person(member),
  'fee.standing': person(member, supervisor, manager),
  'fee.bill': person(dispatcher, supervisor, manager),
  'fee.desk': person(supervisor, manager),
  'fee.payAtDesk': person(supervisor, manager),
  'fee.assignCredit': person(supervisor, manager),
  'fee.askRefund': person(supervisor, manager),
  'fee.decideRefund': person(manager),
  'neighbour.link': person(supervisor, manager),
  'neighbour.statements': person(supervisor, manager),
  'neighbour.receipts': person(supervisor, manager),
  'neighbour.record': person(supervisor, manager),
  'neighbour.tellIncident': person(supervisor, manager),
  'neighbour.endIncident': person(supervisor, manager),
  'neighbour.agreements': person(supervisor, manager),
  'neighbour.step': person(manager),
  'neighbour.agreementFile': person(supervisor, manager),
  // One key speaks for all gates.
  'neighbour.fetchKey': person(province),
  'neighbour.confirmKey': person(province),
  'neighbour.turnKey': person(province),
  'neighbour.picture': person(supervisor, manager),
  'neighbour.bulletinFile': person(supervisor, manager),
  'neighbour.previewBulletin': person(supervisor, manager),
  'neighbour.takeBulletin': person(supervisor, manager),
  // For a neighbour who has only a browser (BU-7).
  'neighbour.current': anyone,
  'report.sheet': person(supervisor, manager, province),
  'report.file': person(supervisor, manager, province),
  'report.subscriptions': person(supervisor, manager, province),
  'report.subscribe': person(supervisor, manager, province),
  'report.unsubscribe': person(supervisor, manager, province),
  'telling.pushKey': anyone,
  'telling.inbox': person(member),
  'telling.unread': person(member),
  'telling.markRead': person(member),
  'telling.own': person(member),
  'telling.saveOwn': person(member),
  'telling.subscribe': person(member),
  'telling.unsubscribe': person(member),
  // The text of the pass, the address of the browser and the id of the message are the secret (TE-8, TE-9).
  'telling.subscribePass': anyone,
  'telling.unsubscribePass': anyone,
  'telling.moveSubscription': anyone,
  'telling.seen': anyone,
  'telling.deliveries': person(member, supervisor, manager),
  'thread.read': person(member, agencyOfficer, supervisor, manager),
  'thread.ask': person(dispatcher),
  'thread.desk': person(agencyOfficer, supervisor, manager),
  'thread.answer': person(agencyOfficer, supervisor, manager),
  'status.read': anyone,
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
