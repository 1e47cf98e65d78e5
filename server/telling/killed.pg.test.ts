import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { displayPlate } from '@/domain/identifiers/plate';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';

const CHILD = fileURLToPath(new URL('../testing/send-once.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEASE_MS = 60_000;

let house: TellingHouse;
beforeAll(async () => {
  house = await tellingHouse();
});
afterAll(() => house.close());

/** What has reached anybody so far. */
const arrived = () => house.sms.delivered().length + house.service.received().length;

/** A server process that sends, killed with -9 as soon as so many have arrived whose answers are still to come. */
async function sendAndKill(after: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      CHILD,
      JSON.stringify({
        url: house.database.appUrl,
        now: house.clock.at,
        sms: house.sms.url,
        service: house.service.url,
        key: house.key,
        leaseMs: LEASE_MS,
      }),
    ],
    { cwd: ROOT, stdio: 'ignore' },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await expect.poll(arrived, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(after);
  child.kill('SIGKILL');
  await gone;
}

async function finish(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    house.clock.at += LEASE_MS + 1;
    await house.send();
  }
}

test('TE-7 killed in the middle of sending, a server started again sends each text once and no push twice', async () => {
  const vehicles: Filed[] = [];
  for (let count = 0; count < 12; count += 1) vehicles.push(await house.file());
  const withPhone = vehicles.filter((_, place) => place % 2 === 0);
  const browsers = new Map<string, Filed>();
  for (const vehicle of withPhone) browsers.set((await house.driverPhone(vehicle)).id, vehicle);
  await house.callUp(vehicles);
  await house.gather();
  house.sms.delay(400);
  house.service.delay(400);
  await sendAndKill(5);
  const inFlight = await house.outbox({ state: 'sending' });
  expect(inFlight.length).toBeGreaterThan(0);
  house.sms.delay(0);
  house.service.delay(0);
  await finish();

  expect(await house.outbox({ state: 'sending' })).toEqual([]);
  expect(await house.outbox({ state: 'queued' })).toEqual([]);
  // Text messages: the provider was asked again by the same id where nobody knew, and delivered each once.
  const texts = house.sms.delivered().map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  const own = vehicles.filter((vehicle) => !withPhone.includes(vehicle));
  for (const { plate } of own)
    expect(texts.filter((text) => text.includes(displayPlate(plate).text))).toHaveLength(1);
  expect((await house.outbox({ channel: 'sms' })).every(({ state }) => state === 'sent')).toBe(true);
  // Push: a browser got its message once at most; where nobody knows, it says so, and the driver has a text as well.
  const pushed = house.service.received().map(({ subscription }) => subscription);
  expect(new Set(pushed).size).toBe(pushed.length);
  const unknown = await house.outbox({ channel: 'push', state: 'unknown' });
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.every(({ fault }) => fault === 'crashed')).toBe(true);
  expect(unknown.length + (await house.outbox({ channel: 'push', state: 'sent' })).length).toBe(
    withPhone.length,
  );
  for (const { crossingId } of unknown) {
    const plate = vehicles.find((vehicle) => vehicle.crossingId === crossingId)?.plate ?? '';
    expect(texts.filter((text) => text.includes(displayPlate(plate).text))).toHaveLength(1);
  }
  expect(texts).toHaveLength(own.length + unknown.length);
});
