import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventIdSchema } from '../shared/identity';
import { Device, MINUTE, MORNING } from '../testing/build-events';
import { announcements, holds, isEndInReach, shownOnBoard } from './announcements';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const words = (text: string) => ({ vi: `${text} vi`, en: `${text} en`, zh: `${text} zh` });
const ofGate = { crossingId: null, direction: null } as const;
const said = (centre: Device, at: number, text: string, until: number | null = null) =>
  centre.write(at, {
    type: 'announcement.made',
    body: { text: words(text), until },
    ...ofGate,
    actor: 'manager-1',
  });
const ending = (centre: Device, at: number, of: { readonly id: string }) =>
  centre.write(at, {
    type: 'announcement.ended',
    body: { announcement: eventIdSchema.parse(of.id) },
    ...ofGate,
    actor: 'supervisor-1',
  });

describe('BO announcements', () => {
  test('BO-4 which hold is a function of the set of events: the first ending counts, an ending of nothing is nothing', () => {
    const centre = new Device(0);
    const rain = said(centre, MORNING, 'rain');
    const lane = said(centre, MORNING + HOUR, 'fruit lane');
    const events = [
      rain,
      lane,
      ending(centre, MORNING + 2 * HOUR, rain),
      ending(centre, MORNING + 3 * HOUR, rain),
      ending(centre, MORNING + 4 * HOUR, centre.write(MORNING, { type: 'note.added', body: {} })),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        const [newest, older, ...none] = announcements([...shuffled, ...shuffled]);
        expect(none).toEqual([]);
        expect(newest).toMatchObject({ id: lane.id, ended: null, by: 'manager-1' });
        expect(older?.ended).toEqual({ at: MORNING + 2 * HOUR, by: 'supervisor-1' });
      }),
    );
    expect(shownOnBoard(announcements(events), MORNING + 5 * HOUR)).toEqual([
      { id: lane.id, text: words('fruit lane'), at: MORNING + HOUR, until: null },
    ]);
  });

  test('BO-4 one with an end holds up to it and not at it; one without holds until it is ended', () => {
    const centre = new Device(0);
    const [open] = announcements([said(centre, MORNING, 'open', MORNING + HOUR)]);
    const [endless] = announcements([said(centre, MORNING, 'always')]);
    if (open === undefined || endless === undefined) throw new Error('nothing said');
    expect(holds(open, MORNING + HOUR - 1)).toBe(true);
    expect(holds(open, MORNING + HOUR)).toBe(false);
    expect(holds(endless, MORNING + 1000 * DAY)).toBe(true);
  });

  test('BO-4 an end lies ahead and within a season', () => {
    expect(isEndInReach(null, MORNING)).toBe(true);
    expect(isEndInReach(MORNING + 1, MORNING)).toBe(true);
    expect(isEndInReach(MORNING, MORNING)).toBe(false);
    expect(isEndInReach(MORNING + 90 * DAY, MORNING)).toBe(true);
    expect(isEndInReach(MORNING + 91 * DAY, MORNING)).toBe(false);
  });
});
