import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateSchema } from '@/domain/neighbour/content';
import { HEARD_FIELD, REFUSALS, type RefusalCode } from '@/domain/neighbour/protocol';
import {
  CN,
  type NeighbourHouse,
  type NeighbourPair,
  neighbourHouse,
  neighbourPair,
} from '../../testing/neighbour-house';
import { type Answer, type Asked, answerPlain, type Said, sealAnswer } from '../answer-neighbour';
import { say } from '../outbox';
import { conform } from './conform';

let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let stranger: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
  stranger = await neighbourHouse(cn.link.db, CN, () => clock.at);
});
afterAll(async () => {
  await stranger.close();
  await pair.close();
});

const probe = (url: string) =>
  conform({ url, source: CN, keys: cn.link.keys, stranger: stranger.link.keys, now: () => clock.at });
const failing = (checks: Awaited<ReturnType<typeof conform>>) =>
  checks.flatMap(({ name, fault }) => (fault === null ? [] : [name]));

test('NE-16 our own installation conforms', async () => {
  const checks = await probe(vn.url);
  expect(checks.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(checks.length).toBe(28);
});

type Peer = {
  readonly said?: (said: Said, asked: Asked) => Said;
  readonly answer?: (answer: Answer) => Answer;
};

/** Our own installation with one thing wrong, over real HTTP. */
async function failingOf({
  said = (right) => right,
  answer = (right) => right,
}: Peer): Promise<readonly string[]> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const fields = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    );
    const asked: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      fields,
      body: Buffer.concat(chunks),
    };
    const link = { ...vn.link, origin: url };
    const signed = { method: asked.method, targetUri: url + asked.path, fields };
    const plain = said(await answerPlain(link, asked, signed), asked);
    const { status, fields: out, body } = answer(await sealAnswer(link, signed, plain));
    response.writeHead(status, out).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return failing(await probe(url));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
const codeIn = ({ body }: Said) => (body as { code?: RefusalCode }).code;
const fine: Said = { status: 200, type: 'application/json', body: { fresh: 0, known: 0 } };
const TRIED = Object.keys(REFUSALS).filter((code) => code !== 'NL-BUSY') as RefusalCode[];

test.each(TRIED)('NE-16 a peer that takes what is %s does not conform, by that check alone', async (code) => {
  const found = await failingOf({ said: (right) => (codeIn(right) === code ? fine : right) });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((name) => name.startsWith(code))).toBe(true);
});

test('NE-16 a peer that refuses with another code, signs nothing, or forgets what it heard does not conform', async () => {
  const other: Said = {
    status: 400,
    type: 'application/problem+json',
    body: { type: 'x', status: 400, code: 'NL-FORM' },
  };
  expect(await failingOf({ said: (right) => (codeIn(right) === 'NL-KEY' ? other : right) })).toEqual([
    'NL-KEY: a key that does not count',
  ]);
  const unsigned = await failingOf({
    answer: ({ fields: { signature: _, ...fields }, ...rest }) => ({ ...rest, fields }),
  });
  expect(unsigned).toContain('an empty batch is taken');
  const altered = await failingOf({
    answer: (right) => ({ ...right, fields: { ...right.fields, [HEARD_FIELD]: '1.0.0' } }),
  });
  expect(altered).toContain('an empty batch is taken');
});

test('NE-16 a peer that refuses whatever is said of a gate that it does not have does not conform', async () => {
  const strange = {
    status: 422,
    type: 'application/problem+json',
    body: { type: 'x', status: 422, code: 'NL-EVENTS' },
  };
  const isStrange = ({ body }: Asked) => Buffer.from(body ?? []).includes('"subject":"ZZ');
  const found = await failingOf({ said: (right, asked) => (isStrange(asked) ? strange : right) });
  expect(found).toEqual(['a gate that it does not have is counted and left alone']);
});

test('NE-16 a peer that does not know what it was told, or leaves out a number, does not conform', async () => {
  const forgetful = await failingOf({
    said: (right) =>
      right.status === 200 && 'fresh' in Object(right.body)
        ? { ...right, body: { fresh: 2, known: 0 } }
        : right,
  });
  expect(forgetful).toEqual(['the same event again is known, and counted once']);
  for (const standing of [1, 2, 3]) {
    const said = { gate: gateSchema.parse('HN'), at: '2026-11-22T09:00:00+07:00', places: 9, standing };
    await say(vn.link, [{ topic: 'HN yard', content: { kind: 'yard', said }, againMs: null }]);
  }
  const gappy = await failingOf({
    said: (right) =>
      Array.isArray(right.body) ? { ...right, body: right.body.filter((_, at) => at !== 1) } : right,
  });
  expect(gappy).toEqual(['what it says can be read from the beginning, without a gap']);
});
