import { describe, expect, test } from 'vitest';
import { MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { contentSchemas } from './content';
import { type Speaker, sayings } from './say';

const speaker: Speaker = {
  country: 'vn',
  zone: 'Asia/Ho_Chi_Minh',
  plates: null,
  tokenOf: null,
  isClosed: false,
};

describe('NE what a gate says', () => {
  test('NE-6 a vehicle that stands for months, or came by a wrong clock, is said as the longest wait that there is', () => {
    for (const days of [70, 20_000]) {
      const waiting = [standing(1), standing(2, { arrivedAt: MORNING - days * 24 * 60 * MINUTE })];
      const all = sayings(
        { export: situation({ standing: waiting }), import: situation({ direction: 'import' }) },
        [],
        speaker,
      );
      for (const { content } of all) contentSchemas[content.kind].parse(content.said);
      const waits = all.flatMap(({ content }) =>
        content.kind === 'queue' ? [content.said.longestWaitMinutes] : [],
      );
      expect(waits).toEqual([100_000, null]);
    }
  });
});
