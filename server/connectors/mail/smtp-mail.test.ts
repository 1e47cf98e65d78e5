import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SimulatedMail, startSimulatedMail } from './simulator/simulated-mail';
import { smtpMail } from './smtp-mail';

let simulator: SimulatedMail;
beforeEach(async () => {
  simulator = await startSimulatedMail({ port: 0, shownPort: 0 });
});
afterEach(() => simulator.stop());

const message = {
  to: 'manager@gate.example',
  subject: 'Báo cáo ngày 26/11 · 每日报告',
  text: '.một dấu chấm ở đầu dòng\n..và hai\n每日',
  id: 'id-1',
  attachment: { name: 'daily.csv', type: 'text/csv', data: new TextEncoder().encode('\ufeffa,b\r\n') },
};
const port = (url = simulator.url, timeoutMs = 500) =>
  smtpMail({ url, from: 'Gate <gate@gate.example>', timeoutMs });

test('a mail comes over the line as it was written: words, points at the start of lines, file', async () => {
  const mail = port();
  expect(await mail.send(message)).toEqual({ ok: true, value: null });
  mail.close();
  const [taken] = simulator.messages();
  expect(taken).toMatchObject({
    from: 'gate@gate.example',
    to: ['manager@gate.example'],
    subject: message.subject,
    messageId: '<id-1@gate.example>',
    file: { name: 'daily.csv', type: 'text/csv' },
  });
  expect(taken?.text.trimEnd().replaceAll('\r\n', '\n')).toBe(message.text);
  expect(Buffer.from(taken?.file?.data ?? [])).toEqual(Buffer.from(message.attachment.data));
});

test.each([
  ['busy', { kind: 'busy', code: 451 }],
  ['refused', { kind: 'refused', code: 550 }],
  ['slow', { kind: 'unreachable', code: null }],
  ['hang-up', { kind: 'unreachable', code: null }],
  ['lost-answer', { kind: 'unreachable', code: null }],
] as const)('the other side’s fault "%s" is told by its kind alone', async (fault, error) => {
  simulator.order(fault);
  const mail = port();
  expect(await mail.send(message)).toEqual({ ok: false, error });
  mail.close();
});

test('nobody there, and a server elsewhere that offers no encryption, get nothing', async () => {
  await simulator.stop();
  const nobody = port();
  expect(await nobody.send(message)).toEqual({ ok: false, error: { kind: 'unreachable', code: null } });
  nobody.close();
  simulator = await startSimulatedMail({ port: 0, shownPort: 0 });
  // An address of this machine that is not known as such: it is treated as any other server.
  const plain = port(simulator.url.replace('127.0.0.1', '127.1'));
  expect(await plain.send(message)).toEqual({ ok: false, error: { kind: 'tls', code: expect.anything() } });
  expect(simulator.messages()).toEqual([]);
  plain.close();
});

test('mails are shown by a page and as JSON, and the simulator obeys an order', async () => {
  const mail = port();
  await mail.send(message);
  mail.close();
  const told = await (await fetch(`${simulator.shownAt}/messages`)).json();
  expect(told).toMatchObject([{ subject: message.subject, file: { name: 'daily.csv', bytes: 8 } }]);
  expect(await (await fetch(simulator.shownAt)).text()).toContain('每日报告');
  expect(await (await fetch(`${simulator.shownAt}/messages/0/file`)).text()).toBe('a,b\r\n');
  expect((await fetch(`${simulator.shownAt}/messages/7/file`)).status).toBe(404);
  const post = (body: unknown) =>
    fetch(`${simulator.shownAt}/control`, { method: 'POST', body: JSON.stringify(body) });
  expect((await post({ do: 'fault', fault: 'refused' })).status).toBe(200);
  expect((await post({ do: 'dance' })).status).toBe(400);
});
