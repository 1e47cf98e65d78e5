import { randomUUID } from 'node:crypto';
import { freshPlate } from '../api-house';
import { nobody, noEvent, ownFirm, type Rows, reason, typed, type World } from './world';

/** Accounts, firms, declarations, hours, sheets and passes. */
export const firmRows = ({ some, ofTheFirm }: World): Rows => ({
  'account.me': { call: (api) => api.account.me(), subject: nobody },
  'account.ways': { call: (api) => api.account.ways(), subject: nobody },
  'firm.register': {
    call: (api) =>
      api.firm.register({
        firmName: 'Công ty Ma Trận',
        taxCode: '0100109106',
        name: 'Ma Trận',
        contact: `${randomUUID()}@gate.example`,
        password: 'correct horse battery',
        locale: 'vi',
      }),
    subject: nobody,
  },
  'firm.confirm': {
    call: (api) => api.firm.confirm({ request: randomUUID(), code: '12345678' }),
    subject: nobody,
  },
  'firm.invitation': {
    call: (api) => api.firm.invitation({ token: 'a'.repeat(32) }),
    subject: nobody,
  },
  'firm.join': {
    call: (api) =>
      api.firm.join({ token: 'a'.repeat(32), name: 'Ma Trận', password: 'correct horse battery' }),
    subject: nobody,
  },
  'firm.members': { call: (api) => api.firm.members(), subject: ownFirm },
  'firm.invite': {
    call: (api) => api.firm.invite({ contact: `${randomUUID()}@gate.example`, role: 'viewer', locale: 'vi' }),
    subject: ownFirm,
  },
  'firm.withdrawInvitation': {
    call: (api) => api.firm.withdrawInvitation({ invitation: randomUUID() }),
    subject: ownFirm,
  },
  'firm.changeRole': {
    call: (api) => api.firm.changeRole({ member: randomUUID(), role: 'viewer' }),
    subject: ownFirm,
  },
  'firm.remove': { call: (api) => api.firm.remove({ member: randomUUID() }), subject: ownFirm },
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
    subject: ofTheFirm,
  },
  'declaration.drafts': { call: (api) => api.declaration.drafts(), subject: ownFirm },
  'declaration.copy': {
    call: (api, gateId) => api.declaration.copy({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'declaration.saveDraft': {
    call: (api) => api.declaration.saveDraft({ draftId: randomUUID(), submission: typed() }),
    subject: ownFirm,
  },
  'declaration.correctDraft': {
    call: (api) => api.declaration.correctDraft({ draftId: randomUUID(), submission: typed(), seen: 0 }),
    subject: ownFirm,
  },
  'declaration.discardDraft': {
    call: (api) => api.declaration.discardDraft({ draftId: randomUUID() }),
    subject: ownFirm,
  },
  'declaration.fields': {
    call: (api, gateId) => api.declaration.fields({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
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
    subject: ofTheFirm,
  },
  'slot.board': {
    call: (api, gateId) => api.slot.board({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'slot.take': {
    call: (api, gateId) =>
      api.slot.take({
        gateId,
        crossingId: some(gateId).crossingId,
        hourStart: 0,
        untilHour: 0,
        wait: true,
      }),
    subject: ofTheFirm,
  },
  'slot.leave': {
    call: (api, gateId) => api.slot.leave({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'slot.stay': {
    call: (api, gateId) => api.slot.stay({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'slot.postpone': {
    call: (api, gateId) =>
      api.slot.postpone({ gateId, crossingId: some(gateId).crossingId, hours: 4, from: 0 }),
    subject: ofTheFirm,
  },
  'slot.record': {
    call: (api, gateId) => api.slot.record({ gateId, before: null, reference: null }),
    subject: nobody,
  },
  'slot.draw': {
    call: (api, gateId) =>
      api.slot.draw({ gateId, releaseAt: 0, direction: 'export', class: 'other', hourStart: 0 }),
    subject: nobody,
  },
  'intake.columns': { call: (api) => api.intake.columns(), subject: ownFirm },
  'intake.begin': {
    call: (api) =>
      api.intake.begin({
        importId: randomUUID(),
        fileName: 'a.csv',
        fileHash: 'd'.repeat(64),
        rowCount: 1,
        choices: {},
      }),
    subject: ownFirm,
  },
  'intake.addRows': {
    call: (api) =>
      api.intake.addRows({
        importId: randomUUID(),
        rows: [{ place: 1, label: '1', submission: typed(), twiceOf: null }],
      }),
    subject: ownFirm,
  },
  'intake.file': { call: (api) => api.intake.file({ importId: randomUUID() }), subject: ownFirm },
  'intake.list': { call: (api) => api.intake.list(), subject: ownFirm },
  'intake.open': {
    call: (api) => api.intake.open({ importId: randomUUID(), state: 'faulty', after: 0 }),
    subject: ownFirm,
  },
  'intake.correctRow': {
    call: (api) => api.intake.correctRow({ importId: randomUUID(), place: 1, submission: typed() }),
    subject: ownFirm,
  },
  'intake.setRowAside': {
    call: (api) => api.intake.setRowAside({ importId: randomUUID(), place: 1, aside: true }),
    subject: ownFirm,
  },
  'intake.discard': {
    call: (api) => api.intake.discard({ importId: randomUUID(), discard: true }),
    subject: ownFirm,
  },
  'intake.faultyFile': {
    call: (api) => api.intake.faultyFile({ importId: randomUUID(), locale: 'vi', format: 'csv' }),
    subject: ownFirm,
  },
  'intake.exportFile': {
    call: (api) => api.intake.exportFile({ locale: 'vi', format: 'csv' }),
    subject: ownFirm,
  },
  'firmKey.list': { call: (api) => api.firmKey.list(), subject: ownFirm },
  'firmKey.make': { call: (api) => api.firmKey.make({ name: 'A system' }), subject: ownFirm },
  'firmKey.revoke': { call: (api) => api.firmKey.revoke({ keyId: randomUUID() }), subject: ownFirm },
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
  'pass.paper': {
    call: (api, gateId) => api.pass.paper({ token: some(gateId).token, locale: 'vi' }),
    subject: nobody,
  },
  'pass.kioskCode': {
    call: (api, gateId) => api.pass.kioskCode({ token: some(gateId).token }),
    subject: nobody,
  },
  'pass.atKiosk': {
    call: (api, gateId) => api.pass.atKiosk({ gateId, plate: freshPlate(), code: '12345678' }),
    subject: nobody,
  },
  'pass.sharePosition': {
    call: (api, gateId) =>
      api.pass.sharePosition({ token: some(gateId).token, cell: { north: 2193, east: 10_671 } }),
    subject: nobody,
  },
  'pass.stopSharing': {
    call: (api, gateId) => api.pass.stopSharing({ token: some(gateId).token }),
    subject: nobody,
  },
});
