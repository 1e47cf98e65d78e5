import { describe, expect, test } from 'vitest';
import { gateById } from '../gate/gates';
import { type CalendarRule, PUBLISHED_CALENDAR } from './calendar';
import { checkPlan, faultsAt, PLAN_FAULTS, type PlanFaultCode } from './check-plan';
import type { PlanContent } from './flow-plan';
import type { Lever } from './levers';
import { defaultRatio } from './ratios';

/** 26 November 2026, 10:00 in Hà Nội. */
const NOW = Date.UTC(2026, 10, 26, 3);
const HOUR = 3_600_000;
const gate = gateById('HN');
if (gate === null) throw new Error('no gate');

const rule = (over: Partial<CalendarRule> = {}): CalendarRule => ({
  gates: null,
  routes: null,
  directions: null,
  classes: null,
  from: '2026-11-27',
  to: '2026-11-27',
  zone: 'Asia/Ho_Chi_Minh',
  effect: { kind: 'closed', windows: [{ from: '12:00', to: '14:00' }] },
  source: '',
  ...over,
});
const lever = (over: Partial<Lever> = {}): Lever => ({
  gates: null,
  routes: null,
  directions: ['export'],
  class: 'perishable',
  from: NOW,
  to: NOW + HOUR,
  perHour: 0,
  reason: 'the other side takes no fruit',
  ...over,
});
type Lane = PlanContent['lanes'][number];
const lane = (over: Partial<Lane> = {}): Lane => ({
  name: 'Làn 1',
  route: null,
  vehiclesPerHour: 20,
  serves: [
    { direction: 'import', from: '07:00', to: '14:00' },
    { direction: 'export', from: '14:00', to: '20:00' },
  ],
  ...over,
});
const SOUND: PlanContent = {
  calendar: [...PUBLISHED_CALENDAR],
  lanes: [lane()],
  yards: [{ name: 'Bãi A', kind: 'staging', direction: 'export', places: 300, vehiclesPerHour: null }],
  ratios: { export: defaultRatio('export'), import: defaultRatio('import') },
  levers: [],
  secondPersonFrom: 30,
};
const faultsOf = (content: unknown, holds: PlanContent | null = SOUND) => {
  const checked = checkPlan(content, { gate, now: NOW, holds });
  return checked.ok ? [] : checked.error.map(({ code, path }) => `${code} ${path}`);
};
/** With one rule more than holds. */
const withRule = (over: Partial<CalendarRule>) => ({ ...SOUND, calendar: [...SOUND.calendar, rule(over)] });
const AT = `calendar.${PUBLISHED_CALENDAR.length}`;
const closed = (...windows: { from: string; to: string }[]) => ({
  effect: { kind: 'closed' as const, windows },
});

