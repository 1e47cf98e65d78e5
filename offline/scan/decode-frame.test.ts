import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { beforeAll, expect, test } from 'vitest';
import { prepareZXingModule } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';
import { createFrameReader, type Pixels } from './decode-frame';
import { SELF_TEST_TEXT, selfTestModules } from './self-test-code';

const wasmOf = (path: string) => {
  const file = createRequire(import.meta.url).resolve(path);
  return new Uint8Array(readFileSync(file)).buffer;
};
beforeAll(async () => {
  const reader = { wasmBinary: wasmOf('zxing-wasm/reader/zxing_reader.wasm') };
  await prepareZXingModule({ overrides: reader, fireImmediately: true });
  const writer = { wasmBinary: wasmOf('zxing-wasm/writer/zxing_writer.wasm') };
  await prepareWriter({ overrides: writer, fireImmediately: true });
});

/** Time does not pass: what is read must not depend on how busy the machine is. */
const timeless = () => createFrameReader(() => 0);

/** Modules as pixels, nearest neighbour, with a quiet zone. */
function picture(
  isDark: (x: number, y: number) => boolean,
  side: number,
  pixels: number,
  inverted = false,
): Pixels {
  const cells = side + 8;
  const data = new Uint8ClampedArray(pixels * pixels * 4).fill(255);
  for (let y = 0; y < pixels; y += 1) {
    for (let x = 0; x < pixels; x += 1) {
      const [cx, cy] = [Math.floor((x * cells) / pixels) - 4, Math.floor((y * cells) / pixels) - 4];
      const inside = cx >= 0 && cy >= 0 && cx < side && cy < side;
      const dark = (inside && isDark(cx, cy)) !== inverted;
      data.fill(dark ? 30 : 220, (y * pixels + x) * 4, (y * pixels + x) * 4 + 3);
    }
  }
  return { data, width: pixels, height: pixels };
}

const PASS = `GP1:${'6BFOXN*TS0BI$ZD-P5*+./:3 X'.repeat(9)}`;
const passPicture = (inverted: boolean) => {
  const { size, data } = create(PASS, { errorCorrectionLevel: 'L' }).modules;
  return picture((x, y) => data[y * size + x] === 1, size, 500, inverted);
};

test('OF-21 the code of the self-test reads as what it should say', async () => {
  const dark = new Set(selfTestModules().map(([x, y]) => `${x},${y}`));
  const frame = picture((x, y) => dark.has(`${x},${y}`), 21, 290);
  expect(await timeless().read(frame, 0)).toBe(SELF_TEST_TEXT);
});

test('OF-21 a pass-sized code is read character by character, also light on dark', async () => {
  const reader = timeless();
  expect(await reader.read(passPicture(false), 0)).toBe(PASS);
  expect(await reader.read(passPicture(true), 1)).toBe(PASS);
});

test('OF-21 a picture without a code reads as nothing', async () => {
  expect(
    await timeless().read(
      picture(() => false, 21, 100),
      0,
    ),
  ).toBeNull();
});

test('OF-83 the declaration number on customs’ papers is read from its Code 128', async () => {
  const { symbol } = await writeBarcode('307123456780', { format: 'Code128' });
  const [width, height] = [symbol.width * 4 + 80, 200];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 40; y < 160; y += 1)
    for (let x = 0; x < symbol.width * 4; x += 1)
      if (symbol.data[x >> 2] === 0) data.fill(0, (y * width + x + 40) * 4, (y * width + x + 40) * 4 + 3);
  expect(await timeless().read({ data, width, height }, 0)).toBe('307123456780');
});

test('OF-81 no attempt begins when the time for a frame is up', async () => {
  let asked = 0;
  // Every look at the clock finds that much more time gone.
  const reader = createFrameReader(() => asked++ * 1000);
  expect(await reader.read(passPicture(false), 0)).toBeNull();
  expect(asked).toBeLessThanOrEqual(3);
});
