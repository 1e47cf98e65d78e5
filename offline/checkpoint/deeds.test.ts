import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { stepIdSchema } from '@/domain/shared/identity';
import { gateEventSchema } from '@/domain/sync/event';
import { Device } from '@/domain/testing/build-events';
import { StoreTrouble } from '../store/trouble';
import type { Tablet } from '../tablet';
import { plateNo, tokenNo } from '../testing/sample-passes';
import { crossingNo, passNo } from '../testing/samples';
import { type SimulatedGate, simulatedGate, subjectNo } from '../testing/simulated-gate';
import type { Deed } from './deeds';

let gate: SimulatedGate;
let tablet: Tablet;
let second: Tablet;
const open = (at: number) => {
  const found = gate.tablets[at]?.open();
  if (found === undefined) throw new Error('no such tablet');
  return found.tablet;
};
beforeEach(async () => {
  gate = await simulatedGate({ tablets: 2, passes: 3, pageSize: 50, turnstile: null });
  tablet = open(0);
  second = open(1);
  await tablet.exchange();
  await second.exchange();
});

const WORDS = 'chì bị cắt, 封志被剪断';
const DEEDS: readonly Deed[] = [
  { kind: 'order-inspection', places: ['scanner', 'weighbridge'], reason: 'risk' },
  { kind: 'report-inspection', place: 'scanner', result: 'passed' },
  { kind: 'request-quarantine', quarantine: 'plant' },
  { kind: 'report-quarantine', quarantine: 'medical', result: 'failed' },
  { kind: 'ask-firm', about: 'seal', words: WORDS },
  { kind: 'pair', receiving: [] },
  { kind: 'compare', which: 'seal', matches: false, read: 'VN999999' },
  { kind: 'note', words: WORDS },
  { kind: 'turn-back', reason: 'documents' },
];

test('OF-40 every deed is recorded offline, reaches the centre whole, and stands on the next tablet', async () => {
  const { crossingId } = await tablet.vehicle(subjectNo(2));
  if (crossingId === null) throw new Error('no crossing');
  gate.tablets[0]?.setWeather('down');
  for (const deed of DEEDS)
    expect(
      (await tablet.act(subjectNo(1), deed.kind === 'pair' ? { ...deed, receiving: [crossingId] } : deed))
        .kind,
    ).toBe('recorded');
  expect((await tablet.recent(20)).map(({ what }) => what)).toEqual(
    [...DEEDS].reverse().map(({ kind }) => kind),
  );
  gate.tablets[0]?.setWeather('fair');
  await tablet.exchange();
  await second.exchange();
  expect(gate.centre.quarantine()).toEqual([]);
  const { crossing } = await second.vehicle(subjectNo(1));
  expect(crossing).toMatchObject({
    inspection: { status: 'open', places: [{ result: 'passed' }, { result: null }] },
    questions: [{ about: 'seal', answeredAt: null }],
    pairing: { receiving: [crossingId] },
    checks: [{ which: 'seal', matches: false }],
    notes: 1,
    ended: { kind: 'turned-back' },
  });
  expect((await second.vehicle(subjectNo(1))).lately[0]).toMatchObject({ type: 'crossing.turned-back' });
});

test('OF-19 what an officer types is in no event in clear, and the longest of it still fits its event', async () => {
  for (const deed of DEEDS) if (deed.kind !== 'pair') await tablet.act(subjectNo(1), deed);
  await tablet.act(subjectNo(1), { kind: 'note', words: '口'.repeat(5000) });
  await tablet.act(subjectNo(1), { kind: 'ask-firm', about: 'goods', words: 'ế'.repeat(5000) });
  const rows = await gate.tablets[0]?.store.recent(20);
  for (const { event } of rows ?? []) {
    expect(gateEventSchema.safeParse(event).success).toBe(true);
    expect(JSON.stringify(event)).not.toMatch(/chì|封志|VN999999|口口/);
  }
  const sealed = rows?.filter(({ event }) => event.sealed !== null).map(({ event }) => event.type);
  expect(sealed).toEqual([
    'information.requested',
    'note.added',
    'note.added',
    'binding.checked',
    'information.requested',
  ]);
});

