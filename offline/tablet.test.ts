import { beforeEach, describe, expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { stepIdSchema } from '@/domain/shared/identity';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import { clockIncident } from '@/domain/sync/device-incidents';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import { StoreTrouble } from './store/trouble';
import type { Tablet } from './tablet';
import {
  falseTrustDocument,
  forgedToken,
  plateNo,
  recordNo,
  revocationDocument,
  strangeToken,
  tokenNo,
  trustDocument,
} from './testing/sample-passes';
import { crossingNo, deviceNo, eventNo, gateHN, passNo } from './testing/samples';
import { type SimulatedGate, simulatedGate, subjectNo } from './testing/simulated-gate';
import { createTurnstile } from './testing/turnstile';

const HN_EXPORT = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded') ?? STANDARD_PROCESSES[0];
const entry = stepIdSchema.parse('gate-entry');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
});

const judge = async (text: string) => {
  const { verdict, code } = (await tablet.scan(text, 'camera')).decision;
  return { verdict, code };
};

describe('scan', () => {
  test('OF-3 every code gets its verdict offline, and each is recorded', async () => {
    gate.tablets[0]?.setWeather('down');
    const good = await tokenNo(1);
    const altered = `${good.slice(0, -2)}${good.endsWith('0') ? '1' : '0'}${good.slice(-1)}`;
    expect(await judge(good)).toEqual({ verdict: 'proceed', code: 'AD-OK' });
    expect((await judge(altered)).verdict).toBe('refuse');
    expect(await judge(await forgedToken(2))).toEqual({ verdict: 'refuse', code: 'PS-SIG' });
    expect(await judge(await strangeToken(2))).toEqual({ verdict: 'cannot-tell', code: 'PS-KEY' });
    expect(await judge(await tokenNo(2, { gateNumber: 2 }))).toEqual({ verdict: 'refuse', code: 'AD-GATE' });
    expect(await judge('https://example.com')).toEqual({ verdict: 'refuse', code: 'PS-NOT' });
    expect(await judge('GP9:ABC')).toEqual({ verdict: 'cannot-tell', code: 'PS-VER' });
    expect((await tablet.recent(20)).map((line) => line.code)).toEqual([
      'PS-VER',
      'PS-NOT',
      'AD-GATE',
      'PS-KEY',
      'PS-SIG',
      expect.stringMatching(/^PS-/),
      'AD-OK',
    ]);
    expect((await tablet.standing()).unsyncedCount).toBe(7);
  });

  test('OF-46 a vehicle that left while the tablet was away is refused by its pass alone, events or none', async () => {
    const record = await recordNo(7);
    const ended = { kind: 'completed' as const, at: gate.now() - MINUTE };
    gate.centre.publish({ kind: 'pass', record: { ...record, status: 'used-up', ended } });
    await tablet.exchange();
    gate.tablets[0]?.setWeather('down');
    expect(await judge(await tokenNo(7))).toEqual({ verdict: 'refuse', code: 'AD-ENDED' });
    expect((await tablet.vehicle(subjectNo(7))).crossing?.ended).toEqual(ended);
    // Its end was undone: the pass says so again.
    gate.tablets[0]?.setWeather('fair');
    gate.centre.publish({ kind: 'pass', record });
    await tablet.exchange();
    expect(await judge(await tokenNo(7))).toEqual({ verdict: 'proceed', code: 'AD-OK' });
  });

  test('OF-3 of a pass that is not genuine nothing reaches the log of a crossing', async () => {
    const { vehicle } = await tablet.scan(await forgedToken(1), 'camera');
    expect(vehicle).toMatchObject({ passId: null, crossingId: null, claims: null, crossing: null });
    expect((await tablet.vehicle(subjectNo(1))).crossing?.lastEventAt).toBeLessThan(gate.now());
  });

  test('AD-9 no way around the scan ticks a release that is not eligible', async () => {
    const release = (HN_EXPORT?.steps ?? []).filter((step) => step.release).map(({ id }) => id);
    expect(release.length).toBeGreaterThan(0);
    const before = (await tablet.standing()).unsyncedCount;
    const [id] = release;
    if (id === undefined) return;
    expect(await tablet.confirmSteps(subjectNo(1), [entry, id])).toMatchObject({
      kind: 'blocked',
      decision: { verdict: 'refuse', code: 'AD-REL' },
    });
    // All or nothing: the tick beside it is not recorded either.
    expect((await tablet.standing()).unsyncedCount).toBe(before);
    expect(await tablet.confirmSteps(subjectNo(1), [entry])).toMatchObject({ kind: 'recorded' });
  });

  test('OF-4 a pass used here is used, before and after the centre heard of it', async () => {
    const token = await tokenNo(1);
    gate.tablets[0]?.setWeather('down');
    const { vehicle } = await tablet.scan(token, 'camera');
    expect(vehicle.stepHere).toBe(entry);
    await tablet.confirmSteps(vehicle, [entry]);
    expect(await judge(token)).toEqual({ verdict: 'refuse', code: 'AD-USED' });
    gate.tablets[0]?.setWeather('fair');
    await tablet.exchange();
    await second.exchange();
    expect((await second.scan(token, 'camera')).decision.code).toBe('AD-USED');
  });

  test('OF-4 a pass of a crossing nobody told of is used up here as well', async () => {
    const token = await tokenNo(9);
    const { decision, vehicle } = await tablet.scan(token, 'camera');
    expect(decision.evidence.map(({ code }) => code)).toContain('AD-UNKNOWN');
    expect(decision.verdict).toBe('proceed');
    await tablet.confirmSteps(vehicle, [entry]);
    expect(await judge(token)).toEqual({ verdict: 'refuse', code: 'AD-USED' });
  });

  test('OF-4 two tablets without a network both admit; both facts are kept', async () => {
    const token = await tokenNo(1);
    await second.exchange();
    for (const each of [tablet, second]) {
      const { decision, vehicle } = await each.scan(token, 'camera');
      expect(decision.verdict).toBe('proceed');
      await each.confirmSteps(vehicle, [entry]);
    }
    await tablet.exchange();
    await second.exchange();
    const ticks = gate.centre.events().filter((event) => event.type === 'step.confirmed');
    expect(new Set(ticks.map((event) => event.device)).size).toBe(2);
  });

  test('OF-13 a revocation that arrived is refused; the list on board stands in the event', async () => {
    gate.centre.publish({ kind: 'list', document: await revocationDocument(2, [passNo(1)]) });
    await tablet.exchange();
    expect(await judge(await tokenNo(1))).toEqual({ verdict: 'refuse', code: 'PS-REV' });
    await tablet.exchange();
    const scan = gate.centre.events().findLast((event) => event.type === 'pass.scanned');
    expect(scan?.lists).toMatchObject({ keys: 1, revocation: 2 });
  });

  test('OF-13 lists nobody signed, or older ones, change nothing', async () => {
    gate.centre.publish({ kind: 'list', document: await revocationDocument(5, [passNo(1)]) });
    gate.centre.publish({ kind: 'list', document: await trustDocument(3) });
    await tablet.exchange();
    gate.centre.publish({ kind: 'list', document: await falseTrustDocument() });
    gate.centre.publish({ kind: 'list', document: await revocationDocument(4, []) });
    gate.centre.publish({ kind: 'list', document: await trustDocument(2) });
    await tablet.exchange();
    expect((await judge(await tokenNo(1))).code).toBe('PS-REV');
    expect((await judge(await strangeToken(2))).code).toBe('PS-KEY');
  });

  test('OF-13 without any list on board nothing proceeds', async () => {
    const { decision } = await second.scan(await tokenNo(1), 'camera');
    expect(decision.verdict).toBe('cannot-tell');
  });
});

