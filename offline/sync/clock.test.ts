import { expect, test } from 'vitest';
import { correctedNow, measureClock } from './clock';

test('OF-12 four timestamps give the offset, whatever the way back and forth takes', () => {
  const reading = measureClock(
    { wall: 1000, mono: 0 },
    { t1: 61_100, t2: 61_150 },
    { wall: 1250, mono: 250 },
    'b',
  );
  expect(reading).toMatchObject({ offset: 60_000, roundTripMs: 200 });
});

test('OF-12 a clock that was turned during the request, or an answer from the past, measures nothing', () => {
  const centre = { t1: 61_100, t2: 61_150 };
  expect(measureClock({ wall: 1000, mono: 0 }, centre, { wall: 900_000, mono: 250 }, 'b')).toBeNull();
  expect(measureClock({ wall: 1000, mono: 0 }, centre, { wall: 1010, mono: 10 }, 'b')).toBeNull();
});

test('OF-12 within a boot the monotonic clock carries the centre on; after it the offset does', () => {
  const reading = { offset: 60_000, roundTripMs: 1, wall: 1000, mono: 0, boot: 'b' };
  const turned = { wall: () => 99_999_999, mono: () => 500, boot: 'b' };
  expect(correctedNow(reading, turned)).toBe(61_500);
  expect(correctedNow(reading, { ...turned, wall: () => 2000, boot: 'c' })).toBe(62_000);
});
