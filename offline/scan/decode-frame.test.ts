import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { beforeAll, expect, test } from 'vitest';
import { prepareZXingModule } from 'zxing-wasm/reader';
import { decodeFrame } from './decode-frame';
import { SELF_TEST_TEXT, selfTestModules } from './self-test-code';

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = new Uint8Array(readFileSync(wasm)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

/** Draws dark modules into pixels at any asked size, nearest neighbour. */
function picture(modules: readonly (readonly [number, number])[], side: number) {
  const dark = new Set(modules.map(([x, y]) => `${x},${y}`));
  const quiet = 4;
  const cells = side + 2 * quiet;
  return (width: number, height: number) => {
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [cx, cy] = [Math.floor((x * cells) / width) - quiet, Math.floor((y * cells) / height) - quiet];
        if (dark.has(`${cx},${cy}`)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
    return { data, width, height, colorSpace: 'srgb' as const } as ImageData;
  };
}

test('OF-21 the code of the self-test reads as what it should say', async () => {
  expect(await decodeFrame(290, 290, picture(selfTestModules(), 21))).toBe(SELF_TEST_TEXT);
});

test('OF-21 a pass-sized code is read character by character', async () => {
  const text = `GP1:${'6BFOXN*TS0BI$ZD-P5*+./:3 X'.repeat(9)}`;
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules;
  const modules = Array.from(data).flatMap((on, at): [number, number][] =>
    on ? [[at % size, Math.floor(at / size)]] : [],
  );
  expect(await decodeFrame(600, 600, picture(modules, size))).toBe(text);
});

test('OF-21 a picture without a code reads as nothing', async () => {
  expect(await decodeFrame(100, 100, picture([], 21))).toBeNull();
});
