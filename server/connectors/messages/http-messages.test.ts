import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tellBy } from '../../message/tell';
import { httpMessages } from './http-messages';
import type { Message, MessageFault } from './message-port';
import { type SimulatedMessages, startSimulatedMessages } from './simulator/simulated-messages';

let simulator: SimulatedMessages;
beforeEach(async () => {
  simulator = await startSimulatedMessages({ port: 0, token: 'secret' });
});
afterEach(() => simulator.stop());

const port = (token: string | null = 'secret', url = simulator.url) =>
  httpMessages({ url, token, timeoutMs: 1000 });
const message = (over: Partial<Message> = {}): Message => ({
  id: randomUUID(),
  channel: 'sms',
  to: '+84912345678',
  subject: 'Mã',
  text: '1234 5678 là mã <một lần> · 验证码 https://gate.example/join#abc',
  ...over,
});
const untilQuiet = (done: () => boolean) => expect.poll(done, { timeout: 2000 }).toBe(true);

test('a message comes over the line as it was written, and once however often it is sent', async () => {
  const sent = message();
  expect(await port().send(sent)).toEqual({ ok: true, value: null });
  expect(await port().send(sent)).toEqual({ ok: true, value: null });
  expect(simulator.delivered()).toEqual([sent]);
  expect(simulator.asked()).toBe(2);
});

test('its page shows what came, as text and with links that can be pressed', async () => {
  await port().send(message());
  const page = await (await fetch(simulator.url)).text();
  expect(page).toContain('&lt;một lần&gt;');
  expect(page).toContain('<a href="https://gate.example/join#abc">');
  const told: unknown = await (await fetch(`${simulator.url}/delivered`)).json();
  expect(told).toMatchObject([{ to: '+84912345678' }]);
});

test.each([
  ['error-500', 'busy', 500],
  ['busy', 'busy', 503],
  ['refuse', 'refused', 422],
  ['html', 'not-provider', 200],
  ['redirect', 'not-provider', 307],
  ['hang-up', 'unreachable', null],
] as const)('%s is told as %s', async (fault, kind, status) => {
  simulator.order(fault);
  expect(await port().send(message())).toEqual({ ok: false, error: { kind, status } });
  expect(simulator.delivered()).toEqual([]);
});

test('a wrong token is refused, nobody at the address is unreachable', async () => {
  expect(await port('other').send(message())).toMatchObject({ error: { kind: 'refused', status: 401 } });
  expect(await port(null, 'http://127.0.0.1:9').send(message())).toMatchObject({
    error: { kind: 'unreachable' },
  });
});

test('FM-8 telling returns at once; a busy provider is asked again, with the same message', async () => {
  const faults: MessageFault[] = [];
  const tell = tellBy(port(), { onFault: (fault) => faults.push(fault), rest: async () => undefined });
  simulator.order('busy');
  const sent = message();
  expect(tell(sent)).toBeUndefined();
  await untilQuiet(() => simulator.delivered().length === 1);
  expect(simulator.delivered()).toEqual([sent]);
  expect(faults.map(({ kind }) => kind)).toEqual(['busy', 'busy', 'busy']);
  // What is told to the log names nobody.
  expect(JSON.stringify(faults)).not.toContain('912345678');
});

test('a refused message is not tried again', async () => {
  const faults: MessageFault[] = [];
  const tell = tellBy(port(), { onFault: (fault) => faults.push(fault), rest: async () => undefined });
  simulator.order('refuse');
  tell(message());
  await untilQuiet(() => faults.length === 1);
  expect(simulator.asked()).toBe(1);
});
