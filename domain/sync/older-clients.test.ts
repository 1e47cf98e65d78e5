import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { gateIdSchema } from '../shared/identity';
import { Device, deviceNo, eventNo, MORNING } from '../testing/build-events';
import { wire1 } from '../testing/wire-1';
import { canonicalJson } from './canonical-json';
import { gateEventSchema } from './event';
import { INCIDENT_KINDS, type Incident } from './incident';
import { pulledFor, pushedFor } from './older-clients';
import {
  PROTOCOL_VERSION,
  type PullResponse,
  type PushResponse,
  pullRequestSchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
} from './protocol';

/** Old client, new server: the schemas of version 1 read what is sent to a tablet of version 1. */
const HN = gateIdSchema.parse('HN');
const EPOCH = '00000000-0000-4000-8000-000000000001';

const incidents = INCIDENT_KINDS.map(
  (kind, at): Incident => ({
    id: at.toString(16).padStart(32, '0'),
    gateId: HN,
    kind,
    severity: 'notice',
    crossingId: null,
    passId: null,
    devices: [deviceNo(1)],
    events: [],
    at: MORNING,
    resolved: null,
  }),
);
const device = new Device(1);
const events = [
  device.write(MORNING, { type: 'step.confirmed', body: { note: null } }),
  device.write(MORNING + 1, { type: 'note.added', body: {} }),
  device.write(MORNING + 2, { type: 'hold.placed', body: { reason: 'seal' } }),
];
const page = <T>(upserts: T[], next: number) => ({
  upserts,
  tombstones: [],
  next,
  done: true,
  count: upserts.length,
});
const pulled: PullResponse = {
  protocol: PROTOCOL_VERSION,
  mustRefetch: [],
  pages: {
    passes: page([], 0),
    events: page(events, 3),
    lists: page([], 0),
    processes: page([], 0),
    incidents: page(incidents, 12),
  },
  t1: 1,
  t2: 2,
  epoch: EPOCH,
  head: { position: 3, change: 12 },
};
const pushed: PushResponse = {
  protocol: PROTOCOL_VERSION,
  ackSeq: 3,
  verdicts: [{ kind: 'applied', seq: 3 }],
  incidents,
  t1: 1,
  t2: 2,
  epoch: EPOCH,
  standing: 'withdrawn',
};
/** As a tablet of then reads: and here, that nothing is there which it does not know. */
const strictly = (schema: z.ZodObject) => z.strictObject(schema.shape);

describe('EV older clients', () => {
  test('EV-9 the frozen wire of version 1 is the one that went out', () => {
    const wire = Object.entries(wire1).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input' }),
    ]);
    expect(bytesToHex(sha256(utf8ToBytes(canonicalJson(wire)))).slice(0, 16)).toBe('e185f6f2bd87d670');
  });

  test('EV-9 what version 1 cannot read is left out of its pages, the cursor moves on, the shape is its own', () => {
    // Without the leaving-out one row makes the whole page unreadable to it.
    expect(wire1.pulled.safeParse(pulled).success).toBe(false);
    const answer = strictly(wire1.pulled).parse(pulledFor(1, pulled));
    const read = wire1.pulled.parse(answer);
    expect(read.protocol).toBe(1);
    expect(read.pages.events).toMatchObject({ next: 3, done: true, count: 2 });
    expect(read.pages.events.upserts.map((event) => event.type)).toEqual(['step.confirmed', 'hold.placed']);
    expect(read.pages.incidents).toMatchObject({ next: 12, count: 7 });
    // Own hashes cover the whole event: what is let through is let through as it is.
    expect(read.pages.events.upserts[0]).toEqual(events[0]);
  });

  test('EV-9 the verdicts of version 1 are all there, with the incidents it knows', () => {
    const read = strictly(wire1.pushed).parse(pushedFor(1, pushed));
    expect(read).toMatchObject({ protocol: 1, ackSeq: 3, verdicts: [{ kind: 'applied', seq: 3 }] });
    expect(wire1.pushed.parse(read).incidents.map((incident) => incident.kind)).toEqual(
      INCIDENT_KINDS.slice(0, 7),
    );
  });

  test('EV-9 version 2 gets its own shape without the call-ups it cannot read', () => {
    const call = device.write(MORNING + 3, {
      type: 'call.approved',
      crossingId: null,
      body: { call: eventNo(1) },
    });
    const withCall = { ...pulled, pages: { ...pulled.pages, events: page([...events, call], 4) } };
    const read = pullResponseSchema.parse(pulledFor(2, withCall));
    expect(read).toMatchObject({ protocol: 2, epoch: EPOCH, head: { position: 3 } });
    expect(read.pages.events).toMatchObject({ next: 4, count: 3 });
    expect(read.pages.events.upserts).toEqual(events);
    expect(read.pages.incidents.count).toBe(INCIDENT_KINDS.length);
    expect(pushedFor(2, pushed)).toEqual({ ...pushed, protocol: 2 });
    expect(strictly(wire1.pulled).parse(pulledFor(1, withCall))).toMatchObject({ protocol: 1 });
  });

  test('EV-9 a tablet of today gets everything', () => {
    expect(pulledFor(PROTOCOL_VERSION, pulled)).toBe(pulled);
    expect(pushedFor(PROTOCOL_VERSION, pushed)).toBe(pushed);
    expect(pullResponseSchema.parse(pulled)).toEqual(pulled);
    expect(pushResponseSchema.parse(pushed)).toEqual(pushed);
  });

  test('EV-9 what version 1 sends is read: its requests, and every event it can write', () => {
    const head = { protocol: 1, device: deviceNo(1), gateId: HN, t0: 1 };
    const push = wire1.push.parse({ ...head, from: 1, events, head: null, headSeq: 0 });
    expect(pushRequestSchema.parse(push)).toMatchObject({ epoch: null, condition: null });
    const cursors = { passes: 0, events: 0, lists: 0, processes: 0, incidents: 0 };
    expect(pullRequestSchema.parse(wire1.pull.parse({ ...head, cursors }))).toMatchObject({ epoch: null });
    for (const event of events.filter((one) => wire1.event.safeParse(one).success))
      expect(gateEventSchema.parse(event)).toEqual(event);
  });

  test('OF-43 a condition that cannot be read counts as not said, and the facts beside it are taken', () => {
    const head = { protocol: 2, device: deviceNo(1), gateId: HN, t0: 1, from: 1, head: null, headSeq: 0 };
    const told = pushRequestSchema.parse({ ...head, events, condition: { version: 'x'.repeat(99) } });
    expect(told.condition).toBeNull();
    expect(told.events).toHaveLength(3);
  });
});
