import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../shared/base64url';
import { BULLETIN_NOW, bulletinOf, CHINA, eventsArbitrary } from '../testing/arbitrary-bulletin';
import { testKey, verifyWithNode } from '../testing/pass-keys';
import {
  type Bulletin,
  missingOf,
  openBulletin,
  openBulletinFile,
  verifyBulletin,
  withEvents,
} from './bulletin';
import { MOST_BYTES } from './cloud-event';
import { packJson, unpackJson } from './packed-json';
import { statementOf } from './statement';

const key = testKey(3);
const check = (bulletin: Bulletin, change: { isTrusted?: () => boolean; now?: number } = {}) =>
  verifyBulletin(bulletin, {
    isTrusted: (known, source) => source === CHINA && toBase64url(known) === toBase64url(key.publicKey),
    verify: verifyWithNode,
    now: BULLETIN_NOW + 60_000,
    ...change,
  });
/** From any text to the end: the fault, or null. */
async function faultOf(text: string): Promise<string | null> {
  const opened = openBulletinFile(text);
  if (!opened.ok) return opened.error;
  const verified = await check(opened.value);
  return verified.ok ? null : verified.error;
}

describe('BU the bulletin', () => {
  test('BU-1 what was made is read again as it was, and says the same as the link would', () =>
    fc.assert(
      fc.asyncProperty(eventsArbitrary, async (events) => {
        const bulletin = await bulletinOf(events, key);
        const opened = openBulletinFile(JSON.stringify(bulletin, null, 2));
        expect(opened).toEqual({ ok: true, value: bulletin });
        expect(await check(bulletin)).toEqual({ ok: true, value: bulletin });
        for (const event of bulletin.events) {
          const statement = statementOf(event, { level: 'sheet', heardAt: BULLETIN_NOW });
          const { level, channel, ...same } = statement;
          expect([level, channel]).toEqual(['sheet', 'sheet']);
          expect(statementOf(event, { level: 'machine', heardAt: BULLETIN_NOW })).toMatchObject(same);
        }
      }),
      { numRuns: 60 },
    ));

  test('BU-1 packed for paper and back it is the very same JSON, digit for digit', () =>
    fc.assert(
      fc.property(eventsArbitrary, (events) => {
        expect(unpackJson(packJson(events))).toEqual(events);
      }),
      { numRuns: 100 },
    ));

  test('BU-2 one character of the file changed: never taken', () =>
    fc.assert(
      fc.asyncProperty(eventsArbitrary, fc.nat(), fc.constantFrom(...'0a"9Z,}'), async (events, at, sign) => {
        const text = JSON.stringify(await bulletinOf(events, key));
        const place = at % text.length;
        fc.pre(text[place] !== sign);
        const changed = `${text.slice(0, place)}${sign}${text.slice(place + 1)}`;
        const fault = await faultOf(changed);
        expect(fault).not.toBeNull();
      }),
      { numRuns: 300 },
    ));

  test('BU-2 every member of the head that is changed to another legal value is told as tampered', async () => {
    const [events = []] = fc.sample(
      eventsArbitrary.filter(({ length }) => length > 2),
      { numRuns: 1, seed: 4 },
    );
    const bulletin = await bulletinOf(events, key);
    const other = await bulletinOf(events.slice(1), testKey(4));
    const changes: readonly Partial<Bulletin>[] = [
      { number: 8 },
      { saidAt: other.saidAt.replace(':00.000', ':01.000') },
      { validUntil: bulletin.validUntil.replace('2026', '2027') },
      { publicKey: other.publicKey },
      { digests: other.digests },
      { digests: bulletin.digests.toReversed() },
      { signature: other.signature },
      { source: 'urn:border:cn:yunnan' },
      { events: [...other.events, ...other.events.slice(0, 1)] },
      { events: bulletin.events.map((event, at) => (at === 0 ? { ...event, sequence: '999' } : event)) },
    ];
    for (const change of changes)
      expect(await check({ ...bulletin, ...change }), JSON.stringify(Object.keys(change))).toEqual({
        ok: false,
        error: 'tampered',
      });
  });

  test('BU-2 each outcome has its own word', async () => {
    const bulletin = await bulletinOf([], key);
    const { signature: _, ...unsigned } = bulletin;
    expect(await faultOf('x'.repeat(MOST_BYTES + 1))).toBe('too-large');
    expect(await faultOf('中'.repeat(MOST_BYTES / 2))).toBe('too-large');
    expect(await faultOf('{"some":"thing"}')).toBe('unreadable');
    expect(await faultOf('no JSON')).toBe('unreadable');
    expect(await faultOf(JSON.stringify({ ...bulletin, driver: 'Đỗ Hữu Cường' }))).toBe('unreadable');
    expect(await faultOf(JSON.stringify({ format: 'border-bulletin-2' }))).toBe('newer');
    expect(await faultOf(JSON.stringify(unsigned))).toBe('unsigned');
    expect(await faultOf(JSON.stringify(bulletin))).toBeNull();
    const told = async (change: Parameters<typeof check>[1]) => {
      const verified = await check(bulletin, change);
      return verified.ok ? null : verified.error;
    };
    expect(await told({ isTrusted: () => false })).toBe('unknown-key');
    expect(await faultOf(JSON.stringify(await bulletinOf([], testKey(9))))).toBe('unknown-key');
    expect(await told({ now: BULLETIN_NOW - 6 * 60_000 })).toBe('early');
    expect(await told({ now: Date.parse(bulletin.validUntil) - 1 })).toBeNull();
    expect(await told({ now: Date.parse(bulletin.validUntil) })).toBe('expired');
  });

  test('BU-3 with events left out it verifies and says how many; with a stranger among them it does not', () =>
    fc.assert(
      fc.asyncProperty(eventsArbitrary, eventsArbitrary, async (events, strangers) => {
        const bulletin = await bulletinOf(events, key);
        const fewer = withEvents(bulletin, bulletin.events.slice(1));
        expect((await check(fewer)).ok).toBe(true);
        expect(missingOf(fewer)).toBe(Math.min(1, events.length));
        fc.pre(strangers.length > 0);
        expect(await check(withEvents(bulletin, strangers))).toEqual({ ok: false, error: 'tampered' });
      }),
      { numRuns: 40 },
    ));

  test('BU-2 whatever value is opened, an answer and no exception', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ format: fc.constant('border-bulletin-1') })),
        (value) => {
          expect(openBulletin(value).ok).toBe(false);
        },
      ),
    ));
});
