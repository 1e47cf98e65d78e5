import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EVERY_GATE, inGate } from '@/db/client';
import { neighbourLink, neighbourStatement } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import type { Content } from '@/domain/neighbour/content';
import { gateSchema } from '@/domain/neighbour/content';
import { BATCH_TYPE, CAPABILITIES_PATH, EVENTS_PATH, KEYS_PATH } from '@/domain/neighbour/protocol';
import { toBase64url } from '@/domain/shared/base64url';
import {
  CN,
  type NeighbourHouse,
  type NeighbourPair,
  neighbourPair,
  strangerKeys,
  VN,
} from '../testing/neighbour-house';
import { signRequest } from './ask-neighbour';
import { exchangeTurn } from './exchange-turn';
import { lastSaid, saidAfter, say } from './outbox';
import { readLink } from './read-link';
import { heardOf } from './take-in';
import { confirmKey, offerKey } from './their-keys';

const HN = gateSchema.parse('HN');
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair.close());
beforeEach(() => {
  clock.at += 60_000;
});

const yard = (standing: number, side: NeighbourHouse = cn): Content => ({
  kind: 'yard',
  said: { gate: HN, at: instantIn(clock.at, side.link.own.zone), places: 100, standing },
});
const tell = (side: NeighbourHouse, standing: number) =>
  say(side.link, [{ topic: `yard HN`, content: yard(standing, side), againMs: null }]);
const heardAt = (side: NeighbourHouse) =>
  inGate(side.link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.select().from(neighbourStatement).orderBy(neighbourStatement.saidAt),
  );
const standings = async (side: NeighbourHouse) =>
  (await heardAt(side)).flatMap(({ said }) => ('standing' in said ? [said.standing] : []));

/** A signed request to Việt Nam's side, with whatever a test changes of it. */
async function knock(
  over: {
    readonly keys?: NeighbourHouse['link']['keys'];
    readonly content?: unknown;
    readonly now?: number;
    readonly change?: (fields: Record<string, string>) => Record<string, string>;
    readonly body?: string;
    readonly method?: string;
    readonly path?: string;
    readonly type?: string;
  } = {},
): Promise<{ status: number; code: unknown; body: unknown }> {
  const { path = EVENTS_PATH, method = 'POST', type = BATCH_TYPE } = over;
  const text = JSON.stringify(over.content ?? []);
  const content = method === 'GET' ? null : new TextEncoder().encode(text);
  const signed = await signRequest(
    { now: () => over.now ?? clock.at, keys: over.keys ?? cn.link.keys },
    { method, targetUri: vn.url + path, type, content },
  );
  const headers = over.change?.({ ...signed.fields }) ?? signed.fields;
  const answer = await fetch(vn.url + path, {
    method,
    headers,
    ...(content === null ? {} : { body: over.body ?? text }),
  });
  const body = (await answer.json()) as { code?: unknown };
  return { status: answer.status, code: body.code ?? null, body };
}

const eventOf = async (standing: number) => {
  await tell(cn, standing);
  const { epoch, sequence } = await lastSaid(cn.link);
  const [event] = await saidAfter(cn.link, { epoch, sequence: sequence - 1 });
  if (event === undefined) throw new Error('nothing said');
  return event;
};

test('NE-10 what is signed by a trusted key, in time and unaltered, is taken in, and once for ever', async () => {
  const event = await eventOf(1);
  expect(await knock({ content: [event] })).toMatchObject({ status: 200, body: { fresh: 1, known: 0 } });
  expect(await knock({ content: [event] })).toMatchObject({ status: 200, body: { fresh: 0, known: 1 } });
  expect(await standings(vn)).toEqual([1]);
  const [row] = await heardAt(vn);
  expect(row).toMatchObject({ level: 'machine', source: CN, gateId: 'HN', channel: 'link', toldBy: null });
});

