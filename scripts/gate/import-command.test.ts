import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ImportOptions, registerImport, runImport } from './import-command';

const storeManifest = vi.hoisted(() =>
  vi.fn(async (accepted: readonly unknown[], drafts: readonly unknown[]) => ({
    declared: accepted.length,
    drafts: drafts.length,
    known: 0,
  })),
);
vi.mock('@/server/declaration/store-manifest', () => ({ storeManifest }));

const DAY = fileURLToPath(new URL('../../db/seed/data/day-2024-08-29.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gate-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  storeManifest.mockClear();
});

function sheet(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const SMALL = 'STT,Chiều,Cửa khẩu,Biển số,Công ty,Tên hàng,Khối lượng,ĐVT\n';
const small = () =>
  sheet(
    'small.csv',
    `${SMALL}1,xuất,HN,51C-123.45,ABC,Chuối,20.5,tấn\n2,xuất,HN,51C-123.46,ABC,Chuối,20.5,kg\n`,
  );

async function run(file: string, options: ImportOptions = {}, answers: readonly string[] | null = null) {
  const out: string[] = [];
  const err: string[] = [];
  const questions: string[] = [];
  const left = [...(answers ?? [])];
  const code = await runImport(file, options, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    progress: (line) => err.push(line),
    ask:
      answers &&
      (async (question) => {
        questions.push(question);
        return left.shift() ?? '0';
      }),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), questions };
}

describe('gate import', { timeout: 30_000 }, () => {
  test('ID-52 a preview of the day in JSON is one object and nothing else', async () => {
    const { code, out, err } = await run(DAY, { dryRun: true, json: true });
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['rows', 'accepted', 'drafts', 'faults']);
    const planted = readFileSync(DAY.replace('.csv', '.faults.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
    const pairs = planted.map((line) => line.split(',').slice(0, 2));
    expect(
      report.faults.map(({ row, field }: { row: number; field: string }) => [String(row), field]).sort(),
    ).toEqual(pairs.sort());
    expect(report).toMatchObject({ rows: 1429, accepted: 1336, drafts: 93 });
    for (const fault of report.faults) {
      expect(Object.keys(fault)).toEqual(['row', 'field', 'code', 'message']);
      expect(fault.row).toBeTypeOf('number');
      expect(fault.message).toMatch(/\p{L}.*\.$/u);
    }
    expect(err).toMatch(/1000/);
    expect(storeManifest).not.toHaveBeenCalled();
  });

  test('ID-52 without JSON: faults by row and field in plain words, and a summary', async () => {
    const { code, out } = await run(small(), { dryRun: true });
    expect(code).toBe(0);
    expect(out).toContain(
      'Dòng 2 · Khối lượng · 20.5 kg giống như tấn. Hãy ghi 20500 kg, hoặc đổi đơn vị. [WT-TONNES]',
    );
    expect(out).toContain('2 dòng: 1 dòng đúng, 1 dòng phải sửa (1 lỗi).');
    expect((await run(small(), { dryRun: true, lang: 'en' })).out).toContain(
      '2 rows: 1 good, 1 to correct (1 fault).',
    );
    expect((await run(small(), { dryRun: true, lang: 'zh' })).out).toContain('第 2 行 · Khối lượng · ');
    expect(storeManifest).not.toHaveBeenCalled();
  });

  test('ID-52 without --dry-run good rows are declared and the others kept as drafts', async () => {
    const { code, out } = await run(small(), { lang: 'en' });
    expect([code, storeManifest.mock.calls.length]).toEqual([0, 1]);
    expect(storeManifest.mock.calls[0]).toMatchObject([
      [{ row: 1, accepted: { binding: { plate: '51C12345' }, goods: { grossWeightKg: 20_500 } } }],
      [{ row: 2, accepted: null, submission: { weight: '20.5' }, faults: [{ code: 'WT-TONNES' }] }],
      { fileName: 'small.csv' },
    ]);
    expect(out).toContain('Stored 1 declarations and 1 drafts.');
    const json = JSON.parse((await run(small(), { json: true })).out);
    expect(json.stored).toEqual({ declared: 1, drafts: 1, known: 0 });
  });

  const twice = () =>
    sheet(
      'twice.csv',
      'STT,Chiều,Cửa khẩu,Biển số,BKS,Công ty,Tên hàng\n1,xuất,HN,51C-123.45,51C-123.46,ABC,Chuối\n',
    );

  test('ID-52 ID-43 unsure columns end with 1 and the option that settles them', async () => {
    const { code, out, err } = await run(twice(), { dryRun: true, json: true, lang: 'en' });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Not sure what column “Biển số” is (plate: Plate).');
    expect(err).toContain('--map "Biển số=plate"');
    const settled = await run(twice(), { dryRun: true, json: true, map: ['BKS=plate', 'Biển số=ignore'] });
    expect([settled.code, JSON.parse(settled.out).accepted]).toEqual([0, 1]);
    const one = await run(twice(), { dryRun: true, map: ['BKS=plate'], lang: 'en' });
    expect(one.out).toContain('Columns not used: “Biển số”.');
  });

  test('ID-43 somebody at the terminal is asked, until the answer is one', async () => {
    const { code, questions } = await run(twice(), { dryRun: true, lang: 'en' }, ['x', '7', '1']);
    expect(code).toBe(0);
    expect(questions).toHaveLength(3);
    expect(questions[0]).toContain('“Biển số”');
  });

  test('ID-43 a missing column can be given for all rows', async () => {
    const file = sheet('no-gate.csv', 'STT,Chiều,Biển số,Công ty,Tên hàng\n1,xuất,51C-123.45,ABC,Chuối\n');
    const without = await run(file, { dryRun: true, lang: 'en' });
    expect(without.code).toBe(1);
    expect(without.err).toContain('No column found for Gate (gate).');
    expect(without.err).toContain('--set "gate=…"');
    expect((await run(file, { dryRun: true, gate: 'HN' })).code).toBe(0);
    expect((await run(file, { dryRun: true, set: ['gate=Tân Thanh'] })).code).toBe(0);
  });

  test('ID-52 wrong options and unreadable files are told in a sentence, with 1', async () => {
    for (const [file, options, words] of [
      [small(), { map: ['Nothing=plate'] }, 'no such column or field'],
      [small(), { map: ['Biển số=nothing'] }, 'no such column or field'],
      [small(), { set: ['nothing=1'] }, 'no such field'],
      [join(folder, 'absent.csv'), {}, 'there is no such file'],
      [folder, {}, 'it is a folder'],
      [sheet('picture.csv', '\u0089PNG\u0000\u0000\u0000'), {}, 'not a sheet'],
      [sheet('empty.csv', ''), {}, 'no rows of data'],
    ] as const) {
      const { code, out, err } = await run(file, { ...options, dryRun: true, json: true, lang: 'en' });
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(words);
    }
  });

  test('ID-52 the command takes its options from the line', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const program = new Command();
    registerImport(program);
    const line = [
      'import',
      small(),
      '--dry-run',
      '--json',
      '--map',
      'ĐVT=ignore',
      '--set',
      'weightUnit=kg',
      '--lang',
      'en',
    ];
    await program.parseAsync(line, { from: 'user' });
    const text = written.mock.calls.map(([chunk]) => String(chunk)).join('');
    written.mockRestore();
    expect(process.exitCode).toBe(0);
    process.exitCode = undefined;
    expect(JSON.parse(text)).toMatchObject({ rows: 2, accepted: 0, drafts: 2 });
  });
});
