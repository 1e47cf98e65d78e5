import { afterEach, describe, expect, test } from 'vitest';
import { parseGate } from '../declaration/choices';
import { gateSchema } from '../neighbour/content';
import { standardProcesses } from '../process/standard-processes';
import { validateProcess } from '../process/validate-process';
import { gateIdSchema, OF_PROVINCE } from '../shared/identity';
import { nextVersion } from '../shared/versions';
import { checkGates } from './check-gates';
import { compareGates } from './compare-gates';
import type { GateEntry } from './gate-entry';
import { blankGate, FIRST_GATES, type GatesVersion, undoGates } from './gate-versions';
import {
  allGates,
  BUILT_IN_GATES,
  forgetGates,
  gateById,
  gateByNumber,
  openGates,
  putGatesInForce,
} from './gates';
import { fastestTravelMs } from './travel';

const HN = gateIdSchema.parse('HN');
const NEW = gateIdSchema.parse('BNGHIA');
const added: GateEntry = {
  ...blankGate(BUILT_IN_GATES),
  code: NEW,
  vi: 'Bản Nghĩa',
  en: 'Ban Nghia',
  zh: '板义',
  counterpart: { vi: 'Bình Nhi', zh: '平而' },
  routes: [{ code: '1020-1021', vi: '', en: '', zh: '', closed: false }],
  position: [22.3, 106.6],
};
const withAdded = [added, ...BUILT_IN_GATES];
const author = { madeAt: 1, madeBy: 'somebody', reason: 'a gate was opened' };
const edited = (change: Partial<GateEntry>) =>
  BUILT_IN_GATES.map((gate) => (gate.code === HN ? { ...gate, ...change } : gate));
const faultsOf = (gates: readonly GateEntry[]) => {
  const checked = checkGates(gates, BUILT_IN_GATES);
  return checked.ok ? [] : checked.error.map(({ code, path }) => `${code} ${path}`.trim());
};
const hn = gateById(HN)?.order ?? 0;
const at = (field: string) => `${hn - 1}.${field}`;
const [route] = BUILT_IN_GATES[hn - 1]?.routes ?? [];
const [yard] = BUILT_IN_GATES[hn - 1]?.yards ?? [];

afterEach(forgetGates);

