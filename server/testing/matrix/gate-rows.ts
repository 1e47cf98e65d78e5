import { randomUUID } from 'node:crypto';
import { defaultPlan } from '@/domain/flow/default-plan';
import { BUILT_IN_GATES, gateById } from '@/domain/gate/gates';
import { processFor } from '@/domain/process/standard-processes';
import {
  crossingIdSchema,
  eventIdSchema,
  type GateId,
  passIdSchema,
  stepIdSchema,
} from '@/domain/shared/identity';
import { makeEd25519 } from '../../keys/ed25519';
import { atGate, nobody, noDevice, noEvent, type Rows, reason, type World } from './world';

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

/** Boards, the control room, flow, processes, plans, gates, people, paper mode. */
export const gateRows = ({ some }: World): Rows => ({
  'board.gate': { call: (api, gateId) => api.board.gate({ gateId }), subject: nobody },
  'board.province': { call: (api) => api.board.province(), subject: nobody },
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
    call: (api, gateId) =>
      api.flow.liftLimit({
        gateId,
        direction: 'export',
        class: 'livestock',
        lever: { from: 0, to: null, perHour: 0 },
        reason,
      }),
    subject: atGate,
  },
  'neighbour.picture': { call: (api, gateId) => api.neighbour.picture({ gateId }), subject: atGate },
  'neighbour.bulletinFile': {
    call: (api, gateId) => api.neighbour.bulletinFile({ gateId, number: null, format: 'json' }),
    subject: atGate,
  },
  'neighbour.previewBulletin': {
    call: (api, gateId) => api.neighbour.previewBulletin({ gateId, sheet: { way: 'file', text: '{}' } }),
    subject: atGate,
  },
  'neighbour.takeBulletin': {
    call: (api, gateId) => api.neighbour.takeBulletin({ gateId, sheet: { way: 'file', text: '{}' } }),
    subject: atGate,
  },
  'neighbour.current': { call: (api, gateId) => api.neighbour.current({ gateId }), subject: nobody },
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
  'gates.current': { call: (api) => api.gates.current({ known: 0 }), subject: nobody },
  'gates.versions': { call: (api) => api.gates.versions(), subject: nobody },
  'gates.save': {
    call: (api) => api.gates.save({ gates: [...BUILT_IN_GATES], basedOn: 77, reason }),
    subject: nobody,
  },
  'gates.undo': { call: (api) => api.gates.undo({ basedOn: 77, reason }), subject: nobody },
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
  'people.correct': {
    call: (api, gateId) =>
      api.people.correct({ gateId, person: randomUUID(), name: 'Ai Đó', email: 'ai.do@hn.example', reason }),
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
});
