import { expect, test } from 'vitest';
import { deviceNo, enrolmentOf } from '../testing/samples';
import { listenForNews } from './wake-line';
import { createWakeUp, type LineEnd, newsReader } from './wake-up';

test('OF-45 news is heard however the stream is cut, and beats are none', () => {
  const stream = ': open\n\nevent: news\ndata:\n\n: still here\n\nevent: news\r\ndata:\n\n';
  for (let cut = 1; cut < stream.length; cut += 1) {
    let heard = 0;
    const read = newsReader(() => {
      heard += 1;
    });
    for (let at = 0; at < stream.length; at += cut) read(stream.slice(at, at + cut));
    expect(heard).toBe(2);
  }
});

test('OF-45 a line that ends is opened again after a while, later and later where there is none, never faster than the timer allows', async () => {
  const waits: number[] = [];
  let next = () => {};
  const ends: LineEnd[] = ['ended', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'ended'];
  let at = 0;
  const wakeUp = createWakeUp({
    listen: async () => ends[at++] ?? 'none',
    turn: () => undefined,
    timers: {
      after: (ms, work) => {
        waits.push(ms / 1000);
        next = work;
        return () => undefined;
      },
    },
    chance: () => 0.5,
  });
  wakeUp.start();
  for (let n = 0; n < ends.length; n += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    next();
  }
  expect(waits.slice(0, 9)).toEqual([5, 5, 10, 20, 40, 80, 160, 300, 5]);
});

const ports = (answer: () => Promise<Response>, enrolled = true) => ({
  origin: 'http://gate',
  enrolment: async () => (enrolled ? enrolmentOf(deviceNo(1)) : null),
  sign: async () => 'signature',
  fetch: answer,
});
const stream = (text: string, type = 'text/event-stream', status = 200) =>
  new Response(text, { status, headers: { 'content-type': type } });

test('OF-45 an open line exchanges once and for each piece of news; a portal, a refusal and no network are no line', async () => {
  let turns = 0;
  const listen = (answer: () => Promise<Response>, enrolled = true) =>
    listenForNews(
      ports(answer, enrolled),
      () => {
        turns += 1;
      },
      new AbortController().signal,
    );
  expect(await listen(async () => stream(': open\n\nevent: news\ndata:\n\n'))).toBe('ended');
  expect(turns).toBe(2);
  expect(await listen(async () => stream('event: news\n', 'text/html'))).toBe('none');
  expect(await listen(async () => stream('event: news\n', 'text/event-stream', 403))).toBe('none');
  expect(await listen(() => Promise.reject(new TypeError('offline')))).toBe('none');
  expect(await listen(async () => stream('event: news\n'), false)).toBe('ended');
  expect(turns).toBe(2);
});
