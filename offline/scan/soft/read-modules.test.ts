import * as fc from 'fast-check';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { FIRST_VERSION, LAST_VERSION } from './qr-shape';
import { readModules, type SoftModules } from './read-modules';
import { createSoftVote } from './soft-vote';

const LEVELS = ['L', 'M', 'Q', 'H'] as const;
type Level = (typeof LEVELS)[number];
const versions = fc.integer({ min: FIRST_VERSION, max: LAST_VERSION });
const levels = fc.constantFrom(...LEVELS);
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const texts = fc
  .string({ unit: fc.constantFrom(...ALPHABET), minLength: 20, maxLength: 90 })
  .map((text) => `GP1:${text}`);

function modulesOf(text: string, version: number, level: Level): SoftModules {
  const { data } = create(text, { version, errorCorrectionLevel: level }).modules;
  return { version, values: Float32Array.from(data, (dark) => (dark ? 1 : -1)) };
}

test('OF-80 every version, level and mask that a pass may have reads back', () => {
  fc.assert(
    fc.property(texts, versions, levels, (text, version, level) => {
      expect(readModules(modulesOf(text, version, level))).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test('OF-80 text of other modes reads back too', () => {
  for (const text of ['0123456789012345678901', 'Lạng Sơn, cửa khẩu', 'MSKU1234565'])
    expect(readModules(modulesOf(text, 8, 'M'))).toBe(text);
});

test('OF-80 a corner that cannot be told is given up and mended', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 12 }), (text, from) => {
      const { version, values } = modulesOf(text, 9, 'M');
      const side = 17 + 4 * version;
      for (let y = 0; y < 12; y += 1)
        for (let x = 0; x < 12; x += 1) values[(side - 1 - y - from) * side + side - 1 - x] = 0;
      expect(readModules({ version, values })).toBe(text);
    }),
    { numRuns: 40 },
  );
});

test('OF-80 modules that say nothing are never a text, and damaged ones never another', () => {
  const noise = fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true }));
  fc.assert(
    fc.property(
      texts,
      versions,
      levels,
      noise,
      fc.double({ min: 0, max: 1.4, noNaN: true }),
      (text, version, level, stream, share) => {
        const clean = modulesOf(text, version, level);
        const damaged = clean.values.map((value) => {
          const { value: toss } = stream.next();
          return value * (1 - Math.min(1, share)) + (toss ?? 0) * share;
        });
        expect([null, text]).toContain(readModules({ version, values: damaged }));
      },
    ),
    { numRuns: 300 },
  );
});

test('OF-80 frames that cannot be read alone are read together', () => {
  const text = `GP1:${'A1B2C3D4E5'.repeat(20)}`;
  const clean = modulesOf(text, 9, 'L');
  const side = 17 + 4 * 9;
  // Glare that wanders: each frame is blind in another third of the rows.
  const blind = (third: number): SoftModules => ({
    version: 9,
    values: clean.values.map((value, at) => (Math.floor(((at / side) * 3) / side) === third ? 0 : value)),
  });
  const vote = createSoftVote();
  expect(readModules(blind(0))).toBeNull();
  expect(vote.add(blind(0), 1, 0)).toBeNull();
  const together = vote.add(blind(1), 1, 66);
  expect(together === null ? null : readModules(together)).toBe(text);
});

test('OF-80 frames of two passes are never mixed', () => {
  const one = modulesOf(`GP1:${'A1B2C3D4E5'.repeat(20)}`, 9, 'L');
  const other = modulesOf(`GP1:${'Z9Y8X7W6V5'.repeat(20)}`, 9, 'L');
  const vote = createSoftVote();
  vote.add(one, 1, 0);
  expect(vote.add(other, 1, 66)).toBeNull();
  // And frames too far apart are of two showings.
  expect(vote.add(other, 1, 60_000)).toBeNull();
});
