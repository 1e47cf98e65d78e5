import { expect, test } from 'vitest';
import { createCutChoice, middleCut, wholeCut } from './frame-cut';

const FULL_HD = { width: 1920, height: 1080 };

test('OF-81 a frame for the worker is never larger than what is read in time', () => {
  for (const picture of [
    FULL_HD,
    { width: 1280, height: 720 },
    { width: 1080, height: 1920 },
    { width: 640, height: 480 },
  ]) {
    for (const { from, to } of [middleCut(picture), wholeCut(picture)]) {
      expect(to.width).toBeLessThanOrEqual(960);
      expect(to.height).toBeLessThanOrEqual(540);
      expect(from.x + from.width).toBeLessThanOrEqual(picture.width);
      expect(from.y + from.height).toBeLessThanOrEqual(picture.height);
    }
  }
});

test('OF-81 the middle is taken as it is, the whole keeps its proportions', () => {
  expect(middleCut(FULL_HD)).toEqual({
    from: { x: 480, y: 270, width: 960, height: 540 },
    to: { width: 960, height: 540 },
  });
  expect(wholeCut({ width: 1080, height: 1920 }).to).toEqual({ width: 304, height: 540 });
});

test('OF-81 middle and whole take turns, and what worked goes first', () => {
  const choice = createCutChoice();
  const six = () => Array.from({ length: 6 }, () => choice.next(FULL_HD).name);
  expect(six()).toEqual(['middle', 'middle', 'whole', 'middle', 'middle', 'whole']);
  choice.worked('whole');
  expect(six()).toEqual(['whole', 'whole', 'middle', 'whole', 'whole', 'middle']);
});
