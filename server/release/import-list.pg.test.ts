import ExcelJS from 'exceljs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crossingIdSchema } from '@/domain/shared/identity';
import { recordEvents } from '../log/record-events';
import { declaredDraft, type GateHouse, gateHouse, HN, MORNING } from '../testing/gate-house';
import { applyKeptAnswers } from './apply-answers';
import { importList } from './import-list';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

const HOUR = 3_600_000;
let plates = 40_000;
async function declare(customsDeclaration: string, container: string | null = null) {
  const crossingId = crossingIdSchema.parse(uuidv7());
  plates += 1;
  const binding = { plate: `12C${plates}`, trailer: null, container, seal: null, customsDeclaration };
  await house.gate((tx) => recordEvents(tx, HN, [declaredDraft(crossingId, binding)], house.clock.at));
  return crossingId;
}
async function eligibilityOf(crossingId: string) {
  const { crossing } = await import('@/db/schema/crossing');
  const { eq } = await import('drizzle-orm');
  const [row] = await house.database.owner
    .select({ eligibility: crossing.eligibility })
    .from(crossing)
    .where(eq(crossing.crossingId, crossingId));
  return row?.eligibility ?? null;
}
const csv = (...lines: readonly string[]) => new TextEncoder().encode(lines.join('\r\n'));
const load = (bytes: Uint8Array, madeAt: number | null = null, store = true) =>
  importList(
    { db: house.database.app, now: house.clock.at, actor: 'supervisor-1' },
    { gateId: HN, bytes, madeAt, store },
  );

describe('the eligible list as a file', () => {
  test('RE-7 RE-8 good entries free their vehicles although others are faulty; the same file again changes nothing', async () => {
    const [whole, box, other] = [
      await declare('30600000001'),
      await declare('30600000002', 'CSQU3054383'),
      await declare('30600000002', 'MSKU0000222'),
    ];
    const file = csv(
      'Số tờ khai;Số container;Trạng thái',
      '306000000010;;Thông quan',
      '306000000020;CSQU3054383;Thông quan',
      '306;;Thông quan',
      '306000000990;;Thông quan',
    );
    const madeAt = MORNING - 10 * 60_000;
    const preview = await load(file, madeAt, false);
    expect(preview).toMatchObject({ ok: true, value: { matched: 2, recorded: 0, stored: false } });
    expect(await eligibilityOf(whole)).toBeNull();

    const first = await load(file, madeAt);
    expect(first).toMatchObject({ ok: true, value: { matched: 2, recorded: 2 } });
    if (first.ok)
      expect(first.value.list.faults.map(({ line, code }) => [line, code])).toEqual([[4, 'CD-SHORT']]);
    expect(await eligibilityOf(whole)).toEqual({ eligible: true, at: madeAt, source: 'list' });
    expect(await eligibilityOf(box)).toMatchObject({ eligible: true });
    expect(await eligibilityOf(other)).toBeNull();
    expect(await load(file, madeAt)).toMatchObject({ ok: true, value: { matched: 2, recorded: 0 } });
  });

  test('RE-7 a workbook with boxes above and its own time', async () => {
    const crossing = await declare('30600000003', 'CSQU3054383');
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Hướng dẫn').addRow(['Đọc kỹ trước khi dùng']);
    const sheet = workbook.addWorksheet('DS');
    sheet.addRow(['DANH SÁCH CONTAINER ĐỦ ĐIỀU KIỆN QUA KVGS']);
    sheet.addRow([]);
    sheet.addRow(['Thời điểm in:', '22/11/2026 08:45']);
    sheet.addRow(['Số tờ khai:', '306000000030', 'Trạng thái tờ khai:', 'Thông quan']);
    sheet.addRow(['STT', 'Số hiệu container', 'Số seal', 'Số seal hải quan', 'Mã QR']);
    sheet.addRow([1, 'CSQU3054383', '#####', '#####', 'x']);
    sheet.addRow([2, 'CSQU3054384', '#####', '#####', 'x']);
    const read = await load(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(read).toMatchObject({ ok: true, value: { madeAt: MORNING - 15 * 60_000, recorded: 1 } });
    // The line is the sheet's own, blank ones counted.
    if (read.ok)
      expect(read.value.list.faults.map(({ line, code }) => [line, code])).toEqual([[7, 'CT-CHECK']]);
    expect(await eligibilityOf(crossing)).toMatchObject({ at: MORNING - 15 * 60_000 });
  });

  test('RE-7 without a time nothing is stored; what is no list is refused by name', async () => {
    await declare('30600000004');
    const file = csv('Số tờ khai,Trạng thái', '306000000040,Thông quan');
    expect(await load(file)).toEqual({ ok: false, error: { kind: 'noTime' } });
    expect(await load(csv('hello'))).toMatchObject({ ok: false, error: { kind: 'notASheet' } });
    expect(await load(csv('a,b', 'c,d'))).toMatchObject({ ok: false });
    expect(await load(new Uint8Array())).toEqual({ ok: false, error: { kind: 'empty' } });
  });

  test('RE-9 a list that is too old frees nobody; "not eligible" of any age blocks; an older list changes nothing', async () => {
    const crossing = await declare('30600000005');
    const yes = csv('Số tờ khai,Trạng thái', '306000000050,Thông quan');
    const no = csv('Số tờ khai,Trạng thái', '306000000050,Không đủ điều kiện');
    expect(await load(yes, MORNING - 5 * HOUR)).toMatchObject({ value: { matched: 1, recorded: 0 } });
    expect(await load(yes, MORNING - HOUR)).toMatchObject({ value: { recorded: 1 } });
    expect(await load(no, MORNING - 2 * HOUR)).toMatchObject({ value: { recorded: 0 } });
    expect(await eligibilityOf(crossing)).toMatchObject({ eligible: true });
    expect(await load(no, MORNING - 1)).toMatchObject({ value: { recorded: 1 } });
    expect(await eligibilityOf(crossing)).toMatchObject({ eligible: false, at: MORNING - 1 });
    // From the future: as of now, no fresher.
    expect(await load(yes, MORNING + HOUR)).toMatchObject({ value: { recorded: 1 } });
    expect(await eligibilityOf(crossing)).toMatchObject({ eligible: true, at: MORNING });
  });

  test('RE-9 a lorry declared after the list came is told of it', async () => {
    const file = csv('Số tờ khai,Trạng thái', '306000000060,Thông quan');
    expect(await load(file, MORNING - HOUR)).toMatchObject({ value: { matched: 0, recorded: 0 } });
    const crossing = await declare('30600000006');
    expect(await house.gate((tx) => applyKeptAnswers(tx, HN, house.clock.at))).toBe(1);
    expect(await eligibilityOf(crossing)).toMatchObject({ eligible: true, source: 'list' });
    expect(await house.gate((tx) => applyKeptAnswers(tx, HN, house.clock.at))).toBe(0);
  });
});
