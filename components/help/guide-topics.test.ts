import { expect, test } from 'vitest';
import { AGENCIES } from '@/domain/shared/vocabulary';
import english from '@/messages/en.json';
import vietnamese from '@/messages/vi.json';
import chinese from '@/messages/zh.json';
import { guideTopics } from './guide-topics';

test('every force finds its own topics, and every topic is for somebody', () => {
  const told = new Set([null, ...AGENCIES].flatMap((agency) => guideTopics(agency)));
  expect([...told].sort()).toEqual(Object.keys(english.guide.topic).sort());
  for (const agency of [null, ...AGENCIES])
    expect(new Set(guideTopics(agency)).size).toBe(guideTopics(agency).length);
});

test('the guide has the same steps in every language, each short', () => {
  for (const [name, topic] of Object.entries(english.guide.topic)) {
    const count = topic.steps.split('\n').length;
    for (const { guide } of [vietnamese, chinese])
      expect(Reflect.get(guide.topic, name).steps.split('\n'), name).toHaveLength(count);
    for (const step of topic.steps.split('\n')) expect(step.length, step).toBeLessThan(140);
  }
});
