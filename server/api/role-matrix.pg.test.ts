import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS, type Action, type Actor, can, NO_SUBJECT, type Subject } from '@/domain/access/can';
import { defaultPlan } from '@/domain/flow/default-plan';
import { gateById } from '@/domain/gate/gates';
import { processFor } from '@/domain/process/standard-processes';
import { reportDaySchema } from '@/domain/report/home-day';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  type GateId,
  passIdSchema,
  stepIdSchema,
} from '@/domain/shared/identity';
import { makeEd25519 } from '../keys/ed25519';
import {
  ANONYMOUS,
  type ApiHouse,
  apiHouse,
  type Caller,
  freshPlate,
  submission,
  TT,
} from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { appRouter } from './router';

/**
 * Every procedure × every kind of actor × own and other gate and firm: what the real router does, on a real database,
 * is what `can()` says. A procedure without an entry here fails the first test.
 */
let house: ApiHouse;
let actors: Readonly<Record<string, Actor>>;
/** A crossing of the first declarant's firm at each gate, with its pass. */
const filed = new Map<GateId, { crossingId: string; passId: string; token: string }>();

beforeAll(async () => {
  house = await apiHouse();
  const tablet = await house.tabletAt(HN, 'border-guard');
  actors = {
    anonymous: ANONYMOUS,
    ...house.people,
    'declarant without firm': { ...house.people.declarant, firmId: null },
    'supervisor without gate': { ...house.people.supervisor, gateId: null },
    tablet: { kind: 'device', id: tablet.id, gateId: HN, agency: 'border-guard' },
  };
  for (const [gateId, gate] of [
    [HN, 'Hữu Nghị'],
    [TT, 'Tân Thanh'],
  ] as const) {
    const outcome = await house.call(house.people.declarant).declaration.submit({
      submission: submission({ plate: freshPlate(), gate }),
      clientKey: randomUUID(),
    });
    if (outcome.kind === 'issued') filed.set(gateId, outcome);
  }
});
afterAll(() => house.close());

type Entry = {
  readonly call: (caller: Caller, gateId: GateId) => Promise<unknown>;
  /** Whose it is, as the rule must be asked. */
  readonly subject: (actor: Actor, gateId: GateId) => Subject;
};
const nobody = () => NO_SUBJECT;
const atGate = (_: Actor, gateId: GateId): Subject => ({ ...NO_SUBJECT, gateId });
const ownFirm = (actor: Actor): Subject => ({
  ...NO_SUBJECT,
  firmId: actor.kind === 'person' ? actor.firmId : null,
});
const some = (gateId: GateId) => {
  const found = filed.get(gateId);
  if (!found) throw new Error('nothing filed');
  return found;
};
const reason = 'because of the matrix';
const documentOf = (gateId: GateId) => {
  const found = processFor([], gateId, 'import', 'empty');
  if (found === null) throw new Error('no process');
  return found;
};
const planOf = (gateId: GateId) => {
  const gate = gateById(gateId);
  if (gate === null) throw new Error('no gate');
  return defaultPlan(gate);
};
const noDevice = () => deviceIdSchema.parse(randomUUID());
const noEvent = () => eventIdSchema.parse(randomUUID());
const REPORT_DAY = reportDaySchema.parse('2026-11-22');
const typed = () => submission({ plate: freshPlate() });

