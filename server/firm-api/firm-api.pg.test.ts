import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { inGate, openDatabase } from '@/db/client';
import { firmAnswer, firmKey } from '@/db/schema/intake';
import { crossingIdSchema } from '@/domain/shared/identity';
import { REQUESTS_PER_KEY } from '../auth/throttle';
import { eraseCrossingPersonal } from '../crossing/erase-crossing-personal';
import { type ApiHouse, freshPlate, PEOPLE, submission } from '../testing/api-house';
import { FIRM_API_ORIGIN, type FirmApiHouse, firmApiHouse } from '../testing/firm-api-house';
import { HN } from '../testing/gate-house';
import { answerDeclaration, answerDeclare, answerOpenApi } from './answer-firm';
import type { FirmApi } from './firm-api';
import { BODY_BYTES, firmOpenApi } from './openapi';
import { declarationSchema, problemSchema } from './schemas';

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

type Sent = { readonly key?: string | null; readonly name?: string | null; readonly language?: string };
async function declare(
  body: unknown,
  { key: with_ = key, name = randomUUID(), language }: Sent = {},
  to = api,
) {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (with_ !== null) headers.set('authorization', `Bearer ${with_}`);
  if (name !== null) headers.set('idempotency-key', name);
  if (language !== undefined) headers.set('accept-language', language);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await answerDeclare(
    to,
    new Request(`${ORIGIN}/api/v1/declarations`, { method: 'POST', headers, body: text }),
  );
  return noted('post /declarations', answer);
}
async function look(id: string, with_: string | null = key, to = api) {
  const headers = with_ === null ? {} : { authorization: `Bearer ${with_}` };
  const request = new Request(`${ORIGIN}/api/v1/declarations/${id}`, { headers });
  return noted('get /declarations/{id}', await answerDeclaration(to, request, id));
}

/** Every answer is of the documented shape: its status, its type, its schema. */
async function noted(operation: string, answer: Response) {
  answered.add(`${operation} ${answer.status}`);
  const body: unknown = await answer.json();
  const isProblem = answer.status >= 400;
  expect(answer.headers.get('content-type')).toMatch(isProblem ? /problem\+json/ : /application\/json/);
  (isProblem ? z.strictObject(problemSchema.shape) : z.strictObject(declarationSchema.shape)).parse(body);
  return { status: answer.status, headers: answer.headers, body: body as Record<string, never> };
}
const typed = () => {
  const { plate: _, ...rest } = submission();
  return { ...rest, plate: freshPlate(), weight: 19698, arrivalDate: '2026-11-24', arrivalTime: '07:45' };
};

test('IM-10 declared once, answered the same for ever; another body under the key is refused', async () => {
  const body = typed();
  const first = await declare(body, { name: 'order 7' });
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    gate: 'HN',
    direction: 'export',
    stage: 'declared',
    pass: { status: 'live' },
  });
  house.clock.at += 400 * 86_400_000;
  // Members in another order are the same body.
  const again = await declare(Object.fromEntries(Object.entries(body).reverse()), { name: 'order 7' });
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  for (const changed of [
    { ...body, seal: 'X9' },
    { ...body, container: 'CSQU3054384' },
  ])
    expect(await declare(changed, { name: 'order 7' })).toMatchObject({
      status: 422,
      body: { code: 'AP-KEY' },
    });
  // Another firm's same name is another request.
  const others = await declare(typed(), { name: 'order 7', key: otherKey });
  expect(others.status).toBe(201);
  expect(others.body.id).not.toBe(first.body.id);
});

test('IM-10 the same request ten times at once declares once', async () => {
  const body = typed();
  const answers = await Promise.all(Array.from({ length: 10 }, () => declare(body, { name: 'at once' })));
  expect(new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(answer.body)}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
});

test('IM-11 faults by path and code, in the language asked for; nothing is stored and nothing bound', async () => {
  const body = typed();
  const refused = await declare(
    { ...body, container: 'CSQU3054384', gate: 'Mars' },
    { name: 'r', language: 'vi-VN,en' },
  );
  expect(refused).toMatchObject({ status: 422, body: { code: 'AP-FAULTS' } });
  expect(refused.body.faults).toMatchObject([
    { path: '/gate', code: 'ID-CHOICE' },
    { path: '/container', code: 'CT-CHECK', detail: { expected: '3' } },
  ]);
  expect(JSON.stringify(refused.body.faults)).toContain('số cuối phải là 3');
  expect((await declare(body, { name: 'r' })).status).toBe(201);
  // The vehicle is under way now.
  const twice = await declare(body, { name: 'r2' });
  expect(twice).toMatchObject({ status: 422, body: { faults: [{ path: '/plate', code: 'PL-TWICE' }] } });
});

test('DE-2 DE-4 kinds and further goods are declared by the same rules, faults told by their path', async () => {
  const body = { ...typed(), kind: 'storage', yard: 'Xuân Cương', storageUntil: '2026-12-24', tripBack: '' };
  const goods = [
    { goodsName: 'Ớt', weight: 1200, quantity: '60 bao' },
    { goodsName: 'Nhãn', weight: '12' },
  ];
  const wrong = await declare({ ...body, goods });
  expect(wrong.body).toMatchObject({ faults: [{ path: '/goods/1/weight', code: 'WT-TONNES' }] });
  const name = randomUUID();
  const right = await declare({ ...body, goods: goods.slice(0, 1) }, { name });
  expect(right).toMatchObject({ status: 201, body: { kind: 'loaded', twoWay: false } });
  expect(String(right.body.number)).toMatch(/^\d{13}$/);
  expect((await declare({ ...body, goods: [] }, { name })).status).toBe(422);
});

