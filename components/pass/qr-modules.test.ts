import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { qrModules } from './qr-modules';

const TEXT = `GP1:${'6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23'.repeat(6)}`;

test('the level rises only while the modules stay as large', () => {
  for (let length = 40; length < TEXT.length; length += 7) {
    const text = TEXT.slice(0, length);
    const drawn = qrModules(text, 'L');
    expect(drawn.version).toBe(QRCode.create(text, { errorCorrectionLevel: 'L' }).version);
    const levels = ['L', 'M', 'Q', 'H'] as const;
    const next = levels[levels.indexOf(drawn.level) + 1];
    if (next !== undefined) {
      expect(QRCode.create(text, { errorCorrectionLevel: next }).version).toBeGreaterThan(drawn.version);
    }
  }
});

test('a print starts at M', () => {
  expect(qrModules(TEXT, 'M').level).not.toBe('L');
});

test('the path covers exactly the dark modules', () => {
  const drawn = qrModules('GP1:TEST', 'L');
  const code = QRCode.create('GP1:TEST', { errorCorrectionLevel: drawn.level, version: drawn.version });
  const dark = [...code.modules.data].filter(Boolean).length;
  const drawnDark = [...drawn.path.matchAll(/h(\d+)v1/g)].reduce((sum, run) => sum + Number(run[1]), 0);
  expect(drawnDark).toBe(dark);
});
