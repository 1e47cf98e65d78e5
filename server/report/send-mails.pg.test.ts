import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { person } from '@/db/schema/account';
import { reportDelivery } from '@/db/schema/report';
import { dayStart, reportDaySchema } from '@/domain/report/home-day';
import type { MailPort } from '../connectors/mail/mail-port';
import { type SimulatedMail, startSimulatedMail } from '../connectors/mail/simulator/simulated-mail';
import { smtpMail } from '../connectors/mail/smtp-mail';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { forgetDeliveries, type MailPorts, sendMails } from './send-mails';
import { PROVINCE } from './subscriptions';

const HOUR = 3_600_000;
const TODAY = dayStart(reportDaySchema.parse('2026-11-22'));
let house: ApiHouse;
let simulator: SimulatedMail;
let mail: MailPort;

beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  simulator = await startSimulatedMail({ port: 0, shownPort: 0 });
  mail = smtpMail({ url: simulator.url, from: 'Border gate <gate@gate.example>', timeoutMs: 1_000 });
  house.clock.at = TODAY + 9 * HOUR;
});
afterEach(async () => {
  mail.close();
  await simulator.stop();
  for (const role of ['supervisor', 'manager'] as const) {
    const gateId = role === 'manager' ? null : HN;
    const caller = house.call(house.people[role]);
    for (const { subscriptionId } of (await caller.report.subscriptions({ gateId })).subscriptions)
      await caller.report.unsubscribe({ gateId, subscriptionId });
  }
});

const ports = (over: Partial<MailPorts> = {}): MailPorts => ({
  db: house.database.app,
  accounts: house.accounts,
  mail,
  now: () => house.clock.at,
  leaseMs: 5 * 60_000,
  chance: () => 0.5,
  ...over,
});
const order = { report: 'daily', hour: 20, locale: 'vi', format: 'pdf' } as const;
const supervisor = () => house.call(house.people.supervisor);
const last = async () => (await supervisor().report.subscriptions({ gateId: HN })).subscriptions[0]?.last;

