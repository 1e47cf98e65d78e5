import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { wire1 } from '@/domain/testing/wire-1';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, type GateHouse, gateHouse } from '../testing/gate-house';
import { answerPull, answerPush } from './answer-exchange';

/** Old client, new server: frozen requests of version 1, answered by the real exchange, read by version 1. */
let house: GateHouse;
let old: FakeTablet;
let other: FakeTablet;
let declared: Declared;

beforeAll(async () => {
  house = await gateHouse();
  old = await house.tablet();
  other = await house.tablet('customs');
  declared = await house.declare();
});
afterAll(() => house.close());

const head = () => ({ protocol: 1, device: old.id, gateId: old.gateId, t0: old.wall });
const cursors = { passes: 0, events: 0, lists: 0, processes: 0, incidents: 0 };
async function pushAs1(events: readonly unknown[], from: number) {
  const { head: newest, headSeq } = old.pushRequest([], 1);
  const body = { ...head(), from, events, head: newest, headSeq };
  expect(wire1.push.safeParse(body).success).toBe(true);
  const response = await answerPush(house.exchange, await old.request('/api/sync/push', body));
  return { status: response.status, json: await response.json() };
}
async function pullAs1(from: typeof cursors) {
  const body = { ...head(), cursors: from };
  const response = await answerPull(house.exchange, await old.request('/api/sync/pull', body));
  return { status: response.status, json: await response.json() };
}

test('EV-9 a tablet of version 1 brings its events and reads the answer', async () => {
  old.scan(declared.crossingId, declared.passId);
  old.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
  const { status, json } = await pushAs1(old.events, 1);
  expect(status).toBe(200);
  expect(Object.keys(json as object).sort()).toEqual(Object.keys(wire1.pushed.shape).sort());
  expect(wire1.pushed.parse(json)).toMatchObject({ protocol: 1, ackSeq: 2 });
});

test('EV-9 of what it does not know nothing is sent to it, its cursor moves on, a newer tablet gets all', async () => {
  other.write({ ...other.envelope(declared.crossingId), type: 'note.added', body: {} });
  other.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
  // An incident of a kind of version 2.
  other.confirm(declared.crossingId, 'gate-entry', { agency: 'border-guard' });
  await other.push(house.exchange);

  const read = wire1.pulled.parse((await pullAs1(cursors)).json);
  const types = read.pages.events.upserts.map((event) => event.type);
  expect(types).toContain('step.confirmed');
  expect(types).not.toContain('note.added');
  expect(read.pages.incidents.upserts).toEqual([]);
  const next = {
    passes: read.pages.passes.next,
    events: read.pages.events.next,
    lists: read.pages.lists.next,
    processes: read.pages.processes.next,
    incidents: read.pages.incidents.next,
  };
  expect(next.incidents).toBeGreaterThan(0);
  const again = wire1.pulled.parse((await pullAs1(next)).json);
  expect(Object.values(again.pages).map((page) => page.count)).toEqual([0, 0, 0, 0, 0]);

  // After its update the same tablet is told to read anew, and then has what was left out.
  old.cursors = next;
  expect((await old.pull(house.exchange)).mustRefetch.sort()).toEqual(
    Object.entries(next)
      .filter(([, cursor]) => cursor > 0)
      .map(([stream]) => stream)
      .sort(),
  );
  const today = await old.pull(house.exchange);
  expect(today.pages.events.upserts.map((event) => event.type)).toContain('note.added');
  expect(today.pages.incidents.upserts.map((incident) => incident.kind)).toEqual(['agency-forged']);
});

test('EV-9 a version that is not served is told to update, and everything it holds is taken afterwards', async () => {
  old.confirm(declared.crossingId, 'staging-arrival');
  const events = old.events.slice(2);
  const strange = await old.request('/api/sync/push', {
    ...old.pushRequest(events, 3),
    protocol: PROTOCOL_VERSION + 1,
  });
  const told = await answerPush(house.exchange, strange);
  expect([told.status, await told.json()]).toEqual([
    426,
    { error: 'needs-update', protocol: PROTOCOL_VERSION },
  ]);
  expect((await old.push(house.exchange, events, 3)).ackSeq).toBe(3);
});

test('EV-9 a withdrawn tablet of version 1 is still listened to', async () => {
  const event = old.confirm(declared.crossingId, 'called');
  await house.database.owner.execute(
    `update device set revoked_at = ${house.clock.at} where device_id = '${old.id}'`,
  );
  expect(await pushAs1([event], 4)).toMatchObject({ status: 200, json: { ackSeq: 4 } });
  expect(await pullAs1(cursors)).toMatchObject({
    status: 403,
    json: { error: 'device-revoked', protocol: PROTOCOL_VERSION },
  });
});
