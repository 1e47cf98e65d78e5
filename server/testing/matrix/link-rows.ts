import { randomUUID } from 'node:crypto';
import { driverTypedSchema, templateTypedSchema, vehicleTypedSchema } from '@/domain/fleet/entry';
import { gateSchema } from '@/domain/neighbour/content';
import { freshPlate } from '../api-house';
import { atGate, nobody, ownFirm, REPORT_DAY, type Rows, reason, type World } from './world';

const browser = () => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`,
  p256dh: 'B'.repeat(87),
  auth: 'a'.repeat(22),
});

/** Trust, telling, questions, fees, reports, the neighbour, fleets and what is asked of them. */
export const linkRows = ({ house, some, ofTheFirm }: World): Rows => ({
  'trust.list': { call: (api, gateId) => api.trust.list({ gateId, search: '' }), subject: atGate },
  'trust.mark': {
    call: (api, gateId) => api.trust.mark({ gateId, firmId: randomUUID(), isTrusted: true, reason }),
    subject: atGate,
  },
  'telling.pushKey': { call: (api) => api.telling.pushKey(), subject: nobody },
  'telling.inbox': { call: (api) => api.telling.inbox(), subject: ownFirm },
  'telling.unread': { call: (api) => api.telling.unread(), subject: ownFirm },
  'telling.markRead': { call: (api) => api.telling.markRead({ messages: null }), subject: ownFirm },
  'telling.own': { call: (api) => api.telling.own(), subject: ownFirm },
  'telling.saveOwn': {
    call: (api) => api.telling.saveOwn({ locale: 'vi', quiet: null, choices: {} }),
    subject: ownFirm,
  },
  'telling.subscribe': {
    call: (api) => api.telling.subscribe({ subscription: browser(), userAgent: null }),
    subject: ownFirm,
  },
  'telling.unsubscribe': {
    call: (api) => api.telling.unsubscribe({ endpoint: browser().endpoint }),
    subject: ownFirm,
  },
  'telling.subscribePass': {
    call: (api, gateId) =>
      api.telling.subscribePass({
        token: some(gateId).token,
        subscription: { ...browser(), endpoint: 'https://fcm.googleapis.com/fcm/send/matrix' },
        locale: 'vi',
      }),
    subject: nobody,
  },
  'telling.unsubscribePass': {
    call: (api, gateId) =>
      api.telling.unsubscribePass({ token: some(gateId).token, endpoint: browser().endpoint }),
    subject: nobody,
  },
  'telling.moveSubscription': {
    call: (api) => api.telling.moveSubscription({ old: browser(), next: browser() }),
    subject: nobody,
  },
  'telling.seen': {
    call: (api) => api.telling.seen({ id: randomUUID(), state: 'opened' }),
    subject: nobody,
  },
  'telling.deliveries': {
    call: (api, gateId) => api.telling.deliveries({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'thread.read': {
    call: (api, gateId) => api.thread.read({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'thread.ask': {
    call: (api, gateId) =>
      api.thread.ask({
        gateId,
        crossingId: some(gateId).crossingId,
        subject: 'customs',
        phrase: 'how-long',
        words: null,
        locale: 'vi',
      }),
    subject: ofTheFirm,
  },
  'thread.desk': { call: (api, gateId) => api.thread.desk({ gateId }), subject: atGate },
  'thread.answer': {
    call: (api, gateId) =>
      api.thread.answer({
        gateId,
        crossingId: some(gateId).crossingId,
        subject: 'quarantine',
        phrase: 'in-hand',
        words: null,
        locale: 'vi',
      }),
    subject: atGate,
  },
  'status.read': { call: (api) => api.status.read(), subject: nobody },
  'report.own': {
    call: (api, gateId) => api.report.own({ gateId, day: REPORT_DAY, days: 7 }),
    subject: ownFirm,
  },
  'report.ownFile': {
    call: (api, gateId) =>
      api.report.ownFile({ gateId, day: REPORT_DAY, days: 7, locale: 'vi', format: 'csv' }),
    subject: ownFirm,
  },
  'fee.standing': {
    call: (api, gateId) => api.fee.standing({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'fee.bill': {
    call: (api, gateId) =>
      api.fee.bill({ gateId, crossingId: some(gateId).crossingId, kind: 'infrastructure' }),
    subject: ofTheFirm,
  },
  'fee.desk': { call: (api, gateId) => api.fee.desk({ gateId, since: 0 }), subject: atGate },
  'fee.payAtDesk': {
    call: (api, gateId) =>
      api.fee.payAtDesk({
        gateId,
        crossingId: some(gateId).crossingId,
        kind: 'infrastructure',
        amount: 1,
      }),
    subject: atGate,
  },
  'fee.assignCredit': {
    call: (api, gateId) => api.fee.assignCredit({ gateId, bankId: 'none', reference: 'LSHnone' }),
    subject: atGate,
  },
  'fee.askRefund': {
    call: (api, gateId) =>
      api.fee.askRefund({ gateId, crossingId: some(gateId).crossingId, kind: 'infrastructure', reason }),
    subject: atGate,
  },
  'fee.decideRefund': {
    call: (api, gateId) =>
      api.fee.decideRefund({
        gateId,
        crossingId: some(gateId).crossingId,
        refundId: randomUUID(),
        amount: null,
      }),
    subject: atGate,
  },
  'neighbour.link': { call: (api, gateId) => api.neighbour.link({ gateId }), subject: atGate },
  'neighbour.statements': {
    call: (api, gateId) => api.neighbour.statements({ gateId, kind: null }),
    subject: atGate,
  },
  'neighbour.receipts': {
    call: (api, gateId) => api.neighbour.receipts({ gateId, hours: 12 }),
    subject: atGate,
  },
  'neighbour.record': {
    call: (api, gateId) =>
      api.neighbour.record({
        gateId,
        content: {
          kind: 'yard',
          said: {
            gate: gateSchema.parse(gateId),
            at: '2026-11-22T10:00:00+08:00',
            places: 100,
            standing: 40,
          },
        },
        saidAt: house.clock.at,
        toldBy: 'the other side',
        channel: 'hotline',
        note: null,
      }),
    subject: atGate,
  },
  'neighbour.tellIncident': {
    call: (api, gateId) =>
      api.neighbour.tellIncident({ gateId, incidentId: randomUUID(), code: 'power', direction: null }),
    subject: atGate,
  },
  'neighbour.endIncident': {
    call: (api, gateId) => api.neighbour.endIncident({ gateId, incidentId: randomUUID() }),
    subject: atGate,
  },
  'neighbour.agreements': {
    call: (api, gateId) => api.neighbour.agreements({ gateId }),
    subject: atGate,
  },
  'neighbour.step': {
    call: (api, gateId) =>
      api.neighbour.step({ gateId, agreementId: randomUUID(), deed: 'accept', terms: null }),
    subject: atGate,
  },
  'neighbour.agreementFile': {
    call: (api, gateId) => api.neighbour.agreementFile({ gateId, agreementId: randomUUID() }),
    subject: atGate,
  },
  'neighbour.fetchKey': {
    call: (api) => api.neighbour.fetchKey({ gateId: null }),
    subject: nobody,
  },
  'neighbour.confirmKey': {
    call: (api) => api.neighbour.confirmKey({ gateId: null, keyId: 'a'.repeat(16), fingerprint: '0000' }),
    subject: nobody,
  },
  'neighbour.turnKey': { call: (api) => api.neighbour.turnKey({ gateId: null }), subject: nobody },
  'fleet.list': { call: (api) => api.fleet.list(), subject: ownFirm },
  'fleet.saveVehicle': {
    call: (api) =>
      api.fleet.saveVehicle({
        id: randomUUID(),
        typed: vehicleTypedSchema.parse({ kind: 'tractor', plate: freshPlate() }),
      }),
    subject: ownFirm,
  },
  'fleet.saveDriver': {
    call: (api) =>
      api.fleet.saveDriver({ id: randomUUID(), typed: driverTypedSchema.parse({ name: 'Ma Trận' }) }),
    subject: ownFirm,
  },
  'fleet.saveTemplate': {
    call: (api) =>
      api.fleet.saveTemplate({ id: randomUUID(), typed: templateTypedSchema.parse({ goodsName: 'Xoài' }) }),
    subject: ownFirm,
  },
  'fleet.retire': {
    call: (api) => api.fleet.retire({ entry: 'driver', id: randomUUID(), retired: true }),
    subject: ownFirm,
  },
  'fleet.eraseDriver': { call: (api) => api.fleet.eraseDriver({ id: randomUUID() }), subject: ownFirm },
  'fleet.find': { call: (api, gateId) => api.fleet.find({ gateId, text: '12C-123.45' }), subject: atGate },
  'fleet.verify': {
    call: (api, gateId) =>
      api.fleet.verify({
        gateId,
        firmId: randomUUID(),
        vehicleId: randomUUID(),
        chassis: 'RLHJK1234NZ000001',
        plate: '12C12345',
        kind: 'rigid',
        container: 'none',
        evidence: reason,
      }),
    subject: atGate,
  },
  'substitution.open': {
    call: (api, gateId) => api.substitution.open({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  'substitution.ask': {
    call: (api, gateId) =>
      api.substitution.ask({
        gateId,
        crossingId: some(gateId).crossingId,
        part: 'tractor',
        entryId: randomUUID(),
        container: '',
        reason,
      }),
    subject: ofTheFirm,
  },
  'substitution.withdraw': {
    call: (api, gateId) =>
      api.substitution.withdraw({ gateId, crossingId: some(gateId).crossingId, requestId: randomUUID() }),
    subject: ofTheFirm,
  },
  'substitution.waiting': { call: (api, gateId) => api.substitution.waiting({ gateId }), subject: atGate },
  'substitution.decide': {
    call: (api, gateId) =>
      api.substitution.decide({
        gateId,
        crossingId: some(gateId).crossingId,
        requestId: randomUUID(),
        allow: false,
        consent: false,
        words: reason,
      }),
    subject: ofTheFirm,
  },
  'redirect.open': {
    call: (api, gateId) => api.redirect.open({ gateId, crossingId: some(gateId).crossingId }),
    subject: ofTheFirm,
  },
  // To the gate where it is: asked, and nobody moves.
  'redirect.ask': {
    call: (api, gateId) =>
      api.redirect.ask({ gateId, crossingId: some(gateId).crossingId, to: gateId, reason }),
    subject: ofTheFirm,
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
});
