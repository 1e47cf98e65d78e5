import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GOODS_CLASSES } from '../shared/vocabulary';
import { hourOf } from '../slot/slot';
import { slotOutlook } from '../slot/slot-outlook';
import { MINUTE, MORNING } from '../testing/build-events';
import { situation, standing } from '../testing/build-situation';
import { classLimit, limitInHour } from './class-limits';
import { decide } from './decide';
import { leverSchema } from './levers';
import { limitRulesOf } from './limit-rules';
import { acceptance, type ToldAcceptance } from './neighbour';
import { goodsOf } from './order-class';
import { queuePicture } from './queue-picture';

const HOUR = 60 * MINUTE;
const NOW = MORNING;
const word = (over: Partial<ToldAcceptance> = {}): ToldAcceptance => ({
  level: 'machine',
  vehiclesPerHour: 60,
  validFrom: NOW - MINUTE,
  validTo: NOW + 6 * HOUR,
  at: NOW - MINUTE,
  toldBy: 'x',
  channel: 'link',
  ...over,
});
const quota = (byClass: NonNullable<ToldAcceptance['byClass']>, over: Partial<ToldAcceptance> = {}) =>
  word({ as: 'agreement', byClass, ...over });
const stopped = word({ as: 'class-closure', vehiclesPerHour: 0, byClass: { perishable: 0 } });
const yard = (count: number, over: Parameters<typeof standing>[1] = {}) =>
  Array.from({ length: count }, (_, n) => standing(n, over));
const limitNow = (told: readonly ToldAcceptance[], goods: (typeof GOODS_CLASSES)[number] = 'perishable') =>
  classLimit(limitRulesOf(situation({ told })), goods, { from: NOW, to: NOW + 1 });

describe('NE classes of goods', () => {
  test('NE-19 the least of quota, their word and our lever limits a class, and is named', () => {
    const lever = leverSchema.parse({ class: 'perishable', from: 0, to: null, perHour: 5, reason: 'x' });
    const { content } = situation();
    const under = (told: readonly ToldAcceptance[]) =>
      classLimit(limitRulesOf(situation({ told, content: { ...content, levers: [lever] } })), 'perishable', {
        from: NOW,
        to: NOW + 1,
      });
    expect(limitNow([])).toBeNull();
    expect(limitNow([quota({ perishable: 4 })])).toEqual({ perHour: 4, by: 'agreed' });
    expect(limitNow([quota({ perishable: 4 })], 'ordinary')).toBeNull();
    expect(limitNow([word({ byClass: { perishable: 7 } })])).toEqual({ perHour: 7, by: 'neighbour' });
    expect(limitNow([quota({ perishable: 4 }), stopped])).toEqual({ perHour: 0, by: 'neighbour' });
    expect(under([quota({ perishable: 9 })])).toEqual({ perHour: 5, by: 'lever' });
    expect(under([quota({ perishable: 5 })])).toEqual({ perHour: 5, by: 'agreed' });
  });

  test('NE-19 of rates the machine’s counts, a later lesser word where it says less; what is over or forgotten not at all', () => {
    const machine = word({ byClass: { perishable: 8 }, validTo: null });
    const person = (perHour: number, at: number) =>
      word({ level: 'person', byClass: { perishable: perHour }, at, validFrom: at });
    expect(limitNow([machine, person(3, NOW - HOUR)])?.perHour).toBe(8);
    expect(limitNow([machine, person(3, NOW)])?.perHour).toBe(3);
    expect(limitNow([machine, person(12, NOW)])?.perHour).toBe(8);
    expect(limitNow([word({ byClass: { perishable: 8 }, at: NOW - 2 * HOUR })])).toBeNull();
    expect(limitNow([quota({ perishable: 8 }, { validTo: NOW })])).toBeNull();
  });

  test('NE-19 no more of a class is called than is left of its quota, the others go on, and the reason is said', () => {
    const mixed = [
      ...yard(20),
      ...Array.from({ length: 10 }, (_, n) => standing(20 + n, { goods: 'ordinary' })),
    ];
    const told = [quota({ perishable: 3 })];
    const { order, mayGo, batch } = decide(situation({ standing: mixed, told }));
    const going = order.slice(0, mayGo);
    expect(going.filter((each) => goodsOf(each.class) === 'perishable')).toHaveLength(3);
    expect(going.filter((each) => goodsOf(each.class) === 'ordinary')).toHaveLength(10);
    expect(batch.size).toBeLessThanOrEqual(mayGo);
    expect(decide(situation({ standing: yard(20), told })).batch).toEqual({
      size: 3,
      limitedBy: 'class-agreed',
    });
    expect(decide(situation({ standing: yard(20), told: [stopped] })).batch).toEqual({
      size: 0,
      limitedBy: 'class-neighbour',
    });
    const alone = queuePicture(situation({ standing: yard(5), told })).line.map(
      ({ because }) => because?.code,
    );
    expect(alone.slice(3)).toEqual(['class-limited', 'class-limited']);
    expect(alone.slice(0, 3)).not.toContain('class-limited');
    const { line } = queuePicture(situation({ standing: mixed, told }));
    expect(
      line.filter(({ because }) => because?.code === 'class-limited').map(({ because }) => because),
    ).toContainEqual({
      code: 'class-limited',
      class: 'perishable',
      perHour: 3,
      by: 'agreed',
    });
  });

  test('NE-19 in no hour to come do live times or slots of a class go beyond its quota', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(5), fc.integer({ min: 1, max: 8 }), (perHour, begins, lasts) => {
        const from = hourOf(NOW) + begins * HOUR + 20 * MINUTE;
        const term = { validFrom: from, validTo: from + lasts * HOUR };
        const given = situation({ standing: yard(80), told: [quota({ perishable: perHour }, term)] });
        const counted = new Map<number, number>();
        for (const at of decide(given).live.liveAt.values())
          counted.set(hourOf(at), (counted.get(hourOf(at)) ?? 0) + 1);
        const { capacities } = slotOutlook(given);
        for (let start = hourOf(from); start < from + lasts * HOUR; start += HOUR) {
          expect(counted.get(start) ?? 0).toBeLessThanOrEqual(perHour);
          const slots = capacities.filter((each) => each.hourStart === start && each.class === 'perishable');
          for (const { capacity } of slots) expect(capacity).toBeLessThanOrEqual(perHour);
        }
      }),
      { numRuns: 40 },
    );
    const [slot] = slotOutlook(situation({ told: [quota({ perishable: 1 })] })).capacities.filter(
      (each) => each.class === 'perishable' && each.hourStart === hourOf(NOW) + HOUR,
    );
    expect(slot).toMatchObject({ capacity: 1, limitedBy: 'class-agreed' });
  });

  test('NE-19 an hour that no word touches has no limit', () => {
    const limitOf = limitInHour(limitRulesOf(situation({ told: [quota({ perishable: 1 }), stopped] })));
    expect(limitOf('perishable', hourOf(NOW) + 7 * HOUR)).toBeNull();
    for (const goods of GOODS_CLASSES)
      expect(limitOf(goods, hourOf(NOW))?.perHour ?? null).toBe(goods === 'perishable' ? 0 : null);
  });
});

