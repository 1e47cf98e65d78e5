import { describe, expect, test } from 'vitest';
import { statementOfWord } from '../testing/spoken-word';
import { bulletinTables } from './bulletin-tables';
import { type Content, gateSchema } from './content';
import { isStop, lastWords, worthOf } from './heard';
import type { Statement } from './statement';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 27, 2, 30);
const place = { gate: gateSchema.parse('HN'), flow: 'vn-cn' as const };
const said = { toldBy: 'x', channel: 'hotline', note: null } as const;
const at = (moment: number) => new Date(moment).toISOString();
const hears = (perHour: number, saidAt: number): Statement =>
  statementOfWord(
    {
      ...said,
      saidAt,
      content: {
        kind: 'acceptance',
        said: {
          ...place,
          periods: [{ from: at(saidAt), until: null, offered: { perHour, byClass: {} }, actual: null }],
        },
      },
    },
    saidAt + 60_000,
  );
describe('BU what was heard', () => {
  test('BU-6 a word without an end fades after four hours and is forgotten after twelve; a machine’s in minutes', () => {
    const word = (ageMs: number, over: object = {}) =>
      worthOf({ kind: 'acceptance', level: 'person', saidAt: NOW - ageMs, validUntil: null, ...over }, NOW);
    expect([0, 4, 4.1, 12, 12.1].map((hours) => word(hours * HOUR))).toEqual([
      'holds',
      'holds',
      'fading',
      'fading',
      'stale',
    ]);
    expect([10, 11, 61].map((minutes) => word(minutes * 60_000, { level: 'machine' }))).toEqual([
      'holds',
      'fading',
      'stale',
    ]);
    expect(word(20 * HOUR, { validUntil: NOW + 1 })).toBe('holds');
    expect(word(20 * 60_000, { validUntil: NOW + HOUR, level: 'machine' })).toBe('fading');
    const closed = { kind: 'closure', level: 'machine' };
    expect(word(20 * HOUR, { ...closed, validUntil: NOW + HOUR })).toBe('holds');
    for (const kind of ['closure', 'incident'])
      expect([4, 5].map((hours) => word(hours * HOUR, { ...closed, kind }))).toEqual(['holds', 'fading']);
    expect(word(0, { validUntil: NOW })).toBe('over');
  });

  test('BU-8 a later word takes the place of the one before it, in whatever order they came', () => {
    const words = [hears(30, NOW - HOUR), hears(50, NOW - 2 * HOUR), hears(20, NOW)];
    for (const each of [words, words.toReversed()])
      expect(lastWords(each).map(({ saidAt }) => saidAt)).toEqual([NOW]);
    // Said in one instant, the later number counts.
    const [first, second] = [1, 2].map((sequence) => ({ ...hears(sequence, NOW), epoch: 1, sequence }));
    if (first === undefined || second === undefined) throw new Error('no words');
    for (const each of [
      [first, second],
      [second, first],
    ])
      expect(lastWords(each)).toEqual([second]);
  });

  test('BU-6 a closure stands until it ends or is lifted, an incident until it is over', () => {
    const spoken = (content: Content, validUntil: number | null = null) => ({
      ...statementOfWord({ ...said, saidAt: NOW, content }, NOW),
      validUntil,
    });
    const id = '01940000-0000-7000-8000-0000000000c1';
    const closed = (lifted: boolean, until: number | null) =>
      spoken(
        {
          kind: 'closure',
          said: {
            ...place,
            closure: id,
            from: at(NOW),
            until: until === null ? null : at(until),
            classes: ['perishable'],
            reason: 'other',
            lifted,
          },
        },
        until,
      );
    const happened = (over: boolean) =>
      spoken({ kind: 'incident', said: { ...place, incident: id, at: at(NOW), code: 'network', over } });
    const standing = [closed(false, null), closed(false, NOW + HOUR), happened(false)];
    const ended = [closed(true, null), closed(false, NOW), happened(true), hears(30, NOW)];
    expect(standing.map((each) => isStop(each, NOW))).toEqual([true, true, true]);
    expect(ended.map((each) => isStop(each, NOW))).toEqual([false, false, false, false]);
    const [events] = bulletinTables([...standing, ...ended], NOW).filter((each) => each.id === 'events');
    expect(bulletinTables(standing, NOW).find((each) => each.id === 'events')?.rows).toHaveLength(2);
    expect(JSON.stringify(bulletinTables(standing, NOW))).toContain('goodsClass.perishable');
    expect(events?.rows).toEqual([]);
  });
});
