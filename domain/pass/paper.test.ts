import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DRIVER_SIGNS, driverSign, type Known } from './driver-sign';
import { kioskPatience } from './kiosk-code';
import { codeWidthMm } from './paper';
import { drawQr, type EncodeQr, QUIET } from './qr-path';

const DOTS_PER_MM = 8;

test('PO-1 on a roll every module is a whole number of dots, at least three, and what has room fits the head', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 40 }), (version) => {
      const side = 17 + 4 * version;
      const modules = side + 2 * QUIET;
      const dots = (codeWidthMm('receipt', side) * DOTS_PER_MM) / modules;
      expect(dots).toBe(Math.round(dots));
      expect(dots).toBeGreaterThanOrEqual(3);
      if (modules * 3 <= 384) {
        expect(modules * dots).toBeLessThanOrEqual(384);
        expect(modules * (dots + 1)).toBeGreaterThan(384);
      }
    }),
  );
});

test('PO-1 the level rises only while the modules stay as large, and an encoder that refuses ends the rise', () => {
  const asked: string[] = [];
  const encode: EncodeQr = (level, version) => {
    asked.push(`${level}${version ?? ''}`);
    if (level === 'Q') throw new Error('does not fit');
    return { version: 2, side: 2, data: [1, 1, 0, 1] };
  };
  expect(drawQr(encode, 'L')).toEqual({
    level: 'M',
    version: 2,
    side: 2,
    path: 'M4 4h2v1h-2zM5 5h1v1h-1z',
  });
  expect(asked).toEqual(['L', 'M2', 'Q2']);
});

const known = (over: Partial<Known>): Known => ({
  status: 'live',
  ended: null,
  held: false,
  stage: 'declared',
  call: null,
  ...over,
});

test.each<[Partial<Known>, string]>([
  [{}, 'drive'],
  [{ stage: 'staging' }, 'wait'],
  [{ stage: 'staging', call: 'called' }, 'go'],
  [{ stage: 'staging', call: 'missed' }, 'go'],
  [{ stage: 'staging', call: 'recalled' }, 'wait'],
  [{ stage: 'called' }, 'go'],
  [{ stage: 'called', call: 'recalled' }, 'wait'],
  [{ stage: 'called', call: 'called', held: true }, 'stop'],
  [{ stage: 'gate' }, 'wait'],
  [{ stage: 'yard', call: 'acknowledged' }, 'wait'],
  [{ stage: 'line' }, 'drive'],
  [{ stage: 'left', held: true }, 'done'],
  [{ stage: 'line', status: 'revoked' }, 'stop'],
  [{ stage: 'called', status: 'superseded' }, 'stop'],
  [{ ended: 'turned-back', stage: 'left' }, 'stop'],
  [{ ended: 'completed' }, 'done'],
])('PO-2 %j is %s', (over, sign) => {
  expect(driverSign(known(over))).toBe(sign);
});

test('PO-2 a pass that is no longer good never says go or drive, whatever else is known', () => {
  const arbitrary = fc.record({
    status: fc.constantFrom('revoked' as const, 'superseded' as const),
    ended: fc.constantFrom(null, 'completed' as const, 'cancelled' as const),
    held: fc.boolean(),
    stage: fc.constantFrom('declared' as const, 'staging' as const, 'called' as const, 'line' as const),
    call: fc.constantFrom(null, 'called' as const, 'recalled' as const),
  });
  fc.assert(fc.property(arbitrary, (each) => driverSign(each) === 'stop'));
  expect(DRIVER_SIGNS).toContain('stop');
});

test('PO-7 a kiosk waits, says how long it still does, and is over after a minute without a touch', () => {
  expect(kioskPatience(0, 39_999)).toEqual({ kind: 'waits' });
  expect(kioskPatience(0, 40_000)).toEqual({ kind: 'warns', seconds: 20 });
  expect(kioskPatience(0, 59_001)).toEqual({ kind: 'warns', seconds: 1 });
  expect(kioskPatience(0, 60_000)).toEqual({ kind: 'over' });
  expect(kioskPatience(50_000, 60_000)).toEqual({ kind: 'waits' });
});