test('IM-11 what is no request is told by path, and what was typed does not come back', async () => {
  for (const [body, detail] of [
    ['{', /: invalid_type/],
    [[], /invalid_type/],
    [{ ...typed(), colour: 'red' }, /unknown: colour/],
    [{ ...typed(), plate: { a: PEOPLE[0] } }, /\/plate: invalid_union/],
  ] as const) {
    const answer = await declare(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'AP-INPUT', detail: expect.stringMatching(detail) },
    });
    for (const word of PEOPLE) expect(JSON.stringify(answer.body)).not.toContain(word);
  }
  for (const name of [null, '', 'x'.repeat(101)]) expect((await declare(typed(), { name })).status).toBe(400);
  expect((await declare({ ...typed(), note: 'x'.repeat(BODY_BYTES) })).status).toBe(413);
});

test('IM-9 no key, a wrong one and a revoked one are the same nothing; last use is told', async () => {
  const declarant = house.call(house.people.declarant);
  const made = await declarant.firmKey.make({ name: 'Cũ' });
  expect((await declare(typed(), { key: made.key })).status).toBe(201);
  const listed = (await declarant.firmKey.list()).find((each) => each.keyId === made.keyId);
  expect(listed).toMatchObject({ name: 'Cũ', lastUsedAt: house.clock.at, revokedAt: null });
  await expect(house.call(house.people.otherDeclarant).firmKey.revoke({ keyId: made.keyId })).rejects.toThrow(
    'AP-NONE',
  );
  await declarant.firmKey.revoke({ keyId: made.keyId });
  const wrong = `${made.key.slice(0, -2)}AA`;
  const refused = await Promise.all(
    [made.key, wrong, null, 'bgk_x', ''].map((each) => declare(typed(), { key: each })),
  );
  for (const answer of refused) expect(answer).toMatchObject({ status: 401, body: refused[0]?.body ?? {} });
  expect((await look(randomUUID(), made.key)).status).toBe(401);
  const [row] = await house.database.owner.select().from(firmKey).where(eq(firmKey.id, made.keyId));
  expect(JSON.stringify(row)).not.toContain(made.key.slice(46));
});

test('AC-3 AC-14 a key reads the declarations of its own firm, filed in whatever way, and of no other', async () => {
  const filed = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (filed.kind !== 'issued') throw new Error('not issued');
  const own = await look(filed.crossingId);
  expect(own).toMatchObject({ status: 200, body: { id: filed.crossingId, stage: 'declared' } });
  for (const word of PEOPLE) expect(JSON.stringify(own.body)).not.toContain(word);
  expect((await look(filed.crossingId, otherKey)).status).toBe(404);
  expect((await look(randomUUID())).status).toBe(404);
  expect((await look("' or 1=1")).status).toBe(404);
});

test('rule 16: erasing a crossing takes the answer that names its driver; the request stays known', async () => {
  const body = typed();
  const first = await declare(body, { name: 'erased' });
  const crossingId = crossingIdSchema.parse(first.body.id);
  const answers = () =>
    house.database.owner.select().from(firmAnswer).where(eq(firmAnswer.crossingId, crossingId));
  const text = declarationSchema.parse(first.body).pass?.text ?? 'no pass';
  expect(JSON.stringify(await answers())).toContain(text);
  await inGate(house.database.app, { gateId: HN, actor: 'test' }, (tx) =>
    eraseCrossingPersonal(tx, HN, crossingId),
  );
  expect(await answers()).toEqual([]);
  expect(await declare({ ...body, seal: 'X9' }, { name: 'erased' })).toMatchObject({
    status: 422,
    body: { code: 'AP-KEY' },
  });
  const again = await declare(body, { name: 'erased' });
  expect(again).toMatchObject({ status: 201, body: { id: crossingId, pass: { text: '' } } });
  expect(JSON.stringify(await answers())).not.toContain(text);
});

test('too many requests are sent away until later, whatever they ask', async () => {
  const { key: busy } = await house.call(house.people.declarant).firmKey.make({ name: 'Busy' });
  const id = randomUUID();
  for (let at = 0; at < REQUESTS_PER_KEY; at += 50)
    await Promise.all(Array.from({ length: 50 }, () => look(id, busy)));
  const refused = [await look(id, busy), await declare(typed(), { key: busy })];
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 429, body: { code: 'AP-MANY' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  // The key of another system is not its neighbour's fault.
  expect((await look(id)).status).toBe(404);
});

test('a database that is away is told as such, and is no bug', async () => {
  const away = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  const cut = { ...api, db: away.db };
  expect((await declare(typed(), {}, cut)).status).toBe(503);
  expect((await look(randomUUID(), key, cut)).status).toBe(503);
  await away.close();
});

test('IM-11 every documented response was given above, and nothing else', async () => {
  const document = firmOpenApi(ORIGIN);
  const documented = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/declarations'))
    .flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        Object.keys((operation as { responses: object }).responses).map(
          (status) => `${method} ${path} ${status}`,
        ),
      ),
    );
  expect([...answered].sort()).toEqual(documented.sort());
  const served = await answerOpenApi(ORIGIN).json();
  expect(served).toMatchObject({ openapi: '3.1.0', servers: [{ url: `${ORIGIN}/api/v1` }] });
  expect(JSON.stringify(served)).toBe(JSON.stringify(document));
  expect(served.components.schemas.Declare).toMatchObject({ type: 'object', additionalProperties: false });
});
