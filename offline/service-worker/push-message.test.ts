import { expect, test } from 'vitest';
import { notificationOf, readPushMessage } from './push-message';

const message = {
  id: '0199',
  gate: 'HN',
  title: 'Xe 12C-345.67 được gọi',
  text: 'Vào cửa khẩu ngay.',
  url: '/p#GP1%3AABC',
  locale: 'vi',
  at: 5,
  isUrgent: true,
};

test('TE-8 a push is shown as it was written; a call stays until it is touched, the same message again takes its place', () => {
  const read = readPushMessage(JSON.stringify(message));
  expect(read).toMatchObject({ title: message.title, url: message.url, locale: 'vi' });
  expect(notificationOf(read)).toMatchObject({
    body: message.text,
    tag: message.id,
    lang: 'vi',
    requireInteraction: true,
    timestamp: 5,
  });
  expect(notificationOf({ ...read, isUrgent: false })).not.toHaveProperty('vibrate');
});

test('nobody is sent to another site, and what cannot be read is shown as something', () => {
  for (const url of ['https://evil.example', '//evil.example', '/\\evil.example', 7])
    expect(readPushMessage(JSON.stringify({ ...message, url })).url).toBe('/');
  for (const raw of [null, '', '{', '[]', 'null', '{"id":1}'])
    expect(readPushMessage(raw)).toMatchObject({ url: '/', title: expect.stringMatching(/./) });
  expect(readPushMessage(JSON.stringify({ ...message, locale: 'fr' })).locale).toBe('vi');
});
