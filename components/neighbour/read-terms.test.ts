import { expect, test } from 'vitest';
import { HOME, NEIGHBOUR } from '@/domain/flow/zones';
import { gateIdSchema } from '@/domain/shared/identity';
import { readTerms, termsFrom, typedTerms, zoneOfTerms } from './read-terms';

const gateId = gateIdSchema.parse('HN');
/** 27 November 2026, 09:00 in Hà Nội. */
const now = Date.UTC(2026, 10, 27, 2);
const typed = { ...termsFrom(now, HOME), perHour: '45' };

test('a quota holds from the first day’s beginning to the last day’s end in Hà Nội, and comes back as it was typed', () => {
  const read = readTerms(typed, { gateId, now, zone: HOME });
  expect(read).toMatchObject({
    terms: {
      about: 'quota',
      from: '2026-11-28T00:00:00.000+07:00',
      until: '2026-12-05T00:00:00.000+07:00',
      quota: { perHour: 45 },
    },
  });
  if (read.kind === 'terms')
    expect(typedTerms(read.terms, HOME)).toMatchObject({ from: typed.from, until: typed.until });
});

test('a change of hours names every day', () => {
  const read = readTerms({ ...typed, about: 'hours', until: '2026-11-29' }, { gateId, now, zone: HOME });
  expect(read).toMatchObject({
    terms: {
      windows: [
        { from: '2026-11-28T07:00:00.000+07:00', until: '2026-11-28T19:00:00.000+07:00' },
        { from: '2026-11-29T07:00:00.000+07:00', until: '2026-11-29T19:00:00.000+07:00' },
      ],
    },
  });
});

test('NE-13 the other country writes its own hours; what is countered stays by the clock of whoever proposed it', () => {
  const ours = readTerms({ ...typed, about: 'hours', until: typed.from }, { gateId, now, zone: HOME });
  const theirs = readTerms({ ...typed, about: 'hours', until: typed.from }, { gateId, now, zone: NEIGHBOUR });
  expect(theirs).toMatchObject({
    terms: {
      zone: 'Asia/Shanghai',
      windows: [{ from: '2026-11-28T07:00:00.000+08:00', until: '2026-11-28T19:00:00.000+08:00' }],
    },
  });
  if (ours.kind === 'faults') throw new Error(ours.faults.join());
  if (theirs.kind === 'faults') throw new Error(theirs.faults.join());
  const { from } = typed;
  for (const { terms } of [ours, theirs])
    expect(typedTerms(terms, zoneOfTerms(terms, HOME))).toMatchObject({
      from,
      until: from,
      opens: '07:00',
      closes: '19:00',
    });
});

test('NE-13 a quota whose instants name no zone of ours is read by the clock of the side that it comes from', () => {
  const read = readTerms(typed, { gateId, now, zone: NEIGHBOUR });
  if (read.kind === 'faults') throw new Error(read.faults.join());
  const universal = (instant: string) => new Date(instant).toISOString();
  const terms = { ...read.terms, from: universal(read.terms.from), until: universal(read.terms.until) };
  const { from, until } = typed;
  expect(typedTerms(terms, zoneOfTerms(terms, NEIGHBOUR))).toMatchObject({ from, until });
});

test('every wrong box is named', () => {
  const faults = (over: Partial<typeof typed>) =>
    readTerms({ ...typed, ...over }, { gateId, now, zone: HOME });
  expect(faults({ from: '2026-11-26', until: '', perHour: 'x' })).toEqual({
    kind: 'faults',
    faults: ['from', 'until', 'perHour'],
  });
  expect(faults({ about: 'hours', opens: '7', closes: '06:00' })).toEqual({
    kind: 'faults',
    faults: ['opens', 'closes'],
  });
  expect(faults({ until: '2027-11-28' })).toEqual({ kind: 'faults', faults: ['until'] });
});