test('NE-10 tampered, replayed, expired, too early, unknown key, oversized, unsigned: each has its code', async () => {
  const stranger = await strangerKeys();
  const event = await eventOf(2);
  const asked = { content: [event] };
  const codes = {
    unsigned: await knock({
      ...asked,
      change: ({ 'content-digest': d = '', 'content-type': t = '' }) => ({
        'content-digest': d,
        'content-type': t,
      }),
    }),
    body: await knock({ ...asked, body: JSON.stringify([event]).replace('"standing":2', '"standing":9') }),
    digest: await knock({
      ...asked,
      change: (fields) => ({ ...fields, 'content-digest': 'sha-256=:AAAA:' }),
    }),
    type: await knock({ ...asked, type: 'application/json' }),
    signature: await knock({
      ...asked,
      change: (fields) => ({ ...fields, signature: `sig=:${'A'.repeat(86)}==:` }),
    }),
    form: await knock({ ...asked, change: (fields) => ({ ...fields, signature: 'sig=1' }) }),
    cover: await knock({
      ...asked,
      change: (fields) => ({
        ...fields,
        'signature-input': (fields['signature-input'] ?? '').replace(' "content-digest"', ''),
      }),
    }),
    key: await knock({ ...asked, keys: stranger }),
    expired: await knock({ ...asked, now: clock.at - 301_000 }),
    clock: await knock({ ...asked, now: clock.at + 301_000 }),
    oversized: await knock({ content: 'x'.repeat(1024 * 1024) }),
    cursor: await knock({ method: 'GET', path: `${EVENTS_PATH}?after=x` }),
    method: await knock({ method: 'PUT' }),
    events: await knock({ content: [{ ...event, data: { ...event.data, driver: 'Đỗ Hữu Cường' } }] }),
    source: await knock({ content: [{ ...event, source: VN }] }),
    sequence: await knock({ content: [{ ...event, id: randomUUID(), sequence: '1' }] }),
  };
  expect(
    Object.fromEntries(Object.entries(codes).map(([name, { status, code }]) => [name, [status, code]])),
  ).toEqual({
    unsigned: [401, 'NL-UNSIGNED'],
    body: [400, 'NL-DIGEST'],
    digest: [400, 'NL-DIGEST'],
    type: [415, 'NL-TYPE'],
    signature: [401, 'NL-SIGNATURE'],
    form: [400, 'NL-FORM'],
    cover: [400, 'NL-COVER'],
    key: [401, 'NL-KEY'],
    expired: [401, 'NL-EXPIRED'],
    clock: [401, 'NL-CLOCK'],
    oversized: [413, 'NL-SIZE'],
    cursor: [400, 'NL-CURSOR'],
    method: [405, 'NL-METHOD'],
    events: [422, 'NL-EVENTS'],
    source: [403, 'NL-SOURCE'],
    sequence: [409, 'NL-SEQUENCE'],
  });
  expect(JSON.stringify(codes)).not.toContain('Cường');
  expect(await standings(vn)).toEqual([1]);
  let kept: Record<string, string> = {};
  expect(await knock({ ...asked, change: (fields) => (kept = fields) })).toMatchObject({ status: 200 });
  expect(await knock({ ...asked, change: () => kept })).toMatchObject({ status: 401, code: 'NL-REPLAY' });
});

