import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CrossingId, stepIdSchema } from '@/domain/shared/identity';
import { rebuildProjections } from '@/server/log/rebuild-projections';
import { type ApiHouse, apiHouse, type Caller, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

const ENTRY = stepIdSchema.parse('gate-entry');
const MINUTE = 60_000;
let house: ApiHouse;
let manager: Caller;
let supervisor: Caller;
const crossings = new Map<string, CrossingId>();

beforeAll(async () => {
  house = await apiHouse();
  manager = house.call(house.people.gateManager);
  supervisor = house.call(house.people.supervisor);
  const declarant = house.call(house.people.declarant);
  for (const plate of ['90H-446.05', '12H-111.11', '12H-222.22']) {
    const outcome = await declarant.declaration.submit({
      submission: submission({ plate }),
      clientKey: randomUUID(),
    });
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome));
    crossings.set(plate, outcome.crossingId);
  }
});
afterAll(() => house.close());

const crossing = async (plate: string) =>
  supervisor.control.crossing({ gateId: HN, crossingId: crossings.get(plate) ?? '' });
const line = (plate: string, at: number, over = {}) => ({
  serial: 3,
  plate,
  step: ENTRY,
  agency: 'border-guard' as const,
  at,
  reason: null,
  ...over,
});

test('CO-2 paper mode is declared once, ended once, and numbers go on', async () => {
  const declare = () => manager.continuity.declare({ gateId: HN, sheets: 20, reason: 'power is out' });
  const both = await Promise.allSettled([declare(), declare()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { open } = await supervisor.continuity.state({ gateId: HN });
  expect(open).toMatchObject({ firstSerial: 1, lastSerial: 20, reason: 'power is out', ended: null });
  if (open === null) throw new Error('not open');
  house.clock.at += 90 * MINUTE;
  const end = () => manager.continuity.end({ gateId: HN, continuity: open.id, reason: 'power is back' });
  await end();
  await expect(end()).rejects.toThrow('AP-DONE');
  const second = await declare();
  expect(second).toMatchObject({ firstSerial: 21, lastSerial: 40 });
  await manager.continuity.end({ gateId: HN, continuity: second.id, reason: 'a mistake' });
});

test('CO-4 sheets are judged, entered once, never merged; what differs needs a reason and becomes an incident', async () => {
  const { stretches } = await supervisor.continuity.state({ gateId: HN });
  const first = stretches.find(({ firstSerial }) => firstSerial === 1);
  if (first === undefined) throw new Error('no stretch');
  const at = first.declaredAt + 20 * MINUTE;
  const enter = (lines: Parameters<Caller['continuity']['enter']>[0]['lines'], dryRun = false) =>
    supervisor.continuity.enter({ gateId: HN, continuity: first.id, lines, dryRun });
  const outcomes = (answers: Awaited<ReturnType<typeof enter>>) =>
    answers.map(({ outcome, entered }) => ['code' in outcome ? outcome.code : outcome.kind, entered]);

  // An officer's tablet had ticked one of them and comes back an hour later by its clock.
  const tablet = await house.tabletAt(HN, 'border-guard');
  tablet.wall = at + 60 * MINUTE;
  tablet.confirm(crossings.get('12H-111.11') as CrossingId, 'gate-entry', {});
  await tablet.push(house.exchange);

  const typed = [
    line('90H 446.05', at),
    line('12H-111.11', at, { serial: 4 }),
    line('nonsense', at),
    line('99H-999.99', at),
    line('12H-222.22', at, { serial: 21 }),
    line('12H-222.22', at, { serial: 3 }),
  ];
  const shown = await enter(typed, true);
  expect(outcomes(shown)).toEqual([
    ['new', false],
    ['PA-TIME', false],
    ['PA-PLATE', false],
    ['PA-UNKNOWN', false],
    ['PA-SERIAL', false],
    ['new', false],
  ]);
  expect((await crossing('90H-446.05')).state.stage).toBe('declared');

  const done = await enter(typed);
  expect(outcomes(done)).toEqual([
    ['new', true],
    ['PA-TIME', false],
    ['PA-PLATE', false],
    ['PA-UNKNOWN', false],
    ['PA-SERIAL', false],
    ['PA-SHEET', false],
  ]);
  const entry = (await crossing('90H-446.05')).state.steps.find(({ step }) => step === ENTRY);
  expect(entry?.confirmations).toMatchObject([{ agency: 'border-guard', at, paper: 3 }]);
  expect(outcomes(await enter(typed.slice(0, 1)))).toEqual([['PA-ENTERED', false]]);

  const answered = await enter([
    line('12H-111.11', at, { serial: 4, reason: 'written so' }),
    line('12H-222.22', at, { serial: 3, reason: 'two lorries had sheet 3' }),
  ]);
  expect(outcomes(answered)).toEqual([
    ['PA-TIME', true],
    ['PA-SHEET', true],
  ]);
  const { state } = await crossing('12H-111.11');
  expect(state.flags.map(({ code }) => code)).toContain('FL-PAPER');
  const incidents = (await supervisor.control.incidents({ gateId: HN })).filter(
    ({ kind }) => kind === 'paper-differs',
  );
  expect(incidents.map(({ plate, severity }) => [plate, severity]).sort()).toEqual([
    ['12H11111', 'warning'],
    ['12H22222', 'serious'],
  ]);
  expect((await supervisor.continuity.state({ gateId: HN })).stretches.at(-1)).toMatchObject({
    lines: 3,
    sheets: 2,
  });
  const rebuilt = await rebuildProjections(house.database.app, HN, { mend: false, now: house.clock.at });
  expect(rebuilt.differences).toEqual([]);
});

test('the manifest lists what is live, by plate and binding, and nobody by name', async () => {
  const { lines, isCut } = await supervisor.continuity.manifest({ gateId: HN });
  expect(lines.map(({ plate }) => plate).sort()).toEqual(['12H11111', '12H22222', '90H44605']);
  expect(isCut).toBe(false);
  expect(
    lines.every(({ trailer, customsDeclaration }) => trailer !== null && customsDeclaration !== null),
  ).toBe(true);
  expect(JSON.stringify(lines)).not.toContain('Hữu Cường');
});
