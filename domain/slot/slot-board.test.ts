import { expect, test } from 'vitest';
import { type HourOffer, pressOf } from './slot-board';

const offer: HourOffer = {
  hourStart: 0,
  liveAt: null,
  free: 3,
  released: 10,
  capacity: 10,
  limitedBy: 'gate',
  waiting: 0,
  nextReleaseAt: null,
  firmLeft: 2,
};

test('SL-11 a free hour is taken; where somebody waits for it the press joins the line, for that hour alone', () => {
  expect(pressOf(offer)).toEqual({ waits: false, isFlexible: false });
  expect(pressOf({ ...offer, waiting: 2 })).toEqual({ waits: true, isFlexible: false });
});

test('SL-11 whoever waits for a draw or for a place that is given up may name later hours too', () => {
  expect(pressOf({ ...offer, free: 0 })).toEqual({ waits: true, isFlexible: true });
  expect(pressOf({ ...offer, free: 0, nextReleaseAt: 1 })).toEqual({ waits: true, isFlexible: true });
});

test('SL-3 a firm that has its share of an hour presses nothing', () => {
  expect(pressOf({ ...offer, firmLeft: 0, waiting: 2 })).toEqual({ waits: false, isFlexible: false });
});
