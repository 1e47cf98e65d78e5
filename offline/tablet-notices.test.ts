import { beforeEach, describe, expect, test } from 'vitest';
import { chainEvent, emptyTail } from '@/domain/sync/chain';
import type { EventDraft, GateEvent } from '@/domain/sync/event';
import type { Tablet } from './tablet';
import { crossingNo, deviceNo, eventNo, gateHN } from './testing/samples';
import type { SimulatedGate } from './testing/simulated-gate';
import { HOUR, twoTablets } from './testing/two-tablets';

let gate: SimulatedGate;
let tablet: Tablet;
let second: Tablet;
beforeEach(async () => {
  ({ gate, tablet, second } = await twoTablets());
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
