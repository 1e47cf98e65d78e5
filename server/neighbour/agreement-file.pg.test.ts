import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateSchema } from '@/domain/neighbour/content';
import { type GateHouse, gateHouse, HN } from '../testing/gate-house';
import { hasPaperReaders } from '../testing/paper-readers';
import { agreementFile } from './agreement-file';
import { takeStep } from './take-step';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

test.skipIf(!hasPaperReaders)(
  'BU-9 a negotiation is printed with every step, its terms in two languages and its signatures',
  async () => {
    const link = await house.neighbour();
    const terms = {
      about: 'quota',
      gate: gateSchema.parse(HN),
      flow: 'vn-cn',
      from: '2026-11-23T00:00:00.000+07:00',
      until: '2026-11-30T00:00:00.000+07:00',
      quota: { perHour: 45, byClass: { perishable: 20 } },
    } as const;
    const proposed = await takeStep(link, {
      gateId: HN,
      agreementId: null,
      deed: 'propose',
      terms,
      by: 'manager',
    });
    if (!proposed.ok) throw new Error(proposed.error);
    const [first] = proposed.value.chain;
    const agreementId = first?.agreement ?? '';
    const file = await agreementFile(link, { gateId: HN, agreementId });
    if (!file.ok) throw new Error(file.error);
    const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
    try {
      const pdf = join(folder, 'agreement.pdf');
      writeFileSync(pdf, Buffer.from(file.value.data, 'base64'));
      const text = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' }).replaceAll(
        /\s+/g,
        ' ',
      );
      for (const said of ['每小时限量', 'Đang thương lượng', agreementId, '45', '越方', 'Hàng tươi: 20'])
        expect(text).toContain(said);
      expect(text.replaceAll(' ', '')).toContain(first?.signature);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(await agreementFile(link, { gateId: HN, agreementId: crypto.randomUUID() })).toEqual({
      ok: false,
      error: 'AP-NONE',
    });
  },
);
