import { describe, expect, test } from 'vitest';
import { GATES } from '../gate/gates';
import { processFor, STANDARD_PROCESSES } from '../process/standard-processes';
import { DIRECTIONS } from '../shared/vocabulary';
import { checkSubmission } from './check-submission';
import { parseKind } from './choices';
import { askedOf, DECLARED_KINDS, fieldsOf, type Need } from './kinds';
import { contentOf, SUBMISSION_FIELDS, type Submission, type SubmissionField } from './submission';

const EMPTY = Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<
  SubmissionField,
  string
>;
const GOOD: Submission = {
  ...EMPTY,
  direction: 'export',
  gate: 'HN',
  plate: '51C-123.45',
  firmName: 'Công ty A',
  goodsName: 'Xoài tươi',
};
const check = (over: Partial<Submission>) => checkSubmission({ ...GOOD, ...over });
const faults = (over: Partial<Submission>) => check(over).faults.map(({ field, code }) => [field, code]);
const trips = DECLARED_KINDS.flatMap((kind) => DIRECTIONS.map((direction) => [kind, direction] as const));
const named = (need: Need, kind: (typeof DECLARED_KINDS)[number], direction: 'export' | 'import') =>
  [...fieldsOf(kind, direction)].flatMap(([field, each]) => (each === need ? [field] : []));