describe('deeds', () => {
  test('OF-11 an undo of the own tick makes the pass usable again', async () => {
    const token = await tokenNo(1);
    const { vehicle } = await tablet.scan(token, 'camera');
    const ticked = await tablet.confirmSteps(vehicle, [entry]);
    const [event] = ticked.kind === 'recorded' ? ticked.events : [];
    if (event === undefined) throw new Error('not recorded');
    gate.pass(3000);
    await tablet.undo(event.id);
    expect((await judge(token)).code).toBe('AD-OK');
    expect((await tablet.recent(9)).find((line) => line.eventId === event.id)?.undone).toBe(true);
  });

  test('a hold refuses everywhere until it is lifted', async () => {
    const subject = subjectNo(2);
    await tablet.placeHold(subject, 'documents');
    await tablet.exchange();
    await second.exchange();
    expect((await second.scan(await tokenNo(2), 'camera')).decision.code).toBe('AD-HOLD');
    await tablet.liftHold(subject);
    expect((await judge(await tokenNo(2))).code).toBe('AD-OK');
  });

  test('look-up finds by plate, tail, container and short code, however it is typed', async () => {
    const found = async (query: string) => (await tablet.lookUp(query)).map(({ passId }) => passId);
    const plate = plateNo(2);
    for (const query of [
      plate,
      plate.toLowerCase(),
      `${plate.slice(0, 3)}-${plate.slice(3)}`,
      plate.slice(-5),
    ])
      expect(await found(query)).toEqual([passNo(2)]);
    expect(await found('MSKU 123456-5')).toHaveLength(3);
    expect(await found('99Z99999')).toEqual([]);
    expect(await found('2')).toEqual([]);
    const [vehicle] = await tablet.lookUp(plate);
    expect(await found(vehicle?.shortCode ?? '')).toContain(passNo(2));
    expect(vehicle?.crossing?.binding?.plate).toBe(plate);
    expect((await judge(vehicle?.token ?? '')).code).toBe('AD-OK');
  });

  test('OF-83 the codes on customs’ papers find the vehicles they are about', async () => {
    const found = async (query: string) => (await tablet.lookUp(query)).length;
    expect(await found('30712345678')).toBe(3);
    expect(await found('307123456780')).toBe(3);
    expect(await found('30712345679')).toBe(0);
    expect(await found('MSKU1234565')).toBe(3);
  });

  test('ID-61 look-alikes find every vehicle that is meant, the exact one first', async () => {
    const plain = plateNo(2);
    const confused = plain.replaceAll('0', 'O').replaceAll('5', 'S').replaceAll('1', 'I');
    expect((await tablet.lookUp(confused)).map(({ passId }) => passId)).toEqual([passNo(2)]);
    // A container shared by several is shown as several.
    expect(await tablet.lookUp('M5KU1234S6S')).toHaveLength(3);
  });

  test('a reload knows the plate of a pass the centre never told of', async () => {
    await tablet.scan(await tokenNo(9), 'trigger');
    const [line] = await open(0).recent(1);
    expect(line).toMatchObject({ plate: plateNo(9), what: 'scan', standing: { kind: 'unsynced' } });
  });

  test('OF-14 a backlog of fifty, or of half an hour, is said', async () => {
    expect((await tablet.standing()).backlog).toBe(false);
    await tablet.scan('x', 'camera');
    gate.pass(31 * MINUTE);
    expect(await tablet.standing()).toMatchObject({ backlog: true, unsyncedCount: 1 });
    await tablet.exchange();
    expect(await tablet.standing()).toMatchObject({ backlog: false, unsyncedCount: 0, clockOffsetMs: -700 });
  });

  test('OF-11 a wall clock turned back by two days moves neither order nor time', async () => {
    for (const ms of [-48 * HOUR, 24 * HOUR, 24 * HOUR]) {
      gate.tablets[0]?.turnClock(ms);
      const { at } = await tablet.scan('x', 'camera');
      expect(Math.abs(at - gate.now())).toBeLessThan(1000);
      gate.pass(1000);
    }
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map((event) => event.seq)).toEqual([1, 2, 3]);
    expect([...own].sort((a, b) => (a.hlc < b.hlc ? -1 : 1))).toEqual(own);
    expect(own.every((event) => Math.abs(event.wall + (event.offset ?? 0) - gate.now()) < 10_000)).toBe(true);
  });
});

