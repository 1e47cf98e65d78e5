import { expect, test } from 'vitest';
import { clockIncident } from '@/domain/sync/device-incidents';
import { nextHlc } from '@/domain/sync/hlc';
import { Device } from '@/domain/testing/build-events';
import { correctedNow, measureClock, offsetNow } from './clock';

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

const HOUR = 3_600_000;
const reading = { offset: 60_000, roundTripMs: 1, wall: 10 * HOUR, mono: 0, boot: 'b' };
const at = (wall: number, mono: number, boot = 'b') => ({ wall: () => wall, mono: () => mono, boot });

test('OF-12 within a boot a clock that is turned back moves nothing; after it the offset counts', () => {
  expect(correctedNow(reading, at(10 * HOUR + 500, 500))).toBe(10 * HOUR + 60_500);
  expect(correctedNow(reading, at(2 * HOUR, 500))).toBe(10 * HOUR + 60_500);
  expect(offsetNow(reading, at(2 * HOUR, 500))).toBe(8 * HOUR + 60_500);
  expect(correctedNow(reading, at(2 * HOUR, 500, 'c'))).toBe(2 * HOUR + 60_000);
});

test('OF-12 a tablet that slept, its monotonic clock with it, is not hours late', () => {
  expect(correctedNow(reading, at(15 * HOUR, 500))).toBe(15 * HOUR + 60_000);
  expect(offsetNow(reading, at(15 * HOUR, 500))).toBe(60_000);
});

test('IN-7 OF-12 a clock that was turned forward is seen by the centre, by the first event written under it', () => {
  const wall = reading.wall + 4 * HOUR;
  const offset = offsetNow(reading, at(wall, 500));
  if (offset === null) throw new Error('never measured');
  const event = { ...new Device(1).write(wall, { type: 'note.added', body: {} }), wall, offset };
  const written = { ...event, hlc: nextHlc(null, wall + offset) };
  const received = reading.wall + reading.offset + 500;
  expect(clockIncident(written, received)).toMatchObject({ kind: 'clock-suspect', severity: 'warning' });
  expect(clockIncident({ ...written, hlc: nextHlc(null, received) }, received)).toBeNull();
});