test('NE-7 a gap is found and filled; doubled and out of order change nothing', async () => {
  const events = [await eventOf(3), await eventOf(4), await eventOf(5)];
  const [first, second, third] = events;
  await knock({ content: [third] });
  await knock({ content: [third, first, third] });
  const before = await heardOf(vn.link);
  expect(before.highest - before.sequence).toBe(2);
  expect(await exchangeTurn(vn.link)).toMatchObject({ kind: 'answered', taken: 1 });
  const after = await heardOf(vn.link);
  expect([after.sequence, after.sequence]).toEqual([after.highest, Number(third?.sequence)]);
  expect((await standings(vn)).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(second).toBeDefined();
});

test('NE-7 weeks without the link: what was said meanwhile comes in pages, both ways', async () => {
  for (let n = 0; n < 450; n += 1) await tell(vn, 1_000 + n);
  for (let n = 0; n < 230; n += 1) await tell(cn, 2_000 + n);
  clock.at += 21 * 86_400_000;
  expect(await exchangeTurn(vn.link)).toEqual({ kind: 'answered', sent: 450, taken: 230 });
  expect(await exchangeTurn(cn.link)).toEqual({ kind: 'answered', sent: 0, taken: 0 });
  expect((await heardOf(cn.link)).sequence).toBe((await lastSaid(vn.link)).sequence);
});

test('NE-12 a key is turned under the one before it, and the old one ends after a day', async () => {
  const old = await cn.link.keys.current();
  const next = await cn.link.keys.prepare();
  expect(next.keyId).not.toBe(old.keyId);
  expect(await exchangeTurn(cn.link)).toMatchObject({ kind: 'answered' });
  expect((await cn.link.keys.current()).keyId).toBe(next.keyId);
  await tell(cn, 6);
  expect(await exchangeTurn(cn.link)).toMatchObject({ kind: 'answered', sent: 1 });
  expect(await exchangeTurn(vn.link)).toMatchObject({ kind: 'answered' });
  const before = {
    current: async () => old,
    next: async () => null,
    prepare: async () => old,
    turn: async () => undefined,
    all: async () => new Map(),
    days: async () => [],
    keepDays: async () => undefined,
  };
  expect(await knock({ keys: before })).toMatchObject({ status: 200 });
  const vouched = (keyId: string, publicKey: Uint8Array) =>
    knock({
      keys: before,
      path: KEYS_PATH,
      type: 'application/json',
      content: { keyId, publicKey: toBase64url(publicKey), from: instantIn(clock.at, cn.link.own.zone) },
    });
  // The answer to it was lost: told again it is taken as known.
  clock.at += 43_200_000;
  expect(await vouched(next.keyId, next.publicKey)).toMatchObject({ status: 200 });
  const third = await (await strangerKeys()).current();
  expect(await vouched(third.keyId, third.publicKey)).toMatchObject({ status: 422, code: 'NL-EVENTS' });
  expect(await vouched(old.keyId, old.publicKey)).toMatchObject({ status: 422 });
  clock.at += 43_200_001;
  expect(await knock({ keys: before })).toMatchObject({ status: 401, code: 'NL-KEY' });
  const { keys } = await readLink(vn.link);
  expect(keys.flatMap(({ keyId, state }) => (state === 'trusted' ? [keyId] : []))).toEqual([next.keyId]);
  expect(await exchangeTurn(cn.link)).toMatchObject({ kind: 'answered' });
});

test('NE-11 a key counts when its fingerprint was compared, and not before', async () => {
  const stranger = await strangerKeys();
  const { publicKey } = await stranger.current();
  const offered = { source: CN, publicKey: toBase64url(publicKey) };
  const keyId = (await offerKey(vn.link.db, offered, clock.at)) ?? '';
  expect(await knock({ keys: stranger })).toMatchObject({ code: 'NL-KEY' });
  const wrong = { source: CN, keyId, fingerprint: '0000 0000 0000 0000 0000 0000 0000 0000', by: 'manager' };
  expect(await confirmKey(vn.link.db, wrong, clock.at)).toEqual({ ok: false, error: 'NE-FINGERPRINT' });
  expect(await knock({ keys: stranger })).toMatchObject({ code: 'NL-KEY' });
  const answer = await fetch(vn.url + CAPABILITIES_PATH);
  expect([answer.status, answer.headers.has('signature')]).toEqual([200, true]);
});

test('NE-14 a type of a later version is counted and left alone, so that it holds nothing up', async () => {
  const event = await eventOf(7);
  const later = { ...event, id: randomUUID(), type: 'border.weather.v7', data: { wind: 3 } };
  expect(await knock({ content: [later] })).toMatchObject({ status: 200, body: { fresh: 0, known: 0 } });
  expect((await heardOf(vn.link)).highest).toBe(Number(event.sequence));
});

test('NE-14 a gate that we do not have is counted and left alone, alone and among others, both ways of hearing it', async () => {
  const known = (await heardAt(vn)).length;
  const opened = gateSchema.parse('NEWGATE');
  const elsewhere: Content = {
    kind: 'yard',
    said: { gate: opened, at: instantIn(clock.at, cn.link.own.zone), places: 9, standing: 1 },
  };
  await say(cn.link, [{ topic: 'NEWGATE yard', content: elsewhere, againMs: null }]);
  const { epoch, sequence } = await lastSaid(cn.link);
  const said = await saidAfter(cn.link, { epoch, sequence: sequence - 1 });
  expect(await knock({ content: said })).toMatchObject({ status: 200, body: { fresh: 0, known: 0 } });
  await say(cn.link, [
    {
      topic: 'NEWGATE yard',
      content: { ...elsewhere, said: { ...elsewhere.said, standing: 2 } },
      againMs: null,
    },
  ]);
  await tell(cn, 77);
  expect(await exchangeTurn(vn.link)).toMatchObject({ kind: 'answered', taken: 1 });
  expect(await heardOf(vn.link)).toMatchObject(await lastSaid(cn.link));
  expect(await heardAt(vn)).toHaveLength(known + 1);
});

test('NE-7 a question waits for nobody who is about to speak', async () => {
  await inGate(vn.link.db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    await tx.select().from(neighbourLink).where(eq(neighbourLink.source, VN)).for('update');
    const answer = await fetch(vn.url + CAPABILITIES_PATH, { signal: AbortSignal.timeout(10_000) });
    expect(answer.status).toBe(200);
  });
});
