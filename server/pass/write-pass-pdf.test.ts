import { expect, test } from 'vitest';
import type { PassClaims } from '@/domain/pass/claims';
import { passIdSchema } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import { speakerOf } from '@/server/report/speaker';
import { writePassPdf } from './write-pass-pdf';

const claims = (over: Partial<PassClaims['binding']>): PassClaims => ({
  passId: passIdSchema.parse('a1'.repeat(16)),
  revision: 1,
  notBefore: 1_770_000_000,
  notAfter: 1_772_000_000,
  gateNumber: 1,
  direction: 'export',
  kind: 'loaded',
  staticPrintAllowed: true,
  goodsClass: 'perishable',
  driver: 'Đ H Cường 王',
  binding: {
    plate: '桂F9B393',
    trailer: '51R01822',
    container: 'CSQU3054383',
    seal: 'YN123456',
    customsDeclaration: '30612345678',
    ...over,
  },
});
const TOKEN = `GP1:${'6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23'.repeat(7)}`;

test.each(LOCALES)('PO-3 a pass is one sheet of A6 with every face in the file, %s', async (locale) => {
  const data = await writePassPdf(speakerOf(locale), TOKEN, claims({}));
  const text = Buffer.from(data).toString('latin1');
  const fonts = [...text.matchAll(/\/FontName \/[A-Z]{6}\+([A-Za-z-]+)/g)].map(([, font]) => font);
  expect(fonts.some((font) => font?.startsWith('BeVietnamPro'))).toBe(true);
  expect(fonts.some((font) => font?.startsWith('NotoSansSC'))).toBe(true);
  expect([...text.matchAll(/\/FontFile2 /g)].length).toBe(fonts.length);
  expect(text).not.toContain('/Helvetica');
  expect([...text.matchAll(/\/Type \/Page\b/g)].length).toBe(1);
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
  expect([Number(width), Number(height)].map((points) => Math.round((points * 25.4) / 72))).toEqual([
    105, 148,
  ]);
  expect(data.length).toBeLessThan(60_000);
});

test('PO-3 Vietnamese alone embeds no Chinese', async () => {
  const plain = { ...claims({ plate: '51C12345' }), driver: 'Đ H Cường' };
  const text = Buffer.from(await writePassPdf(speakerOf('vi'), TOKEN, plain)).toString('latin1');
  expect(text).not.toContain('NotoSansSC');
});
