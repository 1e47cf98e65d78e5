import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openDatabase } from '@/db/client';
import { fleetChange, fleetDriver, fleetVehicle } from '@/db/schema/fleet';
import { firmAnswer } from '@/db/schema/intake';
import { MOST_ENTRIES } from '@/domain/fleet/entry';
import { REQUESTS_PER_KEY } from '../auth/throttle';
import { type ApiHouse, freshPlate } from '../testing/api-house';
import { FIRM_API_ORIGIN, type FirmApiHouse, firmApiHouse } from '../testing/firm-api-house';
import { HN } from '../testing/gate-house';
import { answerDeclare } from './answer-firm';
import {
  answerAddDriver,
  answerAddVehicle,
  answerChangeDriver,
  answerChangeVehicle,
  answerDrivers,
  answerVehicles,
} from './answer-fleet';
import type { FirmApi } from './firm-api';
import { driverEntrySchema, driverListSchema, vehicleEntrySchema, vehicleListSchema } from './fleet-schemas';
import { BODY_BYTES, firmOpenApi } from './openapi';
import { problemSchema } from './schemas';

const ORIGIN = FIRM_API_ORIGIN;
let house: ApiHouse;
let api: FirmApi;
let key = '';
let otherKey = '';
let close: FirmApiHouse['close'];
/** Every `method path status` that was answered here; the last test compares it with the document. */
const answered = new Set<string>();

beforeAll(async () => {
  ({ house, api, key, otherKey, close } = await firmApiHouse());
});
afterAll(() => close());

const DOORS = {
  vehicle: {
    path: '/vehicles',
    list: answerVehicles,
    add: answerAddVehicle,
    change: answerChangeVehicle,
    entry: vehicleEntrySchema,
    all: vehicleListSchema,
  },
  driver: {
    path: '/drivers',
    list: answerDrivers,
    add: answerAddDriver,
    change: answerChangeDriver,
    entry: driverEntrySchema,
    all: driverListSchema,
  },
} as const;
type Entry = keyof typeof DOORS;
const ENTRIES = ['vehicle', 'driver'] as const;
type Sent = {
  readonly key?: string | null;
  readonly name?: string | null;
  readonly language?: string;
  readonly to?: FirmApi;
};

