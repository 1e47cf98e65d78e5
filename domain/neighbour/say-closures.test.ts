import { describe, expect, test } from 'vitest';
import type { CalendarRule } from '../flow/calendar';
import { openWindows } from '../flow/calendar';
import type { Lever } from '../flow/levers';
import { instantOf } from '../flow/zones';
import { MORNING } from '../testing/build-events';
import { situation } from '../testing/build-situation';
import { type Content, contentSchema } from './content';
import { type Stops, saidOfStops } from './say-closures';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const VN = { country: 'vn', zone: 'Asia/Ho_Chi_Minh' } as const;
const OPEN: Stops = { closedSince: null, incidents: [] };
const TODAY = new Date(MORNING + 7 * HOUR).toISOString().slice(0, 10);
const [{ from: opens, to: closes } = { from: 0, to: 0 }] = openWindows(
  situation().content.calendar,
  { gateId: situation().gateId, direction: 'export', route: null },
  null,
  { from: instantOf(TODAY, '00:00', VN.zone), to: instantOf(TODAY, '24:00', VN.zone) },
);

const everybody = { gates: null, routes: null, directions: null } as const;
const rule = (over: Partial<CalendarRule>): CalendarRule => ({
  ...everybody,
  classes: null,
  from: TODAY,
  to: TODAY,
  zone: VN.zone,
  effect: { kind: 'closed', windows: [{ from: '00:00', to: '24:00' }] },
  source: 'Ông Nguyễn Văn A gọi điện',
  ...over,
});
const lever = (over: Partial<Lever>): Lever => ({
  ...everybody,
  class: 'perishable',
  from: MORNING - HOUR,
  to: MORNING + 3 * HOUR,
  perHour: 0,
  reason: 'theo ông Trần Văn B',
  ...over,
});
type Plan = { readonly rules?: readonly CalendarRule[]; readonly levers?: readonly Lever[] };
const situations = ({ rules = [], levers = [] }: Plan, now = MORNING) => {
  const { content } = situation();
  const planned = { ...content, calendar: [...content.calendar, ...rules], levers: [...levers] };
  const of = (direction: 'export' | 'import') => situation({ direction, now, content: planned });
  return { export: of('export'), import: of('import') };
};
const said = (plan: Plan, standing: readonly Content[] = [], stops = OPEN, now = MORNING) =>
  saidOfStops(situations(plan, now), stops, standing, VN).map(({ content }) => content);
const at = (moment: number) => Date.parse(new Date(moment).toISOString());
const spans = (contents: readonly Content[]) =>
  contents.flatMap((each) =>
    each.kind === 'closure'
      ? [
          {
            flow: each.said.flow,
            from: at(Date.parse(each.said.from)),
            until: each.said.until === null ? null : Date.parse(each.said.until),
            classes: each.said.classes,
          },
        ]
      : [],
  );
const both = <T extends object>(rest: T) => [
  { flow: 'vn-cn', ...rest },
  { flow: 'cn-vn', ...rest },
];

describe('NE what stops us', () => {
  test('NE-20 a closed day takes its hours from both ways; without closures nothing is said', () => {
    expect(said({})).toEqual([]);
    expect(spans(said({ rules: [rule({})] }))).toEqual(both({ from: opens, until: closes, classes: [] }));
  });

  test('NE-20 a part of a day, a class of goods and one way alone are said as they are', () => {
    const noon = { kind: 'closed', windows: [{ from: '11:30', to: '13:00' }] } as const;
    const effect = { kind: noon.kind, windows: [...noon.windows] as [{ from: string; to: string }] };
    const [from, until] = [instantOf(TODAY, '11:30', VN.zone), instantOf(TODAY, '13:00', VN.zone)];
    expect(spans(said({ rules: [rule({ effect })] }))).toEqual(both({ from, until, classes: [] }));
    expect(spans(said({ rules: [rule({ effect, classes: ['livestock', 'perishable'] })] }))).toEqual(
      both({ from, until, classes: ['perishable', 'livestock'] }),
    );
    expect(spans(said({ rules: [rule({ effect, directions: ['import'] })] }))).toEqual([
      { flow: 'cn-vn', from, until, classes: [] },
    ]);
    // One of a gate's roads is no closure of the gate.
    expect(said({ rules: [rule({ effect, routes: ['1116-1117'] })] })).toEqual([]);
  });

  test('NE-20 a lever that stops a class is a closure of it, one that limits it is none', () => {
    const levers = [lever({}), lever({ class: 'ordinary', perHour: 10 }), lever({ to: MORNING - 1 })];
    expect(spans(said({ levers }))).toEqual(
      both({ from: MORNING - HOUR, until: MORNING + 3 * HOUR, classes: ['perishable'] }),
    );
    expect(spans(said({ levers: [...levers, lever({ to: null })] }))).toEqual(
      both({ from: MORNING - HOUR, until: null, classes: ['perishable'] }),
    );
    expect(said({ levers: [lever({ from: MORNING + 8 * DAY, to: null })] })).toEqual([]);
  });

  test('NE-20 the same closure has the same id whenever and wherever it is said, another one another', () => {
    const plan = { rules: [rule({})], levers: [lever({})] };
    expect(said(plan, [], OPEN, MORNING + HOUR)).toEqual(said(plan));
    const longer = said({ rules: [rule({})], levers: [lever({ to: MORNING + 9 * HOUR })] });
    expect(longer).not.toEqual(said(plan));
    const ids = (contents: readonly Content[]) =>
      contents.flatMap((each) => (each.kind === 'closure' ? [each.said.closure] : []));
    expect(ids(longer)).toEqual(ids(said(plan)));
    expect(new Set(ids(longer)).size).toBe(4);
  });

  test('NE-20 what holds no more is lifted once; what ended by itself is left alone', () => {
    const before = said({ levers: [lever({})] });
    const lifted = said({}, before);
    expect(lifted).toEqual(
      before.map((each) =>
        each.kind === 'closure' ? { ...each, said: { ...each.said, lifted: true } } : each,
      ),
    );
    expect(said({}, lifted)).toEqual([]);
    expect(said({}, before, OPEN, MORNING + 4 * HOUR)).toEqual([]);
  });

  test('NE-20 a gate that the table has closed is closed to all until it is opened; an incident is said, and that it is over', () => {
    const closed = said({ levers: [lever({})] }, [], { ...OPEN, closedSince: MORNING - DAY });
    expect(spans(closed)).toEqual(both({ from: MORNING - DAY, until: null, classes: [] }));
    const incident = { id: 'x', code: 'network', direction: null, since: MORNING - HOUR } as const;
    const happened = said({}, [], { ...OPEN, incidents: [incident] });
    expect(happened.map(({ said: { gate: _, ...rest } }) => rest)).toMatchObject(
      both({ code: 'network', over: false }),
    );
    expect(said({}, happened)).toMatchObject([{ said: { over: true } }, { said: { over: true } }]);
    const oneWay = said({}, [], { ...OPEN, incidents: [{ ...incident, direction: 'import' }] });
    expect(oneWay).toMatchObject([{ said: { flow: 'cn-vn' } }]);
  });

  test('NE-1 NE-20 reasons and sources of a plan are free text: nothing of them is said, and all of it is as the schemas say', () => {
    const all = said({ rules: [rule({})], levers: [lever({})] });
    expect(all.length).toBe(4);
    for (const each of all) expect(contentSchema.safeParse(each).error).toBeUndefined();
    expect(JSON.stringify(all)).not.toMatch(/Nguyễn|Trần|ông/i);
  });
});