describe('GA', () => {
  test('GA-1 what the program came with and an added gate are sound', () => {
    expect(faultsOf(BUILT_IN_GATES)).toEqual([]);
    expect(faultsOf(withAdded)).toEqual([]);
  });

  test('GA-1 spaces around what was typed, and twice within, are taken off', () => {
    const checked = checkGates([{ ...added, vi: '  Bản  Nghĩa ' }, ...BUILT_IN_GATES], BUILT_IN_GATES);
    expect(checked.ok && checked.value[0]?.vi).toBe('Bản Nghĩa');
  });

  test('GA-2 every fault is told at its field, and only there', () => {
    if (route === undefined || yard === undefined) throw new Error('Hữu Nghị has routes and yards');
    const cases: readonly (readonly [readonly GateEntry[], readonly string[]])[] = [
      [edited({ vi: '  ' }), [`GT-NAME ${at('vi')}`]],
      [edited({ zh: 'x'.repeat(61) }), [`GT-NAME ${at('zh')}`]],
      [edited({ counterpart: { vi: '', zh: '友谊关' } }), [`GT-NAME ${at('counterpart.vi')}`]],
      [edited({ number: 77 }), [`GT-CHANGED ${at('number')}`]],
      [edited({ position: [Number.NaN, 1] }), [`GT-NUMBER ${at('position')}`]],
      [edited({ position: [10.77, 106.7] }), [`GT-FAR ${at('position')}`]],
      [edited({ routes: [] }), [`GT-GONE ${at('routes')}`]],
      [
        edited({ routes: [...(BUILT_IN_GATES[hn - 1]?.routes ?? []), route] }),
        [`GT-TWICE ${at('routes.2.code')}`],
      ],
      [edited({ yards: [{ ...yard, capacity: 0 }] }), [`GT-NUMBER ${at('yards.0.capacity')}`]],
      [edited({ yards: [yard, yard] }), [`GT-TWICE ${at('yards.1.name')}`]],
      [[{ ...added, code: 'b1' as GateEntry['code'] }, ...BUILT_IN_GATES], ['GT-CODE 0.code']],
      [
        [...BUILT_IN_GATES, { ...added, number: 1 }],
        [`GT-TWICE ${hn - 1}.number`, 'GT-TWICE 8.number'],
      ],
      [[{ ...added, code: OF_PROVINCE }, ...BUILT_IN_GATES], ['GT-TWICE 0.code']],
      [BUILT_IN_GATES.slice(1), ['GT-GONE']],
      [BUILT_IN_GATES.map((gate) => ({ ...gate, closed: true })), ['GT-LAST']],
    ];
    for (const [gates, faults] of cases) expect(faultsOf(gates)).toEqual(faults);
    expect(faultsOf([blankGate(BUILT_IN_GATES), ...BUILT_IN_GATES])).toEqual([
      'GT-CODE 0.code',
      'GT-NAME 0.vi',
      'GT-NAME 0.en',
      'GT-NAME 0.zh',
      'GT-NAME 0.counterpart.vi',
      'GT-NAME 0.counterpart.zh',
    ]);
  });

  test('GA-3 a comparison names each change once, and an added gate moves nobody', () => {
    if (yard === undefined) throw new Error('Hữu Nghị has yards');
    expect(compareGates(BUILT_IN_GATES, BUILT_IN_GATES)).toEqual([]);
    expect(compareGates(BUILT_IN_GATES, withAdded)).toEqual([{ kind: 'added', gate: added }]);
    expect(compareGates(withAdded, BUILT_IN_GATES)).toEqual([{ kind: 'removed', gate: added }]);
    const after = edited({ closed: true, yards: [{ ...yard, capacity: 500 }] });
    const changes = compareGates(BUILT_IN_GATES, after).map((change) =>
      change.kind === 'changed' ? [change.field, change.of, change.from, change.to] : change.kind,
    );
    expect(changes).toEqual([
      ['closed', null, false, true],
      ['yard.capacity', 'Xuân Cương', 450, 500],
      ['yards', 'Khu phi thuế quan', 'Khu phi thuế quan', null],
      ['yards', 'Viettel Logistics Park', 'Viettel Logistics Park', null],
    ]);
    const [first, second, ...rest] = BUILT_IN_GATES;
    if (first === undefined || second === undefined) throw new Error('no gates');
    expect(compareGates(BUILT_IN_GATES, [second, first, ...rest]).map(({ kind }) => kind)).toEqual([
      'moved',
      'moved',
    ]);
  });

  test('GA-4 taking an added gate back closes it: passes may name it', () => {
    const history: readonly GatesVersion[] = [FIRST_GATES];
    const grown = [...history, nextVersion(history, withAdded, author)];
    const back = undoGates(grown, author);
    expect(back).toMatchObject({ version: 2, sameAs: 0 });
    expect(back?.content.find(({ code }) => code === NEW)).toEqual({ ...added, closed: true });
    expect(checkGates(back?.content ?? [], withAdded).ok).toBe(true);
    expect(undoGates(history, author)).toBeNull();
  });

  test('GA-4 a route that was added stays as a closed one', () => {
    const routes = [...(BUILT_IN_GATES[hn - 1]?.routes ?? []), { ...added.routes[0], code: '1121' }];
    const content = edited({ routes: routes as GateEntry['routes'] });
    const back = undoGates([FIRST_GATES, nextVersion([FIRST_GATES], content, author)], author);
    expect(back?.content[hn - 1]?.routes.map(({ code, closed }) => [code, closed])).toEqual([
      ['1116-1117', false],
      ['1119-1120', false],
      ['1121', true],
    ]);
  });

  test('GA-6 an added gate is known everywhere at once: by code, number, name, place, with its processes', () => {
    expect([gateById(NEW), parseGate('Bản Nghĩa'), standardProcesses(NEW)]).toEqual([null, null, []]);
    expect(putGatesInForce(1, withAdded)).toBe(true);
    expect(gateById(NEW)).toMatchObject({ order: 1, routes: ['1020-1021'] });
    expect(gateByNumber(added.number)?.code).toBe(NEW);
    expect(parseGate('cửa khẩu Bản Nghĩa')).toBe(NEW);
    expect(fastestTravelMs(NEW, HN)).toBeGreaterThan(0);
    const processes = standardProcesses(NEW);
    expect(processes).toHaveLength(12);
    for (const process of processes) expect(validateProcess(process).ok).toBe(true);
    // Else nothing could be told to the other country any more.
    expect(gateSchema.safeParse(NEW).success).toBe(true);
  });

  test('GA-6 a closed gate is offered nowhere and forgotten nowhere; a closed route is no route to plan with', () => {
    const routes = (BUILT_IN_GATES[hn - 1]?.routes ?? []).map((one, nth) => ({ ...one, closed: nth === 0 }));
    putGatesInForce(1, edited({ closed: true, routes }));
    expect(openGates().map(({ code }) => code)).not.toContain(HN);
    expect(allGates().map(({ code }) => code)).toContain(HN);
    expect(gateById(HN)?.routes).toEqual(['1119-1120']);
    expect(gateById(HN)?.routeTable).toHaveLength(2);
  });

  test('GA-7 an older table changes nothing, whatever order they come in', () => {
    expect(putGatesInForce(2, withAdded)).toBe(true);
    expect(putGatesInForce(1, BUILT_IN_GATES)).toBe(false);
    expect(putGatesInForce(2, BUILT_IN_GATES)).toBe(false);
    expect(gateById(NEW)).not.toBeNull();
    forgetGates();
    expect(gateById(NEW)).toBeNull();
  });
});