describe('a clock that went ahead', () => {
  test('OF-11 IN-7 turned forward it passes for a sleep until the centre is asked; the order stays, the centre tells of it', async () => {
    gate.tablets[0]?.turnClock(4 * HOUR);
    expect((await tablet.scan('x', 'camera')).at - gate.now()).toBeGreaterThan(3 * HOUR);
    await tablet.exchange();
    expect(Math.abs((await tablet.scan('x', 'camera')).at - gate.now())).toBeLessThan(1000);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect([...own].sort((a, b) => (a.hlc < b.hlc ? -1 : 1))).toEqual(own);
    expect(own.map((event) => clockIncident(event, gate.now())?.kind)).toContain('clock-suspect');
  });
});

describe('storage', () => {
  test('OF-17 a full disk never says recorded; what waited is written in order when there is room', async () => {
    const { store } = gate.tablets[0] ?? {};
    if (store === undefined) throw new Error('no store');
    const append = store.append;
    let full = true;
    Object.assign(store, {
      append: (writing: Parameters<typeof append>[0]) =>
        full ? Promise.reject(new StoreTrouble('full', null)) : append(writing),
    });
    expect((await tablet.scan(await tokenNo(1), 'camera')).recorded).toEqual({
      kind: 'memory-only',
      reason: 'full',
    });
    expect((await tablet.confirmSteps(subjectNo(1), [entry])).kind).toBe('memory-only');
    expect(tablet.memoryOnly()).toBe(2);
    full = false;
    expect((await tablet.scan('x', 'camera')).recorded).toMatchObject({
      kind: 'recorded',
      events: [{ seq: 3 }],
    });
    expect(tablet.memoryOnly()).toBe(0);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map((event) => event.type)).toEqual(['pass.scanned', 'step.confirmed', 'pass.scanned']);
  });

  test('OF-17 a disk that no longer answers: the next vehicle is one nobody can tell of, and what is done waits in memory', async () => {
    const { store } = gate.tablets[0] ?? {};
    if (store === undefined) throw new Error('no store');
    const kept = { ...store };
    const gone = () => Promise.reject(new StoreTrouble('gone', null));
    expect((await tablet.scan(await tokenNo(1), 'camera')).decision.verdict).toBe('proceed');
    Object.assign(store, { append: gone, known: gone, dossier: gone, lists: gone, processes: gone });
    const { decision, vehicle, recorded } = await tablet.scan(await tokenNo(2), 'camera');
    expect(decision).toMatchObject({ verdict: 'cannot-tell', claims: null });
    expect(vehicle).toMatchObject({ passId: null, crossing: null, steps: [] });
    expect(recorded).toEqual({ kind: 'memory-only', reason: 'gone' });
    expect((await tablet.scan('x', 'camera')).decision.verdict).toBe('refuse');
    expect((await tablet.placeHold(subjectNo(1), 'seal')).kind).toBe('memory-only');
    // Whether a tick is the release, nobody can say: it is not taken.
    await expect(tablet.confirmSteps(subjectNo(1), [entry])).rejects.toThrow(StoreTrouble);
    expect(tablet.memoryOnly()).toBe(3);

    Object.assign(store, kept);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map(({ type, verdict }) => `${type} ${verdict}`)).toEqual([
      'pass.scanned proceed',
      'pass.scanned cannot-tell',
      'pass.scanned refuse',
      'hold.placed null',
    ]);
    expect(own.map(({ offset }) => offset).every((offset) => offset === own[0]?.offset)).toBe(true);
  });

  test('OF-5 a tablet killed at any await of a scan has no event or a whole one', async () => {
    const token = await tokenNo(1);
    let whole = 0;
    for (let steps = 0; steps < 60; steps += 1) {
      const turnstile = createTurnstile();
      const world = await simulatedGate({ tablets: 1, passes: 1, pageSize: 50, turnstile });
      const [simulated] = world.tablets;
      if (simulated === undefined) throw new Error('no tablet');
      const { tablet: doomed, life } = simulated.open();
      void doomed.exchange();
      await turnstile.drain();
      let told = 0;
      void doomed.scan(token, 'camera').then(({ recorded }) => {
        told = recorded.kind === 'recorded' ? recorded.events.length : 0;
      });
      for (let step = 0; step < steps; step += 1) await turnstile.step(0);
      life.alive = false;
      const { headSeq, events } = await simulated.store.outbox(9);
      expect(events.map((event) => event.seq)).toEqual(headSeq === 0 ? [] : [1]);
      expect(told).toBeLessThanOrEqual(events.length);
      whole += events.length;
      if (told === 1) break;
    }
    expect(whole).toBeGreaterThan(0);
  });
});