const ENTRIES: Readonly<Record<string, Entry>> = {
  'account.me': { call: (api) => api.account.me(), subject: nobody },
  'declaration.submit': {
    call: (api) => api.declaration.submit({ submission: typed(), clientKey: randomUUID() }),
    subject: ownFirm,
  },
  'declaration.mine': { call: (api) => api.declaration.mine(), subject: ownFirm },
  'declaration.questions': { call: (api) => api.declaration.questions(), subject: ownFirm },
  'declaration.answer': {
    call: (api, gateId) =>
      api.declaration.answer({
        gateId,
        crossingId: some(gateId).crossingId,
        request: randomUUID(),
        words: 'because of the matrix',
      }),
    subject: (_, gateId) => ({ ...NO_SUBJECT, gateId, firmId: house.people.declarant.firmId }),
  },
  'declaration.drafts': { call: (api) => api.declaration.drafts(), subject: ownFirm },
  'declaration.saveDraft': {
    call: (api) => api.declaration.saveDraft({ draftId: randomUUID(), submission: typed() }),
    subject: ownFirm,
  },
  'declaration.correctDraft': {
    call: (api) => api.declaration.correctDraft({ draftId: randomUUID(), submission: typed() }),
    subject: ownFirm,
  },
  'declaration.discardDraft': {
    call: (api) => api.declaration.discardDraft({ draftId: randomUUID() }),
    subject: ownFirm,
  },
  'declaration.correctField': {
    call: (api, gateId) =>
      api.declaration.correctField({
        gateId,
        crossingId: some(gateId).crossingId,
        field: 'seal',
        to: `VN${randomUUID().slice(0, 8)}`,
        reason,
      }),
    subject: (_, gateId) => ({ ...NO_SUBJECT, gateId, firmId: house.people.declarant.firmId }),
  },
  'pass.status': {
    call: (api, gateId) => api.pass.status({ token: some(gateId).token }),
    subject: nobody,
  },
  'pass.heard': {
    call: (api, gateId) => api.pass.heard({ token: some(gateId).token, call: noEvent(), message: 'call' }),
    subject: nobody,
  },
  'pass.acknowledge': {
    call: (api, gateId) => api.pass.acknowledge({ token: some(gateId).token, call: noEvent() }),
    subject: nobody,
  },
  'board.gate': { call: (api, gateId) => api.board.gate({ gateId }), subject: nobody },
  'board.province': { call: (api) => api.board.province(), subject: nobody },
  'board.live': {
    call: async (api, gateId) => {
      const stream = (await api.board.live({ gateId }))[Symbol.asyncIterator]();
      await stream.next();
      await stream.return?.();
    },
    subject: nobody,
  },
  'announcement.list': { call: (api, gateId) => api.announcement.list({ gateId }), subject: atGate },
  'announcement.make': {
    call: (api, gateId) =>
      api.announcement.make({ gateId, text: { vi: 'nghỉ', en: 'closed', zh: '关闭' }, until: null }),
    subject: atGate,
  },
  'announcement.end': {
    call: (api, gateId) => api.announcement.end({ gateId, announcement: eventIdSchema.parse(randomUUID()) }),
    subject: atGate,
  },
  'handover.list': { call: (api, gateId) => api.handover.list({ gateId }), subject: atGate },
  'handover.write': {
    call: (api, gateId) => api.handover.write({ gateId, words: reason }),
    subject: atGate,
  },
  'control.crossings': { call: (api, gateId) => api.control.crossings({ gateId }), subject: atGate },
  'control.crossing': {
    call: (api, gateId) => api.control.crossing({ gateId, crossingId: some(gateId).crossingId }),
    subject: atGate,
  },
  'control.photo': {
    call: (api, gateId) => api.control.photo({ gateId, event: randomUUID() }),
    subject: atGate,
  },
  'control.incidents': { call: (api, gateId) => api.control.incidents({ gateId }), subject: atGate },
  'control.resolveIncident': {
    call: (api, gateId) => api.control.resolveIncident({ gateId, incident: 'a'.repeat(32), reason }),
    subject: atGate,
  },
  'control.recordAcceptance': {
    call: (api, gateId) =>
      api.control.recordAcceptance({
        gateId,
        direction: 'export',
        vehiclesPerHour: 20,
        validTo: null,
        toldBy: 'the other side',
        channel: 'hotline',
        note: null,
      }),
    subject: atGate,
  },
  'control.revokePass': {
    call: (api, gateId) =>
      api.control.revokePass({ gateId, passId: passIdSchema.parse('b'.repeat(32)), reason }),
    subject: atGate,
  },
  'control.overrides': { call: (api, gateId) => api.control.overrides({ gateId }), subject: atGate },
  'control.checkOverride': {
    call: (api, gateId) =>
      api.control.checkOverride({
        gateId,
        override: eventIdSchema.parse(randomUUID()),
        outcome: 'justified',
        note: reason,
      }),
    subject: atGate,
  },
  'control.approvalKeys': { call: (api, gateId) => api.control.approvalKeys({ gateId }), subject: atGate },
  'control.setApprovalKey': {
    call: (api, gateId) => api.control.setApprovalKey({ gateId, publicKey: makeEd25519().x }),
    subject: atGate,
  },
  'control.endApprovalKey': {
    call: (api, gateId) => api.control.endApprovalKey({ gateId, person: 'nobody' }),
    subject: atGate,
  },
  'control.eligibility': { call: (api, gateId) => api.control.eligibility({ gateId }), subject: atGate },
  'control.importEligibility': {
    call: (api, gateId) =>
      api.control.importEligibility({ gateId, file: btoa('a,b'), madeAt: null, store: false }),
    subject: atGate,
  },
  'control.makeEnrolment': {
    call: (api, gateId) =>
      api.control.makeEnrolment({ gateId, name: 'T', checkpoint: 'C', agency: 'customs' }),
    subject: atGate,
  },
  'control.devices': { call: (api, gateId) => api.control.devices({ gateId }), subject: atGate },
  'control.withdrawDevice': {
    call: (api, gateId) => api.control.withdrawDevice({ gateId, device: noDevice(), reason }),
    subject: atGate,
  },
  'control.wipeDevice': {
    call: (api, gateId) => api.control.wipeDevice({ gateId, device: noDevice(), reason }),
    subject: atGate,
  },
  'control.moveDevice': {
    call: (api, gateId) =>
      api.control.moveDevice({ gateId, device: noDevice(), name: 'T', checkpoint: 'C', reason }),
    subject: atGate,
  },
  'control.help': { call: (api, gateId) => api.control.help({ gateId }), subject: atGate },
  'control.answerHelp': {
    call: (api, gateId) =>
      api.control.answerHelp({ gateId, request: eventIdSchema.parse(randomUUID()), words: reason }),
    subject: atGate,
  },
  'control.quarantine': { call: (api, gateId) => api.control.quarantine({ gateId }), subject: atGate },
  'control.lookAtQuarantined': {
    call: (api, gateId) =>
      api.control.lookAtQuarantined({
        gateId,
        device: noDevice(),
        seq: 1,
        rawHash: 'c'.repeat(64),
        reason,
      }),
    subject: atGate,
  },
  'flow.picture': { call: (api, gateId) => api.flow.picture({ gateId }), subject: atGate },
  'flow.callNext': {
    call: (api, gateId) => api.flow.callNext({ gateId, direction: 'export', count: 1, yard: 'Y' }),
    subject: atGate,
  },
  'flow.approve': { call: (api, gateId) => api.flow.approve({ gateId, call: noEvent() }), subject: atGate },
  'flow.recall': {
    call: (api, gateId) => api.flow.recall({ gateId, call: noEvent(), crossingIds: null, reason }),
    subject: atGate,
  },
  'flow.acknowledge': {
    call: (api, gateId) =>
      api.flow.acknowledge({ gateId, call: noEvent(), crossingIds: [crossingIdSchema.parse(randomUUID())] }),
    subject: atGate,
  },
  'flow.limitClass': {
    call: (api, gateId) =>
      api.flow.limitClass({
        gateId,
        direction: 'export',
        class: 'dangerous',
        perHour: 1,
        until: null,
        reason,
      }),
    subject: atGate,
  },
  'flow.liftLimit': {
    call: (api, gateId) => api.flow.liftLimit({ gateId, direction: 'export', class: 'livestock', reason }),
    subject: atGate,
  },
  'process.list': { call: (api, gateId) => api.process.list({ gateId }), subject: atGate },
  'process.open': {
    call: (api, gateId) => api.process.open({ gateId, processId: documentOf(gateId).id }),
    subject: atGate,
  },
  'process.saveDraft': {
    call: (api, gateId) => api.process.saveDraft({ gateId, document: documentOf(gateId), revision: 0 }),
    subject: atGate,
  },
  'process.discardDraft': {
    call: (api, gateId) => api.process.discardDraft({ gateId, processId: documentOf(gateId).id }),
    subject: atGate,
  },
  'process.trial': {
    call: (api, gateId) => api.process.trial({ gateId, document: documentOf(gateId) }),
    subject: atGate,
  },
  'process.publish': {
    call: (api, gateId) => api.process.publish({ gateId, document: documentOf(gateId), basedOn: 1, reason }),
    subject: atGate,
  },
  'flowPlan.versions': { call: (api, gateId) => api.flowPlan.versions({ gateId }), subject: atGate },
  'flowPlan.preview': {
    call: (api, gateId) => api.flowPlan.preview({ gateId, content: planOf(gateId) }),
    subject: atGate,
  },
  'flowPlan.save': {
    call: (api, gateId) => api.flowPlan.save({ gateId, content: planOf(gateId), basedOn: 0, reason }),
    subject: atGate,
  },
  'flowPlan.undo': {
    call: (api, gateId) => api.flowPlan.undo({ gateId, basedOn: 77, reason }),
    subject: atGate,
  },
  'people.list': { call: (api, gateId) => api.people.list({ gateId }), subject: atGate },
  'people.history': { call: (api, gateId) => api.people.history({ gateId }), subject: atGate },
  'people.add': {
    call: (api, gateId) =>
      api.people.add({
        gateId,
        name: 'Somebody',
        email: `${randomUUID()}@gate.example`,
        post: { role: 'officer', gateId, agency: 'customs' },
        reason,
      }),
    subject: atGate,
  },
  'people.move': {
    call: (api, gateId) =>
      api.people.move({
        gateId,
        person: randomUUID(),
        post: { role: 'officer', gateId, agency: 'customs' },
        reason,
      }),
    subject: atGate,
  },
  'people.disable': {
    call: (api, gateId) => api.people.disable({ gateId, person: randomUUID(), reason }),
    subject: atGate,
  },
  'people.enable': {
    call: (api, gateId) => api.people.enable({ gateId, person: randomUUID(), reason }),
    subject: atGate,
  },
  'people.renewPassword': {
    call: (api, gateId) => api.people.renewPassword({ gateId, person: randomUUID(), reason }),
    subject: atGate,
  },
  'continuity.state': { call: (api, gateId) => api.continuity.state({ gateId }), subject: atGate },
  'continuity.manifest': { call: (api, gateId) => api.continuity.manifest({ gateId }), subject: atGate },
  'continuity.declare': {
    call: (api, gateId) => api.continuity.declare({ gateId, sheets: 10, reason }),
    subject: atGate,
  },
  'continuity.end': {
    call: (api, gateId) =>
      api.continuity.end({ gateId, continuity: eventIdSchema.parse(randomUUID()), reason }),
    subject: atGate,
  },
  'continuity.enter': {
    call: (api, gateId) => {
      const line = {
        serial: 1,
        plate: '51C-123.45',
        step: stepIdSchema.parse('gate-entry'),
        agency: 'customs',
        at: 1,
        reason: null,
      } as const;
      const continuity = eventIdSchema.parse(randomUUID());
      return api.continuity.enter({ gateId, continuity, lines: [line], dryRun: true });
    },
    subject: atGate,
  },
  'report.sheet': {
    call: (api, gateId) => api.report.sheet({ gateId, report: 'daily', day: REPORT_DAY, days: 1 }),
    subject: atGate,
  },
  'report.file': {
    call: (api, gateId) =>
      api.report.file({ gateId, report: 'daily', day: REPORT_DAY, days: 1, locale: 'vi', format: 'csv' }),
    subject: atGate,
  },
  'report.subscriptions': {
    call: (api, gateId) => api.report.subscriptions({ gateId }),
    subject: atGate,
  },
  'report.subscribe': {
    call: (api, gateId) =>
      api.report.subscribe({ gateId, report: 'daily', hour: 20, locale: 'vi', format: 'pdf' }),
    subject: atGate,
  },
  'report.unsubscribe': {
    call: (api, gateId) => api.report.unsubscribe({ gateId, subscriptionId: randomUUID() }),
    subject: atGate,
  },
};

