import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { FakeTablet } from '../testing/fake-tablet';
import { type Declared, HN, MORNING } from '../testing/gate-house';
import { type PushHouse, pushHouse } from '../testing/push-house';
import { answerPush } from './answer-exchange';

let house: PushHouse;
let tablet: FakeTablet;
let declared: Declared;
beforeAll(async () => {
  house = await pushHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ tablet, declared } = await house.begin());
});

describe('who may upload', () => {
  const ask = async (request: Request) => {
    const response = await answerPush(house.exchange, request);
    return { status: response.status, ...((await response.json()) as { error: string; protocol: number }) };
  };
  const path = '/api/sync/push';

  test('a request that the device did not sign is not taken in', async () => {
    tablet.confirm(declared.crossingId, 'called');
    const body = tablet.pushRequest(tablet.events, 1);
    const foreign = await (await house.tablet()).request(path, body);
    expect(await ask(foreign)).toMatchObject({
      status: 401,
      error: 'device-unknown',
      protocol: PROTOCOL_VERSION,
    });
    expect(await ask(await tablet.request(path, body, { signature: 'AAAA' }))).toMatchObject({ status: 401 });
    const signedElsewhere = await tablet.request('/api/sync/pull', body);
    const moved = new Request(`http://gate.test${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: signedElsewhere.headers,
    });
    expect(await ask(moved)).toMatchObject({ status: 401 });
    expect(await house.logOf(tablet)).toEqual([]);
  });

  test('an unknown device, an old protocol, no JSON and too much of it each get their word', async () => {
    const stranger = new FakeTablet(HN, 'customs', MORNING);
    expect(await ask(await stranger.request(path, stranger.pushRequest([], 1)))).toMatchObject({
      error: 'device-unknown',
    });
    const future = { ...tablet.pushRequest([], 1), protocol: 99, other: true };
    expect(await ask(await tablet.request(path, future))).toMatchObject({
      status: 426,
      error: 'needs-update',
    });
    expect(await ask(await tablet.request(path, '{'))).toMatchObject({ status: 400, error: 'bad-request' });
    const heavy = tablet.pushRequest(['x'.repeat(300_000)], 1);
    expect(await ask(await tablet.request(path, heavy))).toMatchObject({ status: 400, error: 'bad-request' });
  });
});
