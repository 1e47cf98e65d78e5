import * as fc from 'fast-check';
import { instantIn, type Zone } from '../flow/zones';
import { type Bulletin, makeBulletin } from '../neighbour/bulletin';
import { type CloudEvent, cloudEvent } from '../neighbour/cloud-event';
import { CLOSURE_REASONS, type Content, contentSchema, FLOWS, INCIDENT_CODES } from '../neighbour/content';
import { toBase64url } from '../shared/base64url';
import { GOODS_CLASSES } from '../shared/vocabulary';
import { HUU_NGHI, TEST_NOW, type TestKey } from './pass-keys';

export const BULLETIN_NOW = TEST_NOW * 1000;
export const CHINA = 'urn:border:cn:guangxi';
const ZONE: Zone = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;

const at = fc
  .integer({ min: -48 * 60, max: 48 * 60 })
  .chain((minutes) =>
    fc.constantFrom(0, 0, 0, 123).map((ms) => instantIn(BULLETIN_NOW + minutes * 60_000 + ms, ZONE)),
  );
const flow = fc.constantFrom(...FLOWS);
const count = fc.nat({ max: 2_000 });
const byClass = fc.dictionary(fc.constantFrom(...GOODS_CLASSES), count, { maxKeys: 4 });
const vehicles = fc.record({ vehicles: count, byClass });
const gate = fc.constant(HUU_NGHI);
const span = { from: at, until: at };
const place = { gate, flow };

const said = {
  acceptance: fc.record({
    ...place,
    periods: fc.array(
      fc.record({
        from: at,
        until: fc.option(at),
        offered: fc.record({ perHour: count, byClass }),
        actual: fc.option(vehicles),
      }),
      { minLength: 1, maxLength: 24 },
    ),
  }),
  hours: fc.record({
    ...place,
    ...span,
    zone: fc.constant(ZONE),
    windows: fc.array(fc.record({ ...span, lanes: fc.option(fc.nat({ max: 60 })) }), { maxLength: 4 }),
  }),
  closure: fc.record({
    ...place,
    closure: fc.uuid(),
    from: at,
    until: fc.option(at),
    classes: fc.subarray([...GOODS_CLASSES]),
    reason: fc.constantFrom(...CLOSURE_REASONS),
    lifted: fc.boolean(),
  }),
  yard: fc.record({ gate, at, places: count, standing: count }),
  queue: fc.record({
    ...place,
    at,
    waiting: vehicles,
    longestWaitMinutes: fc.option(fc.nat({ max: 100_000 })),
  }),
  manifest: fc.record({
    ...place,
    ...span,
    coming: vehicles,
    named: fc.record({
      by: fc.constant('token'),
      day: fc.constant('2026-11-23'),
      list: fc.array(
        fc.record({
          token: fc.stringMatching(/^[0-9a-f]{32}$/),
          class: fc.constantFrom(...GOODS_CLASSES),
          expectedAt: fc.option(at),
        }),
        { maxLength: 20 },
      ),
    }),
  }),
  incident: fc.record({
    ...place,
    incident: fc.uuid(),
    at,
    code: fc.constantFrom(...INCIDENT_CODES),
    over: fc.boolean(),
  }),
} as const;

/** Anything that may be said but an agreement, as the other side would say it. */
const contentArbitrary: fc.Arbitrary<Content> = fc
  .oneof(...Object.entries(said).map(([kind, saying]) => saying.map((value) => ({ kind, said: value }))))
  .map((content) => contentSchema.parse(content));

export const eventsArbitrary: fc.Arbitrary<readonly CloudEvent[]> = fc
  .array(fc.record({ content: contentArbitrary, id: fc.uuid() }), { maxLength: 12 })
  .map((sayings) =>
    sayings.map(({ content, id }, sequence) =>
      cloudEvent(
        { id, source: CHINA, time: instantIn(BULLETIN_NOW, ZONE), epoch: 1, sequence: sequence + 1 },
        content.kind,
        content.said,
      ),
    ),
  );

/** Signed by `key`, in force for four hours from `BULLETIN_NOW`. */
export const bulletinOf = (
  events: readonly CloudEvent[],
  key: TestKey,
  change: Partial<Pick<Bulletin, 'number' | 'saidAt' | 'validUntil'>> = {},
): Promise<Bulletin> =>
  makeBulletin(
    {
      source: CHINA,
      gate: HUU_NGHI as Bulletin['gate'],
      number: 7,
      saidAt: instantIn(BULLETIN_NOW, ZONE),
      validUntil: instantIn(BULLETIN_NOW + 4 * HOUR_MS, ZONE),
      publicKey: toBase64url(key.publicKey),
      events,
      ...change,
    },
    key.sign,
  );