function requestOf(method: string, path: string, sent: Sent, body?: unknown): Request {
  const headers = new Headers({ 'content-type': 'application/json' });
  const by = sent.key === undefined ? key : sent.key;
  if (by !== null) headers.set('authorization', `Bearer ${by}`);
  if (sent.name !== undefined && sent.name !== null) headers.set('idempotency-key', sent.name);
  if (sent.language !== undefined) headers.set('accept-language', sent.language);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${ORIGIN}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  });
}
/** Every answer is of the documented shape. */
async function noted(operation: string, answer: Response, schema: z.ZodObject) {
  answered.add(`${operation} ${answer.status}`);
  const body: unknown = await answer.json();
  const isProblem = answer.status >= 400;
  expect(answer.headers.get('content-type')).toMatch(isProblem ? /problem\+json/ : /application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  z.strictObject(isProblem ? problemSchema.shape : schema.shape).parse(body);
  return { status: answer.status, headers: answer.headers, body: body as Record<string, never> };
}
const list = async (entry: Entry, sent: Sent = {}) => {
  const door = DOORS[entry];
  const answer = await door.list(sent.to ?? api, requestOf('GET', door.path, sent));
  return noted(`get ${door.path}`, answer, door.all);
};
const add = async (entry: Entry, body: unknown, sent: Sent = {}) => {
  const door = DOORS[entry];
  const named = { name: randomUUID(), ...sent };
  const answer = await door.add(sent.to ?? api, requestOf('POST', door.path, named, body));
  return noted(`post ${door.path}`, answer, door.entry);
};
const change = async (entry: Entry, id: string, body: unknown, sent: Sent = {}) => {
  const door = DOORS[entry];
  const answer = await door.change(sent.to ?? api, requestOf('PATCH', `${door.path}/${id}`, sent, body), id);
  return noted(`patch ${door.path}/{id}`, answer, door.entry);
};
let chassisNumber = 700_000;
const vehicle = (over: object = {}) => ({
  kind: 'rigid',
  plate: freshPlate(),
  chassis: `RLHJK1234NZ${++chassisNumber}`,
  maxLoad: 18_000,
  licenceUntil: '2027-03-31',
  ...over,
});
const driver = (over: object = {}) => ({ name: 'Lý Văn Kín', phone: '0912345678', ...over });

describe('the fleet by key', () => {
  test('IM-12 what is added stands on the screens, and what is typed there is listed here', async () => {
    const typed = vehicle();
    const added = await add('vehicle', typed);
    expect(added).toMatchObject({
      status: 201,
      body: { kind: 'rigid', maxLoadKg: 18_000, unverified: 'never' },
    });
    const fleet = await house.call(house.people.viewer).fleet.list();
    expect(fleet.vehicles.find(({ id }) => id === added.body.id)).toMatchObject({ rawPlate: typed.plate });
    const one = await add('driver', driver());
    expect(one).toMatchObject({ status: 201, body: { name: 'Lý Văn Kín', phone: '+84912345678' } });
    const [row] = await house.database.owner
      .select()
      .from(fleetDriver)
      .where(eq(fleetDriver.id, one.body.id ?? ''));
    expect(JSON.stringify(row)).not.toContain('Kín');
    const listed = await list('driver');
    expect(JSON.stringify(listed.body)).toContain('Lý Văn Kín');
    expect(JSON.stringify((await list('vehicle')).body)).toContain(String(added.body.id));
  });

  test('IM-12 the same request adds once, also ten times at once; another body under its key is refused', async () => {
    for (const [entry, body] of [
      ['vehicle', vehicle()],
      ['driver', driver()],
    ] as const) {
      const name = randomUUID();
      const answers = await Promise.all(Array.from({ length: 10 }, () => add(entry, body, { name })));
      expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9);
      expect(await add(entry, { ...body, licenceUntil: '2028-01-01' }, { name })).toMatchObject({
        status: 422,
        body: { code: 'AP-KEY' },
      });
      const others = await add(entry, body, { name, key: otherKey });
      expect(others.status).toBe(201);
    }
    const name = randomUUID();
    await add('driver', driver(), { name });
    const declared = await answerDeclare(
      api,
      requestOf(
        'POST',
        '/declarations',
        { name },
        { plate: freshPlate(), gate: 'HN', direction: 'export', firmName: 'A', goodsName: 'Ớt' },
      ),
    );
    expect(declared.status).toBe(422);
  });

  test('IM-12 faults by path and code in the language asked for, the fleet’s own among them; nothing is bound', async () => {
    const typed = vehicle();
    await add('vehicle', typed);
    const name = randomUUID();
    const twice = await add('vehicle', { ...typed, plate: freshPlate() }, { name, language: 'vi' });
    expect(twice).toMatchObject({ status: 422, body: { faults: [{ path: '/chassis', code: 'CH-TWICE' }] } });
    expect(JSON.stringify(twice.body)).toContain('số khung');
    expect((await add('vehicle', vehicle(), { name })).status).toBe(201);
    expect(await add('driver', { name: '.', licenceUntil: 'soon' })).toMatchObject({
      body: {
        faults: [
          { path: '/name', code: 'ID-PLACEHOLDER' },
          { path: '/licenceUntil', code: 'DT-SHAPE' },
        ],
      },
    });
  });

  test('IM-12 FV-5 what is left out of a change stays; another kind ends what an officer saw, and it is written down', async () => {
    const typed = vehicle();
    const { body } = await add('vehicle', typed);
    const id = String(body.id);
    const [found] = await house.call(house.people.supervisor).fleet.find({ gateId: HN, text: typed.chassis });
    if (!found) throw new Error('not found');
    const { firmId, vehicleId, chassis, plate, kind, container } = found;
    house.clock.at += 1000;
    const seen = { firmId, vehicleId, chassis, plate, kind, container };
    await house.call(house.people.supervisor).fleet.verify({ gateId: HN, ...seen, evidence: 'đăng ký' });
    const renewed = await change('vehicle', id, {
      licenceUntil: '2028-03-31',
      inspectionUntil: '2027-06-30',
    });
    expect(renewed).toMatchObject({
      status: 200,
      body: {
        chassis: typed.chassis,
        licence: { until: '2028-03-31' },
        inspectionUntil: '2027-06-30',
        unverified: null,
      },
    });
    expect((await change('vehicle', id, { container: 40 })).body).toMatchObject({ unverified: 'changed' });
    const kinds = await house.database.owner
      .select({ kind: fleetChange.kind })
      .from(fleetChange)
      .where(eq(fleetChange.entryId, id));
    expect(kinds.map((row) => row.kind).toSorted()).toEqual(['added', 'edited', 'papers']);
  });

  test('IM-12 an entry goes out of use and back; not back while another bears its plate', async () => {
    const typed = vehicle();
    const id = String((await add('vehicle', typed)).body.id);
    expect((await change('vehicle', id, { retired: true })).body.retiredAt).not.toBeNull();
    expect((await change('vehicle', id, { retired: true })).status).toBe(200);
    await add('vehicle', vehicle({ plate: typed.plate }));
    expect(await change('vehicle', id, { retired: false })).toMatchObject({ status: 422 });
    const one = String((await add('driver', driver())).body.id);
    const changed = await change('driver', one, { phone: '', retired: true });
    expect(changed.body).toMatchObject({ name: 'Lý Văn Kín', phone: null });
    expect(await change('driver', one, { name: '' })).toMatchObject({ status: 422 });
  });

  test('rule 16: who is erased is not told, not changed and not filled in again; nothing asked is kept', async () => {
    const name = randomUUID();
    const id = String((await add('driver', driver(), { name })).body.id);
    await change('driver', id, { retired: true });
    await house.call(house.people.dispatcher).fleet.eraseDriver({ id });
    const rows = await house.database.owner.select().from(firmAnswer).where(eq(firmAnswer.entryId, id));
    expect(rows).toEqual([]);
    expect((await change('driver', id, { phone: '0912345678' })).status).toBe(404);
    expect(await add('driver', driver(), { name })).toMatchObject({ status: 422, body: { code: 'AP-KEY' } });
    const listed = driverListSchema.parse((await list('driver')).body);
    expect(listed.drivers.find((each) => each.id === id)).toMatchObject({ name: null, phone: null });
  });

  test('AC-3 AC-14 another firm’s fleet is not there, by whatever id', async () => {
    const own = String((await add('vehicle', vehicle())).body.id);
    const person = String((await add('driver', driver())).body.id);
    for (const [entry, id] of [
      ['vehicle', own],
      ['driver', person],
    ] as const) {
      expect((await change(entry, id, {}, { key: otherKey })).status).toBe(404);
      expect(JSON.stringify((await list(entry, { key: otherKey })).body)).not.toContain(id);
      for (const nothing of [randomUUID(), "' or 1=1"])
        expect((await change(entry, nothing, {})).status).toBe(404);
      for (const wrong of [null, 'bgk_x'])
        expect([
          (await list(entry, { key: wrong })).status,
          (await add(entry, {}, { key: wrong })).status,
          (await change(entry, id, {}, { key: wrong })).status,
        ]).toEqual([401, 401, 401]);
    }
  });

  test('IM-11 what is no request is told by path; too large, too many, and a database that is away', async () => {
    const { key: busy } = await house.call(house.people.declarant).firmKey.make({ name: 'Busy' });
    const away = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    const cut = { ...api, db: away.db };
    const id = randomUUID();
    const large = { plate: 'x'.repeat(BODY_BYTES) };
    for (const entry of ENTRIES) {
      expect(await add(entry, { colour: 'red' })).toMatchObject({
        status: 400,
        body: { detail: 'unknown: colour' },
      });
      expect((await add(entry, {}, { name: '' })).status).toBe(400);
      expect((await change(entry, id, '{')).status).toBe(400);
      expect([(await add(entry, large)).status, (await change(entry, id, large)).status]).toEqual([413, 413]);
      expect([
        (await list(entry, { to: cut })).status,
        (await add(entry, {}, { to: cut })).status,
        (await change(entry, id, {}, { to: cut })).status,
      ]).toEqual([503, 503, 503]);
    }
    for (let at = 0; at < REQUESTS_PER_KEY; at += 50)
      await Promise.all(Array.from({ length: 50 }, () => change('vehicle', id, {}, { key: busy })));
    for (const entry of ENTRIES)
      expect([
        (await list(entry, { key: busy })).status,
        (await add(entry, {}, { key: busy })).status,
        (await change(entry, id, {}, { key: busy })).status,
      ]).toEqual([429, 429, 429]);
    await away.close();
  });

  test('IM-12 a fleet that is full says so', async () => {
    const firmId = house.people.otherDeclarant.firmId ?? '';
    const rows = Array.from({ length: MOST_ENTRIES }, (_, at) => ({
      firmId,
      id: randomUUID(),
      kind: 'rigid' as const,
      plate: `12C${10_000 + at}`,
      rawPlate: `12C${10_000 + at}`,
      container: 'none' as const,
      addedAt: house.clock.at,
      retiredAt: house.clock.at,
    }));
    await house.database.owner.insert(fleetVehicle).values(rows);
    expect(await add('vehicle', vehicle(), { key: otherKey })).toMatchObject({
      status: 422,
      body: { code: 'AP-FULL' },
    });
  });

  test('IM-11 every documented response was given above, and nothing else', () => {
    const documented = Object.entries(firmOpenApi(ORIGIN).paths)
      .filter(([path]) => !path.startsWith('/declarations'))
      .flatMap(([path, item]) =>
        Object.entries(item).flatMap(([method, operation]) =>
          Object.keys((operation as { responses: object }).responses).map(
            (status) => `${method} ${path} ${status}`,
          ),
        ),
      );
    expect([...answered].sort()).toEqual(documented.sort());
  });
});