/** What the centre says to the whole post. */
function centreVoice(): (what: Pick<EventDraft, 'type' | 'body'>) => GateEvent {
  let tail = emptyTail(deviceNo(998));
  let n = 0;
  return (what) => {
    n += 1;
    const fact = { crossingId: null, passId: null, step: null, direction: null, agency: null, shift: null };
    const draft = {
      gateId: gateHN,
      actor: 'trưởng ca',
      ...fact,
      verdict: null,
      codes: [],
      lists: null,
      sealed: null,
      ...what,
    };
    const stamp = { id: eventNo(990_000 + n), wall: gate.now() + n, mono: 0, boot: 'centre', offset: 0 };
    const said = chainEvent(tail, draft as EventDraft, stamp);
    tail = said.tail;
    gate.centre.publish({ kind: 'event', event: said.event });
    return said.event;
  };
}

describe('what is said to the post', () => {
  test('OF-64 paper mode on every tablet, an answer on the one that asked, until it was read', async () => {
    const asked = await tablet.askHelp(null, 'ready', 'máy in kẹt giấy');
    const request = asked.kind === 'recorded' ? asked.events[0]?.id : undefined;
    if (request === undefined) throw new Error('not recorded');
    const say = centreVoice();
    const paper = say({
      type: 'continuity.declared',
      body: { firstSerial: 1, lastSerial: 20, reason: 'mất điện' },
    });
    say({ type: 'help.answered', body: { request, words: 'đang ra chốt' } });
    say({ type: 'help.answered', body: { request: eventNo(1), words: 'của máy khác' } });
    for (const one of [tablet, second]) await one.exchange();
    expect(await second.notices()).toEqual({ paperSince: gate.now() + 1, answers: [], recalls: [] });
    const { paperSince, answers } = await tablet.notices();
    expect(paperSince).toBe(gate.now() + 1);
    expect(answers.map(({ words }) => words)).toEqual(['đang ra chốt']);

    const [answer] = answers;
    if (answer !== undefined) await tablet.answersRead(answer.hlc);
    expect((await tablet.notices()).answers).toEqual([]);
    say({ type: 'help.answered', body: { request, words: 'mực ở ngăn dưới' } });
    say({ type: 'continuity.ended', body: { continuity: paper.id, reason: 'có điện' } });
    await tablet.exchange();
    const later = await tablet.notices();
    expect(later.paperSince).toBeNull();
    expect(later.answers.map(({ words }) => words)).toEqual(['mực ở ngăn dưới']);
    gate.pass(13 * HOUR);
    expect((await tablet.notices()).answers).toEqual([]);
  });

  test('OF-65 a call that was taken back stands with its plates until it was read, two hours at most', async () => {
    const say = centreVoice();
    const call = eventNo(7);
    const recall = (...numbers: number[]) =>
      say({
        type: 'call.recalled',
        body: { call, crossingIds: numbers.map(crossingNo), reason: 'bên kia đóng cửa' },
      });
    recall(1, 2);
    for (const one of [tablet, second]) await one.exchange();
    const [told] = (await tablet.notices()).recalls;
    expect(told?.reason).toBe('bên kia đóng cửa');
    expect(told?.plates).toHaveLength(2);
    expect(told?.plates.every((plate) => plate.length > 5)).toBe(true);
    if (told !== undefined) await tablet.answersRead(told.hlc);
    expect((await tablet.notices()).recalls).toEqual([]);
    expect((await second.notices()).recalls).toHaveLength(1);
    // A vehicle that is not on board here has no plate to say.
    recall(900);
    await tablet.exchange();
    expect((await tablet.notices()).recalls.map(({ plates }) => plates)).toEqual([[]]);
    gate.pass(3 * HOUR);
    expect((await tablet.notices()).recalls).toEqual([]);
    expect((await second.notices()).recalls).toEqual([]);
  });
});