const paths = Object.keys(appRouter._def.procedures).sort();

test('every procedure of the router has its row here, and its action in the rule', () => {
  expect(Object.keys(ENTRIES).sort()).toEqual(paths);
  expect(
    ACTIONS.filter((action) => !action.startsWith('sync.') && action !== 'personal.erase').toSorted(),
  ).toEqual(paths);
});

/** `yes`, or the code with which it was refused. Anything that is our fault fails the test. */
async function attempt(entry: Entry, actor: Actor, gateId: GateId): Promise<'yes' | 'AP-SIGN' | 'AP-MAY'> {
  try {
    await entry.call(house.call(actor), gateId);
    return 'yes';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    if (error.message === 'AP-SIGN' || error.message === 'AP-MAY') return error.message;
    // Allowed, and then nothing there to do it to.
    if (error.message === 'AP-NONE' || error.message === 'AP-DONE') return 'yes';
    throw error.cause ?? error;
  }
}

test.each(paths)(
  '%s: every actor at his own gate and at another is answered as the rule says',
  async (path) => {
    const entry = ENTRIES[path];
    if (!entry) throw new Error('no entry');
    const action = ACTIONS.find((known): known is Action => known === path);
    const answers: string[] = [];
    const expected: string[] = [];
    for (const [name, actor] of Object.entries(actors))
      for (const gateId of [HN, TT]) {
        const may = action !== undefined && can(actor, action, entry.subject(actor, gateId));
        const refusal = actor.kind === 'anonymous' ? 'AP-SIGN' : 'AP-MAY';
        expected.push(`${name} @ ${gateId}: ${may ? 'yes' : refusal}`);
        answers.push(`${name} @ ${gateId}: ${await attempt(entry, actor, gateId)}`);
      }
    expect(answers).toEqual(expected);
    // The table is no tautology: somebody is refused unless the procedure is public.
    if (!can(ANONYMOUS, action ?? 'personal.erase', NO_SUBJECT))
      expect(answers.filter((line) => line.endsWith('yes')).length).toBeLessThan(answers.length);
  },
);