describe('FL check of a plan', () => {
  test('FL-60 every fault is told at its field', () => {
    const cases: readonly (readonly [unknown, readonly string[]])[] = [
      [SOUND, []],
      [withRule({}), []],
      [withRule(closed({ from: '14:00', to: '12:00' })), [`PL-ORDER ${AT}.effect.windows.0`]],
      [withRule(closed({ from: '12:00', to: '30:00' })), [`PL-CLOCK ${AT}.effect.windows.0.to`]],
      [withRule(closed({ from: '12', to: '13:00' })), [`PL-CLOCK ${AT}.effect.windows.0.from`]],
      [withRule(closed()), [`PL-WINDOW ${AT}.effect.windows`]],
      [
        withRule(closed({ from: '12:00', to: '14:00' }, { from: '13:30', to: '15:00' })),
        [`PL-OVERLAP ${AT}.effect.windows.1`],
      ],
      [withRule({ from: '' }), [`PL-DATE ${AT}.from`]],
      [withRule({ from: '2026-11-30', to: '2026-11-29' }), [`PL-DATES ${AT}.to`]],
      [withRule({ from: '2026-11-20', to: '2026-11-21' }), [`PL-PAST ${AT}.to`]],
      [withRule({ routes: ['1119-1120', '9-9'] }), [`PL-ROUTE ${AT}.routes`]],
      [
        withRule({ effect: { kind: 'declared-before', date: '2026-11-28' } }),
        [`PL-BEFORE ${AT}.effect.date`],
      ],
      [withRule({ effect: { kind: 'declared-before', date: '' } }), [`PL-DATE ${AT}.effect.date`]],
      [{ ...SOUND, lanes: [] }, ['PL-LANE lanes.export', 'PL-LANE lanes.import']],
      [
        { ...SOUND, lanes: [lane({ serves: [{ direction: 'export', from: '07:00', to: '20:00' }] })] },
        ['PL-LANE lanes.import'],
      ],
      [{ ...SOUND, lanes: [lane({ route: '1088/2-1089' })] }, ['PL-ROUTE lanes.0.route']],
      [{ ...SOUND, lanes: [lane({ vehiclesPerHour: 0 })] }, ['PL-NUMBER lanes.0.vehiclesPerHour']],
      [{ ...SOUND, lanes: [lane({ name: '' })] }, ['PL-NAME lanes.0.name']],
      [{ ...SOUND, lanes: [lane(), lane({ name: 'Làn 1 ' })] }, ['PL-TWICE lanes.1.name']],
      [{ ...SOUND, yards: [...SOUND.yards, ...SOUND.yards] }, ['PL-TWICE yards.1.name']],
      [{ ...SOUND, ratios: { ...SOUND.ratios, export: { perishable: 3 } } }, ['PL-OLDEST ratios.export']],
      [{ ...SOUND, levers: [lever({ reason: '' })] }, ['PL-REASON levers.0.reason']],
      [{ ...SOUND, levers: [lever({ from: NOW - 2 * HOUR, to: NOW - HOUR })] }, ['PL-PAST levers.0.to']],
      [{ ...SOUND, levers: [lever({ to: NOW - HOUR })] }, ['PL-ORDER levers.0.to', 'PL-PAST levers.0.to']],
      [{ ...SOUND, levers: [lever({ routes: ['9-9'] })] }, ['PL-ROUTE levers.0.routes']],
      [{ ...SOUND, secondPersonFrom: 0 }, ['PL-NUMBER secondPersonFrom']],
      [{ ...SOUND, calendar: 'all day' }, ['PL-SHAPE calendar']],
    ];
    for (const [content, expected] of cases) expect(faultsOf(content)).toEqual(expected);
    const reached = new Set(cases.flatMap(([, faults]) => faults.map((fault) => fault.split(' ')[0])));
    expect([...reached].sort()).toEqual([...PLAN_FAULTS].sort());
  });

  test('FL-60 a field that cannot be read hides nothing that is wrong elsewhere', () => {
    const content = {
      ...withRule({ from: '2026-11-30', to: '2026-11-29' }),
      lanes: [lane(), lane({ name: '' }), lane({ name: '' })],
      levers: [lever({ reason: '' }), lever({ to: NOW - HOUR })],
    };
    expect(faultsOf(content).sort()).toEqual(
      [
        `PL-DATES ${AT}.to`,
        'PL-NAME lanes.1.name',
        'PL-NAME lanes.2.name',
        'PL-REASON levers.0.reason',
        'PL-ORDER levers.1.to',
        'PL-PAST levers.1.to',
      ].sort(),
    );
  });

  test('FL-60 a lane serves one way at a time, also past midnight', () => {
    const serving = (...serves: Lane['serves']) =>
      faultsOf({ ...SOUND, lanes: [lane(), lane({ name: 'Làn 2', serves })] });
    expect(
      serving(
        { direction: 'import', from: '07:00', to: '15:00' },
        { direction: 'export', from: '14:00', to: '20:00' },
      ),
    ).toEqual(['PL-OVERLAP lanes.1.serves.1']);
    expect(
      serving(
        { direction: 'import', from: '00:00', to: '06:00' },
        { direction: 'export', from: '22:00', to: '26:00' },
      ),
    ).toEqual(['PL-OVERLAP lanes.1.serves.0']);
    expect(serving({ direction: 'import', from: '00:00', to: '29:00' })).toEqual([
      'PL-OVERLAP lanes.1.serves.0',
    ]);
    expect(serving({ direction: 'import', from: '20:00', to: '07:00' })).toEqual([
      'PL-ORDER lanes.1.serves.0',
    ]);
    expect(
      serving(
        { direction: 'import', from: '02:00', to: '22:00' },
        { direction: 'export', from: '22:00', to: '26:00' },
      ),
    ).toEqual([]);
  });

  test('FL-61 what holds already is not judged again; the same words newly said are', () => {
    const over = rule({ from: '2026-11-20', to: '2026-11-21' });
    const holds = { ...SOUND, calendar: [...SOUND.calendar, over], levers: [lever({ from: 1, to: 2 })] };
    expect(faultsOf(holds, holds)).toEqual([]);
    expect(faultsOf(holds, SOUND)).toEqual([`PL-PAST ${AT}.to`, 'PL-PAST levers.0.to']);
    expect(faultsOf(SOUND, null).every((fault) => /^PL-(PAST|ROUTE) /.test(fault))).toBe(true);
  });

  test('FL-61 a closure of today is over when its last hours are; an open end never is', () => {
    const today = { from: '2026-11-26', to: '2026-11-26' };
    expect(faultsOf(withRule({ ...today, ...closed({ from: '07:00', to: '09:59' }) }))).toEqual([
      `PL-PAST ${AT}.to`,
    ]);
    expect(faultsOf(withRule({ ...today, ...closed({ from: '07:00', to: '10:01' }) }))).toEqual([]);
    // The same words in Beijing's clock are an hour earlier.
    const there = { zone: 'Asia/Shanghai' as const, ...closed({ from: '07:00', to: '10:30' }) };
    expect(faultsOf(withRule({ ...today, ...there }))).toEqual([`PL-PAST ${AT}.to`]);
    expect(faultsOf(withRule({ from: '2020-01-01', to: null }))).toEqual([]);
  });

  test('FL-60 the faults of a field are found with those of what lies in it', () => {
    const fault = (code: PlanFaultCode, path: string) => ({ code, path });
    const faults = [
      fault('PL-TWICE', 'lanes.1.name'),
      fault('PL-ORDER', 'lanes.1.serves.0'),
      fault('PL-NAME', 'lanes.10.name'),
    ];
    expect(faultsAt(faults, 'lanes.1').map(({ path }) => path)).toEqual(['lanes.1.name', 'lanes.1.serves.0']);
  });
});