describe('kinds', () => {
  test.each(trips)('DE-1 %s %s: what is needed is missed, and nothing else', (kind, direction) => {
    const needed = named('needed', kind, direction);
    const missed = checkSubmission({ ...EMPTY, kind, direction }).faults.map(({ field }) => field);
    expect(new Set([...missed, 'direction'])).toEqual(new Set(needed));
    const given: Record<string, string> = { ...GOOD, kind, direction, nextTractor: '29H-123.45' };
    const bare = Object.fromEntries(
      SUBMISSION_FIELDS.map((field) => [
        field,
        needed.includes(field) || field === 'kind' ? given[field] : '',
      ]),
    ) as Submission;
    expect(checkSubmission(bare).faults).toEqual([]);
  });

  test('DE-1 an empty lorry is not asked for goods, a new vehicle not for a trailer, nobody else for a next tractor', () => {
    expect(fieldsOf('empty', 'export').has('goodsName')).toBe(false);
    expect(fieldsOf('empty', 'import').has('customsDeclaration')).toBe(false);
    expect(fieldsOf('new-vehicle', 'import').has('trailer')).toBe(false);
    expect(fieldsOf('line-exchange', 'export').has('seal')).toBe(false);
    const asks = (field: SubmissionField) =>
      trips.flatMap(([kind, way]) => (fieldsOf(kind, way).has(field) ? [`${kind} ${way}`] : []));
    expect(asks('nextTractor')).toEqual(['tractor-change export', 'tractor-change import']);
    expect(asks('storageUntil')).toEqual(['storage export', 'storage import']);
    expect(asks('tripBack')).toEqual(['loaded export', 'empty export']);
    expect(asks('transportLicence').every((trip) => /import|transit/.test(trip))).toBe(true);
  });

  test('DE-1 the order is the same for every kind, and a form that says nothing yet asks as for a loaded export', () => {
    const order = [...askedOf({ kind: '', direction: '' }).keys()];
    expect(order).toEqual([...fieldsOf('loaded', 'export').keys()]);
    for (const [kind, direction] of trips) {
      const asked = [...fieldsOf(kind, direction).keys()];
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.filter((field) => order.includes(field))).toEqual(
        order.filter((field) => asked.includes(field)),
      );
    }
  });

  test.each(trips)('DE-2 %s %s goes by a process at every gate', (kind, direction) => {
    for (const gate of GATES) {
      const { accepted } = check({ kind, direction, gate: gate.code, nextTractor: '29H-123.45' });
      if (accepted === null) throw new Error('not accepted');
      const process = processFor(STANDARD_PROCESSES, gate.code, direction, accepted.kind);
      expect(process).toMatchObject({ gateId: gate.code, direction, kind: accepted.kind });
      expect(accepted.details.purpose).toBe(kind === 'storage' || kind === 'tractor-change' ? kind : null);
    }
  });

  test('DE-2 goods for storage and a changed tractor cross by the kind of their load', () => {
    expect(check({ kind: 'lưu kho' }).accepted?.kind).toBe('loaded');
    expect(check({ kind: '仓储', direction: 'import', plate: '桂F12345' }).accepted?.kind).toBe(
      'transshipment',
    );
    const changed = check({ kind: 'đổi đầu kéo', nextTractor: '29h 123.45' }).accepted;
    expect([changed?.kind, changed?.details.nextTractor]).toEqual(['loaded', '29H12345']);
    expect(faults({ kind: 'tractor-change' })).toEqual([['nextTractor', 'ID-EMPTY']]);
    expect(faults({ kind: 'tractor-change', nextTractor: 'AB12' })).toEqual([['nextTractor', 'PL-SHAPE']]);
  });

  test.each([...DECLARED_KINDS])('DE-2 %s is known by its own name', (kind) =>
    expect(parseKind(kind)).toBe(kind),
  );

  test('DE-2 quantity with its unit, value with its currency, a day until which goods stay', () => {
    const more = (over: Partial<Submission>) => check(over).accepted?.details.more;
    expect(more({ quantity: ' 1200  thùng ', origin: 'Việt Nam' })).toMatchObject({
      quantity: '1200 thùng',
      origin: 'Việt Nam',
    });
    expect(more({ goodsValue: '45,000 USD' })?.value).toEqual({ amount: 45_000, currency: 'USD' });
    expect(more({ goodsValue: '1.200.000.000 đ' })?.value).toEqual({ amount: 1.2e9, currency: 'VND' });
    expect(more({ goodsValue: '¥ 98500,50' })?.value).toEqual({ amount: 98_500.5, currency: 'CNY' });
    for (const quantity of ['0 thùng', '1200', 'nhiều'])
      expect(faults({ quantity })).toEqual([['quantity', 'QT-SHAPE']]);
    for (const goodsValue of ['45000', '0 USD', '45 EUR', 'USD'])
      expect(faults({ goodsValue })).toEqual([['goodsValue', 'VL-SHAPE']]);
    expect(check({ kind: 'storage', storageUntil: '24/12/2026' }).accepted?.details.storageUntil).toBe(
      '2026-12-24',
    );
    expect(faults({ storageUntil: 'mai' })).toEqual([['storageUntil', 'DT-SHAPE']]);
    expect(faults({ transportLicence: 'số☎1' })).toEqual([['transportLicence', 'ID-CHARS']]);
  });

  test('DE-2 a trip out and back begins with a Vietnamese vehicle’s export', () => {
    expect(check({ tripBack: 'có' }).accepted?.details.twoWay).toBe(true);
    expect(check({ tripBack: 'một chiều' }).accepted?.details.twoWay).toBe(false);
    expect(faults({ tripBack: '是', direction: 'import' })).toEqual([['tripBack', 'TW-WAY']]);
    expect(faults({ tripBack: 'yes', plate: '桂F12345' })).toEqual([['tripBack', 'TW-WAY']]);
    expect(faults({ tripBack: 'yes', kind: 'transit' })).toEqual([['tripBack', 'TW-WAY']]);
    expect(faults({ tripBack: 'maybe' })).toEqual([['tripBack', 'ID-CHOICE']]);
  });

  test('DE-3 what was filed before there were kinds is the same content still', () => {
    expect(Object.keys(contentOf(GOOD))).toEqual([...SUBMISSION_FIELDS].slice(0, 22));
    expect(contentOf({ ...GOOD, yard: 'Bãi A' })).toHaveProperty('yard', 'Bãi A');
    expect(contentOf({ ...GOOD, note: '' })).toHaveProperty('note', '');
  });
});