test('RP-16 a mail goes out at its hour, in the reader’s language, with the figures and the file', async () => {
  await supervisor().report.subscribe({ gateId: HN, ...order });
  house.clock.at = TODAY + 20 * HOUR - 1;
  expect(await sendMails(ports())).toBe(0);
  house.clock.at = TODAY + 20 * HOUR;
  expect(await sendMails(ports())).toBe(1);
  const [taken] = simulator.messages();
  expect(taken?.to).toHaveLength(1);
  expect(taken?.subject).toBe('Báo cáo phương tiện trong ngày: Hữu Nghị, 22/11/2026');
  expect(taken?.text).toContain('Tổng xe thông quan · 0');
  expect(taken?.file).toMatchObject({ name: 'daily-hn-2026-11-22.pdf', type: 'application/pdf' });
  expect(Buffer.from(taken?.file?.data ?? []).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(await last()).toMatchObject({ state: 'sent', tries: 1, fault: null });
});

test('RP-16 five nodes at once, and again after a restart: one mail', async () => {
  await supervisor().report.subscribe({ gateId: HN, ...order });
  house.clock.at = TODAY + 20 * HOUR;
  const sent = await Promise.all(Array.from({ length: 5 }, () => sendMails(ports())));
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(await sendMails(ports())).toBe(0);
  expect(simulator.messages()).toHaveLength(1);
  house.clock.at += 24 * HOUR;
  expect(await sendMails(ports())).toBe(1);
  expect(simulator.messages()).toHaveLength(2);
});

test('RP-16 what fails is told and tried again, waiting longer; at last it is given up', async () => {
  await supervisor().report.subscribe({ gateId: HN, ...order, format: 'csv' });
  simulator.order('busy');
  house.clock.at = TODAY + 20 * HOUR;
  expect(await sendMails(ports())).toBe(0);
  expect(await last()).toMatchObject({
    state: 'waiting',
    tries: 1,
    fault: 'busy 451',
    nextAt: house.clock.at + 60_000,
  });
  expect(await sendMails(ports())).toBe(0);
  expect(await last()).toMatchObject({ tries: 1 });
  simulator.order('refused');
  house.clock.at += 60_000;
  await sendMails(ports());
  expect(await last()).toMatchObject({ tries: 2, fault: 'refused 550', nextAt: house.clock.at + 120_000 });
  simulator.order('none');
  house.clock.at += 120_000;
  expect(await sendMails(ports())).toBe(1);
  expect(await last()).toMatchObject({ state: 'sent', tries: 3, fault: null });

  simulator.order('hang-up');
  house.clock.at = TODAY + 44 * HOUR;
  for (let tries = 0; tries < 14; tries += 1) {
    await sendMails(ports());
    house.clock.at += HOUR;
  }
  expect(await last()).toMatchObject({ state: 'given-up', tries: 12, fault: 'unreachable' });
}, 60_000);

test('RP-16 a node that dies while it sends is relieved when its lease ends, and the copy bears the same name', async () => {
  await supervisor().report.subscribe({ gateId: HN, ...order });
  house.clock.at = TODAY + 20 * HOUR;
  // It sends and never comes back to write that down.
  const dying: MailPort = {
    send: async (message) => {
      await mail.send(message);
      return new Promise(() => undefined);
    },
    close: () => undefined,
  };
  void sendMails(ports({ mail: dying }));
  await expect.poll(() => simulator.messages().length, { timeout: 10_000 }).toBe(1);
  expect(await sendMails(ports())).toBe(0);
  house.clock.at += 5 * 60_000;
  expect(await sendMails(ports())).toBe(1);
  const names = simulator.messages().map(({ messageId }) => messageId);
  expect(names).toHaveLength(2);
  expect(new Set(names).size).toBe(1);
});

test('RP-16 who may no longer see the report gets none', async () => {
  await supervisor().report.subscribe({ gateId: HN, ...order });
  const { id } = house.people.supervisor;
  await house.accounts.update(person).set({ gateId: 'TT' }).where(eq(person.id, id));
  house.clock.at = TODAY + 20 * HOUR;
  expect(await sendMails(ports())).toBe(0);
  await house.accounts.update(person).set({ gateId: 'HN' }).where(eq(person.id, id));
  expect(simulator.messages()).toHaveLength(0);
  expect(await last()).toMatchObject({ state: 'given-up', fault: 'not-allowed' });
});

test('RP-16 the province’s report is its manager’s; nothing is sent twice over, nor a day late', async () => {
  const manager = house.call(house.people.manager);
  await manager.report.subscribe({ gateId: null, ...order, hour: 7, locale: 'zh', format: 'csv' });
  await expect(
    manager.report.subscribe({ gateId: null, ...order, hour: 7, locale: 'zh', format: 'csv' }),
  ).rejects.toThrow('AP-DONE');
  await expect(manager.report.subscribe({ gateId: null, ...order, report: 'lanes' })).rejects.toThrow(
    'AP-INPUT',
  );
  house.clock.at = TODAY + 31 * HOUR;
  expect(await sendMails(ports())).toBe(1);
  expect(simulator.messages()[0]).toMatchObject({
    subject: '每日车辆报表：全省，2026年11月22日',
    file: { name: 'daily-province-2026-11-22.csv' },
  });
  // The house stood still for three days.
  house.clock.at += 72 * HOUR + HOUR;
  expect(await sendMails(ports())).toBe(0);
  await forgetDeliveries(house.database.app, [PROVINCE], house.clock.at + 90 * 24 * HOUR);
  const kept = await house.database.owner
    .select()
    .from(reportDelivery)
    .where(eq(reportDelivery.gateId, PROVINCE));
  expect(kept).toEqual([]);
});

test('nobody ends another’s subscription, and ten are enough', async () => {
  const { subscriptionId } = await supervisor().report.subscribe({ gateId: HN, ...order });
  await expect(
    house.call(house.people.gateManager).report.unsubscribe({ gateId: HN, subscriptionId }),
  ).rejects.toThrow('AP-NONE');
  for (let hour = 0; hour < 9; hour += 1) await supervisor().report.subscribe({ gateId: HN, ...order, hour });
  await expect(supervisor().report.subscribe({ gateId: HN, ...order, hour: 10 })).rejects.toThrow('AP-MANY');
});
