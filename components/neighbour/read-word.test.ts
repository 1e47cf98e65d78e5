import { describe, expect, test } from 'vitest';
import { HOME, NEIGHBOUR } from '@/domain/flow/zones';
import { gateIdSchema } from '@/domain/shared/identity';
import { statementOfWord } from '@/domain/testing/spoken-word';
import { EMPTY_WORD, ended, readWord, typedAgain, type WordTyped } from './read-word';

const HN = gateIdSchema.parse('HN');
/** 27 November 2026, 09:00 in Hà Nội. */
const NOW = Date.UTC(2026, 10, 27, 2);
const typed: WordTyped = { ...EMPTY_WORD, perHour: '38', toldBy: ' Ông Lý ' };
const ID = '019ac0de-0000-7000-8000-000000000001';
const read = (over: Partial<WordTyped> = {}, now = NOW) =>
  readWord({ ...typed, ...over }, { gateId: HN, now, newId: ID, zone: HOME });

describe('what is typed after a call', () => {
  test('BU-8 acceptance without an end holds until told otherwise, and carries its zone', () => {
    expect(read()).toEqual({
      kind: 'entry',
      entry: {
        content: {
          kind: 'acceptance',
          said: {
            gate: 'HN',
            flow: 'vn-cn',
            periods: [
              {
                from: '2026-11-27T09:00:00.000+07:00',
                until: null,
                offered: { perHour: 38, byClass: {} },
                actual: null,
              },
            ],
          },
        },
        saidAt: NOW,
        toldBy: 'Ông Lý',
        channel: 'hotline',
        note: null,
      },
    });
  });

  test('zero is an answer, an empty box is not; a class may have a limit of its own', () => {
    expect(read({ perHour: '0', byClass: { perishable: '12', empty: ' ' } })).toMatchObject({
      entry: { content: { said: { periods: [{ offered: { perHour: 0, byClass: { perishable: 12 } } }] } } },
    });
    expect(read({ perHour: ' ' })).toEqual({ kind: 'faults', faults: ['perHour'] });
    expect(read({ byClass: { perishable: 'x' } })).toEqual({ kind: 'faults', faults: ['byClass'] });
  });

  test('every wrong box is named', () => {
    expect(read({ perHour: 'x', forHours: '-1', toldBy: '', saidAt: '25:00' })).toEqual({
      kind: 'faults',
      faults: ['saidAt', 'forHours', 'toldBy', 'perHour'],
    });
    expect(read({ kind: 'hours', opens: '7', closes: '', lanes: 'x' })).toEqual({
      kind: 'faults',
      faults: ['opens', 'closes', 'lanes'],
    });
  });

  test('a time of day is today’s; one that has not come yet is a fault, shortly after midnight it was yesterday', () => {
    expect(read({ saidAt: '08:15' })).toMatchObject({ entry: { saidAt: NOW - 45 * 60_000 } });
    expect(read({ saidAt: '09:15' })).toMatchObject({ faults: ['saidAt'] });
    const midnight = Date.UTC(2026, 10, 26, 17, 10);
    expect(read({ saidAt: '23:50' }, midnight)).toMatchObject({ entry: { saidAt: midnight - 20 * 60_000 } });
  });

  test('hours that end in the night end the day after', () => {
    expect(read({ kind: 'hours', opens: '7:00', closes: '02:00', lanes: '4' })).toMatchObject({
      entry: {
        content: {
          said: {
            until: '2026-11-28T02:00:00.000+07:00',
            windows: [
              { from: '2026-11-27T07:00:00.000+07:00', until: '2026-11-28T02:00:00.000+07:00', lanes: 4 },
            ],
          },
        },
      },
    });
  });

  test('BU-8 a correction is a later word about the same matter, and so is an end', () => {
    for (const kind of ['closure', 'incident', 'hours', 'acceptance'] as const) {
      const entry = read({ kind, opens: '07:00', closes: '18:00', classes: ['empty'] });
      if (entry.kind === 'faults') throw new Error(entry.faults.join());
      const statement = statementOfWord(entry.entry, NOW);
      const again = typedAgain(statement, HOME);
      if (again === null) throw new Error(kind);
      const second = readWord(again, { gateId: HN, now: NOW, newId: 'unused', zone: HOME });
      expect(second).toMatchObject({ entry: { content: { kind, said: entry.entry.content.said } } });
      expect(ended(statement) === null).toBe(kind === 'hours' || kind === 'acceptance');
    }
  });

  test('BU-8 in China times are written, and corrected, by the clock of Beijing', () => {
    const hours = { ...typed, kind: 'hours', opens: '08:00', closes: '20:00', saidAt: '09:30' } as const;
    const entry = readWord(hours, { gateId: HN, now: NOW, newId: ID, zone: NEIGHBOUR });
    expect(entry).toMatchObject({
      entry: {
        saidAt: Date.UTC(2026, 10, 27, 1, 30),
        content: { said: { zone: 'Asia/Shanghai', windows: [{ from: '2026-11-27T08:00:00.000+08:00' }] } },
      },
    });
    if (entry.kind === 'faults') throw new Error(entry.faults.join());
    const again = typedAgain(statementOfWord(entry.entry, NOW), NEIGHBOUR);
    expect(again).toMatchObject({ opens: '08:00', closes: '20:00' });
  });
});