describe('NE hours of the neighbour', () => {
  const closed = (as: 'hours' | 'agreed-hours', from: number, to: number, at = NOW - HOUR) =>
    word({ as, vehiclesPerHour: 0, validFrom: from, validTo: to, at });
  const takes = (told: readonly ToldAcceptance[], at = NOW) =>
    acceptance({ now: NOW, told, measured: null, assumedPerHour: 40 }, at);

  test('NE-18 outside of announced hours nothing is taken, unless a later word of that time says otherwise', () => {
    const gap = closed('hours', NOW - MINUTE, NOW + 2 * HOUR);
    expect(takes([gap])).toMatchObject({ vehiclesPerHour: 0, as: 'hours' });
    expect(takes([gap], NOW + 2 * HOUR).vehiclesPerHour).toBe(40);
    // Said before they closed it is no word about that time; said since, or of that time, it is.
    expect(takes([gap, word({ at: NOW - 2 * MINUTE })]).vehiclesPerHour).toBe(60);
    const later = closed('hours', NOW + HOUR, NOW + 2 * HOUR);
    expect(takes([later, word({ validTo: null })], NOW + HOUR)).toMatchObject({ vehiclesPerHour: 0 });
    const extended = word({
      level: 'person',
      vehiclesPerHour: 12,
      validFrom: NOW + HOUR,
      validTo: NOW + 2 * HOUR,
    });
    expect(takes([later, extended], NOW + HOUR).vehiclesPerHour).toBe(12);
    expect(
      takes([closed('hours', NOW + HOUR, NOW + 2 * HOUR, NOW), extended], NOW + HOUR).vehiclesPerHour,
    ).toBe(0);
  });

  test('NE-18 agreed hours bind whatever is said', () => {
    const gap = closed('agreed-hours', NOW - MINUTE, NOW + HOUR);
    fc.assert(
      fc.property(
        fc.nat(80),
        fc.constantFrom('person' as const, 'sheet' as const, 'machine' as const),
        (rate, level) => {
          const said = word({ level, vehiclesPerHour: rate, at: NOW, validFrom: NOW });
          expect(takes([gap, said]).vehiclesPerHour).toBe(0);
        },
      ),
    );
  });

  test('NE-18 a call is held back for their hours, and says so; who would arrive in them is called before they begin', () => {
    const batch = (told: readonly ToldAcceptance[]) => decide(situation({ standing: yard(30), told })).batch;
    expect(batch([closed('hours', NOW - MINUTE, NOW + 3 * HOUR)])).toEqual({
      size: 0,
      limitedBy: 'neighbour-hours',
    });
    expect(batch([closed('agreed-hours', NOW - MINUTE, NOW + 3 * HOUR)])).toEqual({
      size: 0,
      limitedBy: 'agreed-hours',
    });
    expect(batch([word({ as: 'closure', vehiclesPerHour: 0 })])).toEqual({
      size: 0,
      limitedBy: 'neighbour-closed',
    });
    expect(batch([word({ as: 'agreement', vehiclesPerHour: 4 })]).limitedBy).toBe('agreed');
    // They close in ten minutes: nobody who is called now comes to the line by then.
    expect(batch([closed('hours', NOW + 10 * MINUTE, NOW + 9 * HOUR)])).toEqual({
      size: 0,
      limitedBy: 'neighbour-hours',
    });
    expect(batch([closed('hours', NOW - MINUTE, NOW + 10 * MINUTE)]).size).toBeGreaterThan(0);
  });

  test('NE-18 hours to come that they are closed in have no places, and say whose doing that is', () => {
    const from = hourOf(NOW) + 3 * HOUR;
    const { hours } = decide(situation({ told: [closed('hours', from, from + 2 * HOUR)] }));
    const shut = hours.filter(({ hourStart }) => hourStart >= from && hourStart < from + 2 * HOUR);
    expect(shut.map(({ places, limitedBy }) => `${places} ${limitedBy}`)).toEqual([
      '0 neighbour',
      '0 neighbour',
    ]);
    expect(hours.find(({ hourStart }) => hourStart === from + 2 * HOUR)?.places).toBeGreaterThan(0);
  });
});
