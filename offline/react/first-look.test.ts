import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { dexieStore } from '../store/dexie-store';
import { deviceNo, enrolmentOf } from '../testing/samples';
import { createDeviceKey } from '../unlock/device-key';
import { beginRoster } from '../unlock/roster';
import type { RandomBytes } from '../unlock/vault';
import { type Behind, firstLook } from './first-look';

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
const HOA = { id: 'officer-1', name: 'Lý Thị Hoa', signedInAt: 7, pin: null };
const NOW = 1_000_000;

const unheard = () => Promise.reject(new Error('nothing was to be loaded'));

async function tabletOf(name: string, waitUntil = 0) {
  const store = dexieStore(name);
  const { roster } = await beginRoster(HOA, 'ca đêm của Hoa', random, 1000);
  const { privateKey: deviceKey } = await createDeviceKey();
  const guard = { failures: waitUntil === 0 ? 0 : 5, waitUntil };
  await store.enrol({ enrolment: enrolmentOf(deviceNo(1)), roster, guard, deviceKey });
  return store;
}

test('OF-27 a cold tablet is locked, names nobody, and loads nothing for it', async () => {
  const store = await tabletOf('cold', NOW + 20_000);
  const look = await firstLook('cold', () => NOW, unheard);
  expect(look).toMatchObject({
    kind: 'locked',
    enrolment: enrolmentOf(deviceNo(1)),
    doors: { waitUntil: NOW + 20_000, officers: [], first: null, byPasskey: null },
    sync: { connection: { kind: 'starting' }, unsyncedCount: 0 },
  });
  store.close();
});

test('what is pressed on it is done by what is loaded behind it', async () => {
  const store = await tabletOf('pressed');
  const heard: string[] = [];
  const behind: Pick<Behind, 'byPassphrase'> = {
    byPassphrase: async (passphrase) => {
      heard.push(passphrase);
      return { kind: 'open' };
    },
  };
  const look = await firstLook(
    'pressed',
    () => NOW,
    async () => behind as Behind,
  );
  if (look?.kind !== 'locked') throw new Error('not locked');
  expect(await look.doors.byPassphrase('ca đêm của Hoa')).toEqual({ kind: 'open' });
  expect(heard).toEqual(['ca đêm của Hoa']);
  store.close();
});

test('a browser that is no tablet is made one by what is loaded then, and nothing is loaded before', async () => {
  expect(await firstLook('bare', () => NOW, unheard)).toMatchObject({ kind: 'not-enrolled', wiped: false });
  const behind: Pick<Behind, 'enrolByCode'> = { enrolByCode: async () => ({ kind: 'enrolled' }) };
  const look = await firstLook(
    'bare',
    () => NOW,
    async () => behind as Behind,
  );
  if (look?.kind !== 'not-enrolled') throw new Error('not a bare browser');
  expect(await look.enrolByCode('code')).toEqual({ kind: 'enrolled' });
});

test('a tablet that nobody can open is not a locked one', async () => {
  const store = await tabletOf('signed-out');
  await store.forget('pulled-and-keys');
  expect(await firstLook('signed-out', () => NOW, unheard)).toBeNull();
  store.close();
});
