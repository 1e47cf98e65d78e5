import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { type Content, type ContentOf, gateSchema, type Terms } from './content';
import { newestOfEach, type Statement, wordsOf, wordsOfAgreement } from './statement';

const CN = 'urn:border:cn:guangxi';
const ms = (clock: string) => Date.parse(`2026-11-22T${clock}:00+07:00`);
const place = { gate: gateSchema.parse('HN'), flow: 'vn-cn' } as const;
const day = { from: '2026-11-22T00:00:00+07:00', until: '2026-11-23T00:00:00+07:00' };
const statement = (content: Content, saidAt = ms('00:05')): Statement => ({
  ...content,
  id: String(saidAt),
  gateId: gateIdSchema.parse('HN'),
  source: CN,
  level: 'sheet',
  channel: 'sheet',
  epoch: 1,
  sequence: 1,
  saidAt,
  validUntil: null,
  heardAt: saidAt,
  toldBy: null,
  recordedBy: null,
  note: null,
});
const windows = [
  { from: '2026-11-22T08:00:00+07:00', until: '2026-11-22T12:00:00+07:00' },
  // In their own clock: two hours from 13:00 at ours.
  { from: '2026-11-22T14:00:00+08:00', until: '2026-11-22T16:00:00+08:00' },
];
const hours: ContentOf<'hours'> = {
  ...place,
  ...day,
  zone: 'Asia/Shanghai',
  windows: windows.map((each) => ({ ...each, lanes: 2 })),
};
const closed = [
  [ms('00:00'), ms('08:00')],
  [ms('12:00'), ms('13:00')],
  [ms('15:00'), ms('24:00')],
];

describe('NE what a statement says to the flow', () => {
  test('NE-18 hours, announced or agreed, are the stretches outside of their windows, in either clock', () => {
    const words = wordsOf(statement({ kind: 'hours', said: hours }), 'export');
    expect(words.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual(closed);
    for (const word of words) expect(word).toMatchObject({ vehiclesPerHour: 0, as: 'hours', level: 'sheet' });
    const terms: Terms = { about: 'hours', ...place, ...day, zone: 'Asia/Shanghai', windows };
    const agreed = wordsOfAgreement({ terms, chain: [] }, CN);
    expect(agreed.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual(closed);
    for (const word of agreed) expect(word).toMatchObject({ as: 'agreed-hours', direction: 'export' });
    expect(wordsOf(statement({ kind: 'hours', said: { ...hours, windows: [] } }), 'export')).toHaveLength(1);
  });

  test('NE-19 a closure of classes stops these alone; a lifted one says nothing; rates and quotas carry their classes', () => {
    const closure = (over: Partial<ContentOf<'closure'>> = {}) =>
      wordsOf(
        statement({
          kind: 'closure',
          said: {
            ...place,
            closure: '01940000-0000-7000-8000-0000000000aa',
            ...day,
            classes: ['perishable', 'empty'],
            reason: 'epidemic',
            lifted: false,
            ...over,
          },
        }),
        'export',
      );
    expect(closure()).toMatchObject([{ as: 'class-closure', byClass: { perishable: 0, empty: 0 } }]);
    expect(closure({ classes: [] })).toMatchObject([{ as: 'closure', vehiclesPerHour: 0 }]);
    expect(closure({ lifted: true })).toEqual([]);
    const offered = { perHour: 30, byClass: { perishable: 12 } };
    const periods = [{ ...day, offered, actual: null }];
    expect(wordsOf(statement({ kind: 'acceptance', said: { ...place, periods } }), 'export')).toMatchObject([
      { vehiclesPerHour: 30, byClass: { perishable: 12 } },
    ]);
    const terms: Terms = { about: 'quota', ...place, ...day, quota: offered };
    expect(wordsOfAgreement({ terms, chain: [] }, CN)).toMatchObject([
      { vehiclesPerHour: 30, byClass: { perishable: 12 }, as: 'agreement' },
    ]);
  });

  test('NE-18 the hours of a way said anew replace those said before, of another way they do not', () => {
    const first = statement({ kind: 'hours', said: hours }, ms('00:05'));
    const second = statement({ kind: 'hours', said: hours }, ms('09:00'));
    const other = statement({ kind: 'hours', said: { ...hours, flow: 'cn-vn' } }, ms('00:01'));
    expect(newestOfEach([second, first, other])).toEqual([second, other]);
    expect(newestOfEach([first, other, second])).toEqual([other, second]);
  });
});