test('OF-40 each deed can be taken back within its seconds', async () => {
  for (const deed of DEEDS) {
    if (deed.kind === 'pair') continue;
    const done = await tablet.act(subjectNo(3), deed);
    const [event] = done.kind === 'recorded' ? done.events : [];
    if (event === undefined) throw new Error(deed.kind);
    gate.pass(3000);
    await tablet.undo(event.id);
  }
  const { crossing } = await tablet.vehicle(subjectNo(3));
  expect(crossing).toMatchObject({
    inspection: null,
    quarantine: [],
    questions: [],
    checks: [],
    notes: 0,
    ended: null,
    flags: [],
  });
});

test('OF-40 a pass that is shown while lorries are paired is found by its text', async () => {
  expect((await tablet.lookUp(await tokenNo(2))).map(({ passId }) => passId)).toEqual([passNo(2)]);
  expect(await tablet.lookUp(await tokenNo(9))).toEqual([]);
});

test('OF-41 the queue of a post is known offline: oldest first, without those that left or wait for others', async () => {
  const yard = new Device(50);
  const call = (n: number, minutesAgo: number) => {
    const tick = { type: 'step.confirmed' as const, body: { note: null }, crossingId: crossingNo(n) };
    const at = gate.now() - minutesAgo * 60_000;
    const facts = [
      { ...tick, agency: 'yard' as const, step: stepIdSchema.parse('staging-arrival') },
      { ...tick, agency: 'gate-centre' as const, step: stepIdSchema.parse('called') },
    ];
    for (const fact of facts) gate.centre.publish({ kind: 'event', event: yard.write(at, fact) });
  };
  call(2, 45);
  call(1, 20);
  await tablet.exchange();
  gate.tablets[0]?.setWeather('down');
  // Seen, and waiting for others: no queue of the border guard.
  await tablet.scan(await tokenNo(3), 'camera');
  const plates = async () => (await tablet.queue()).map(({ plate }) => plate);
  expect(await plates()).toEqual([plateNo(2), plateNo(1)]);
  expect((await tablet.queue())[0]).toMatchObject({
    crossingId: crossingNo(2),
    wait: { agency: 'border-guard', step: 'gate-entry' },
  });
  await tablet.setLane({ ...tablet.lane(), post: 'line' });
  expect(await plates()).toEqual([]);
  await tablet.setLane({ ...tablet.lane(), post: 'gate' });
  await tablet.act(subjectNo(2), { kind: 'turn-back', reason: 'documents' });
  expect(await plates()).toEqual([plateNo(1)]);
  await tablet.confirmSteps(subjectNo(1), [stepIdSchema.parse('gate-entry')]);
  expect(await plates()).toEqual([]);
});

test('OF-42 a picture is recorded with its hash and size; on a full disk it is refused and a scan is not', async () => {
  const picture = new TextEncoder().encode('RIFF 51C-123.45 a readable plate');
  expect(await tablet.takePhoto(subjectNo(1), picture, 'plate')).toMatchObject({ kind: 'recorded' });
  const store = gate.tablets[0]?.store;
  if (store === undefined) throw new Error('no store');
  const row = await store.nextPhoto([]);
  const [recent] = await store.recent(1);
  if (row === null || recent?.event.type !== 'photo.taken') throw new Error('no picture');
  expect(recent.event.body).toMatchObject({ subject: 'plate', bytes: row.sealed.length });
  expect(recent.event.body.hash).toBe(createHash('sha256').update(row.sealed).digest('hex'));
  expect(recent.id).toBe(row.event);
  expect(Buffer.from(row.sealed).includes('51C-123.45')).toBe(false);

  const append = store.append;
  Object.assign(store, {
    append: (writing: Parameters<typeof append>[0]) =>
      writing.photo === undefined ? append(writing) : Promise.reject(new StoreTrouble('full', null)),
  });
  expect(await tablet.takePhoto(subjectNo(1), picture, 'seal')).toEqual({ kind: 'no-room' });
  expect((await tablet.scan(await tokenNo(2), 'camera')).recorded.kind).toBe('recorded');
  expect(tablet.memoryOnly()).toBe(0);
  expect((await tablet.vehicle(subjectNo(1))).crossing?.photos).toBe(1);
});
