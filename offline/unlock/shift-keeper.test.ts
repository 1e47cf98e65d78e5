import { beforeEach, describe, expect, test } from 'vitest';
import type { GateEvent } from '@/domain/sync/event';
import { verifyWithNode } from '@/domain/testing/pass-keys';
import { memoryStore } from '../store/memory-store';
import type { Store } from '../store/store';
import { StoreTrouble } from '../store/trouble';
import { failed } from '../sync/transport';
import { createTablet } from '../tablet';
import { SAMPLE_NOW } from '../testing/sample-passes';
import { crossingNo, deviceNo, enrolSample, passNo, passRow, scanDraft, writingOf } from '../testing/samples';
import type { SignedIn } from './ask-sign-in';
import type { Passkeys } from './passkey';
import type { SignInForm } from './shift-doors';
import { createShiftKeeper, type ShiftKeeper } from './shift-keeper';
import type { RandomBytes } from './vault';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FEW = 10;
const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

let store: Store;
let now: number;
let keeper: ShiftKeeper;
/** Whom the centre knows, by what they type. */
let centre: 'up' | 'down';

const PEOPLE: Readonly<Record<string, string>> = { hoa: 'Lý Thị Hoa', mai: 'Lò Thị Mai', son: 'Chu Văn Sơn' };
const PASSPHRASES: Readonly<Record<string, string>> = {
  hoa: 'ca của Hoa 1',
  mai: 'ca của Mai 2',
  son: 'ca của Sơn 3',
};
const PINS: Readonly<Record<string, string>> = { hoa: '2580', mai: '1470', son: '3690' };

const formOf = (who: string, over: Partial<SignInForm> = {}): SignInForm => ({
  email: who,
  password: 'x',
  passphrase: PASSPHRASES[who] ?? '',
  pin: PINS[who] ?? null,
  anew: false,
  ...over,
});

/** A device whose authenticator holds one secret per credential, as PRF does. */
function fakePasskeys(): Passkeys {
  const secrets = new Map<string, CryptoKey>();
  return {
    isAvailable: async () => true,
    create: async () => {
      const credentialId = random(8);
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]);
      secrets.set(credentialId.join(), key);
      return { row: { credentialId, salt: random(8) }, key };
    },
    get: async (rows) => {
      const row = rows.at(-1);
      const key = row === undefined ? undefined : secrets.get(row.credentialId.join());
      return row === undefined || key === undefined ? null : { row, key };
    },
  };
}
let passkeys = fakePasskeys();

/** Another start of the app on the same disk: what was in memory is gone. */
const start = (): ShiftKeeper =>
  createShiftKeeper({
    store,
    clock: { wall: () => now, mono: () => now - SAMPLE_NOW, boot: 'b' },
    random,
    passkeys,
    iterations: FEW,
    onChange: () => undefined,
    askSignIn: async (_, { email }): Promise<SignedIn> => {
      const name = PEOPLE[email];
      if (centre === 'down') return { kind: 'offline' };
      if (name === undefined) return { kind: 'wrong-password' };
      await store.write({ lastExchangeAt: now });
      return { kind: 'signed-in', officer: { id: `id-${email}`, name }, at: now };
    },
    makeTablet: async (enrolment, vault, officer) =>
      createTablet({
        store,
        enrolment,
        vault,
        generation: await store.read('generation'),
        officer,
        shift: 'none',
        transport: {
          push: async () => failed({ kind: 'unreachable' }),
          pull: async () => failed({ kind: 'unreachable' }),
        },
        clock: { wall: () => now, mono: () => now - SAMPLE_NOW, boot: 'b' },
        random,
        verify: verifyWithNode,
      }),
  });

beforeEach(async () => {
  store = memoryStore();
  now = SAMPLE_NOW;
  centre = 'up';
  passkeys = fakePasskeys();
  await enrolSample(store, deviceNo(1));
  await store.forget('pulled-and-keys');
  keeper = start();
});

const written = async (): Promise<readonly GateEvent[]> => (await store.outbox(200)).events;
const lastOf = async (type: GateEvent['type']) => (await written()).findLast((event) => event.type === type);
const keyOf = (who: string) => keeper.officers().find(({ name }) => name === PEOPLE[who])?.key ?? '';
const pass = (ms: number) => {
  now += ms;
};
/** The centre answered just now, with nothing new. */
const hear = () => store.write({ lastExchangeAt: now });
const scan = () => keeper.tablet()?.scan('no pass', 'trigger');

describe('shift', () => {
  test('OF-26 a shift is opened and ended in the log, by whom and how', async () => {
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'signed-in' });
    await scan();
    await keeper.lock('locked');
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
    await scan();
    const events = await written();
    expect(events.map(({ type }) => type)).toEqual([
      'shift.opened',
      'pass.scanned',
      'shift.ended',
      'shift.opened',
      'pass.scanned',
    ]);
    const [opened, scanned, ended, again, later] = events;
    expect(opened?.body).toEqual({ by: 'passphrase', second: null, silentMs: 0 });
    expect(ended?.body).toEqual({ why: 'locked', to: null });
    expect(again?.body).toMatchObject({ by: 'pin', second: null });
    expect(new Set([opened?.shift, scanned?.shift, ended?.shift]).size).toBe(1);
    expect(later?.shift).toBe(again?.shift);
    expect(again?.shift).not.toBe(opened?.shift);
    expect(events.every(({ actor }) => actor === 'id-hoa')).toBe(true);
  });

  test('OF-28 a PIN re-opens while the key is in memory, and never a cold tablet', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.lock('locked');
    expect(keeper.tablet()).not.toBeNull();
    const key = keyOf('hoa');
    keeper = start();
    expect(keeper.officers()).toEqual([]);
    expect(await keeper.byPin(key, '2580')).toEqual({ kind: 'passphrase-only' });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
  });

  test('OF-28 without a PIN a locked tablet has no key in memory', async () => {
    await keeper.signIn(formOf('hoa', { pin: null }));
    await keeper.lock('locked');
    expect(keeper.tablet()).toBeNull();
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    expect(await keeper.setPin('1111')).toBe('pin-unfit');
    expect(await keeper.setPin('2580')).toBe('set');
    await keeper.lock('locked');
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
  });

  test('OF-28 wrong PINs slow down, and the fifth ends the PIN until the passphrase', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.lock('locked');
    const key = keyOf('hoa');
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const outcome = await keeper.byPin(key, '9999');
      outcomes.push(outcome.kind);
      if ('waitUntil' in outcome) {
        if (outcome.waitUntil > now) expect((await keeper.byPin(key, '2580')).kind).toBe('wait');
        now = Math.max(now, outcome.waitUntil);
      }
    }
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'passphrase-only']);
    pass(HOUR);
    expect(await keeper.byPin(key, '2580')).toEqual({ kind: 'passphrase-only' });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    await keeper.lock('locked');
    expect(await keeper.byPin(key, '2580')).toEqual({ kind: 'open' });
  });

  test('OF-28 a passkey opens a cold tablet', async () => {
    await keeper.signIn(formOf('hoa'));
    expect(await keeper.addPasskey()).toBe('added');
    keeper = start();
    expect(await keeper.byPasskey()).toEqual({ kind: 'open' });
    expect((await lastOf('shift.opened'))?.body).toMatchObject({ by: 'passkey' });
    passkeys = fakePasskeys();
    keeper = start();
    expect(await keeper.byPasskey()).toEqual({ kind: 'no-passkey' });
  });

  test('DV-3 fifteen minutes without a touch or a scan lock', async () => {
    await keeper.signIn(formOf('hoa'));
    pass(14 * MINUTE);
    keeper.touch();
    pass(14 * MINUTE);
    await keeper.tick();
    expect(keeper.current()).not.toBeNull();
    pass(MINUTE);
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await lastOf('shift.ended'))?.body).toEqual({ why: 'locked', to: null });
  });

  test('DV-1 after twelve hours, with the centre in reach, a sign-in is asked for; without it the shift goes on', async () => {
    await keeper.signIn(formOf('hoa'));
    pass(12 * HOUR);
    keeper.touch();
    pass(MINUTE);
    await keeper.tick();
    // The centre was last heard twelve hours ago: recording goes on.
    expect(keeper.current()).not.toBeNull();
    await hear();
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await lastOf('shift.ended'))?.body).toEqual({ why: 'expired', to: null });
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'sign-in-lapsed' });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'sign-in-lapsed' });
    centre = 'down';
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'offline' });
    centre = 'up';
    expect(await keeper.signIn(formOf('hoa', { pin: null }))).toEqual({ kind: 'signed-in' });
    // The PIN of before is kept.
    await keeper.lock('locked');
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
  });

  test('DV-1 a cold tablet whose officer lapsed opens again by a sign-in, its data kept', async () => {
    await keeper.signIn(formOf('hoa'));
    await store.applyPage({
      stream: 'passes',
      from: 0,
      next: 1,
      upserts: [passRow(passNo(1), null, 'k')],
      tombstones: [],
    });
    keeper = start();
    pass(13 * HOUR);
    await hear();
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'sign-in-lapsed' });
    expect(await keeper.signIn(formOf('hoa', { passphrase: 'quên rồi quên' }))).toEqual({
      kind: 'others-known',
    });
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'signed-in' });
    expect(await store.passesByKey('k', 9)).toHaveLength(1);
  });

  test('OF-20 the sign-in form is no way around the waits of the passphrase', async () => {
    await keeper.signIn(formOf('hoa'));
    keeper = start();
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1)
      kinds.push((await keeper.signIn(formOf('mai', { passphrase: `sai bét ${attempt}` }))).kind);
    expect(kinds).toEqual([
      'others-known',
      'others-known',
      'others-known',
      'too-many-tries',
      'too-many-tries',
    ]);
    expect((await keeper.byPassphrase('ca của Hoa 1')).kind).toBe('wait');
  });
});

describe('hand-over', () => {
  beforeEach(async () => {
    await keeper.signIn(formOf('hoa'));
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
  });

  test('OF-27 a name and a PIN hand over: events carry the next officer, the outbox loses nothing', async () => {
    await scan();
    expect(await keeper.handOver(keyOf('mai'), '1470')).toEqual({ kind: 'same-officer' });
    expect(await keeper.handOver(keyOf('hoa'), '9999')).toMatchObject({ kind: 'wrong' });
    expect(keeper.current()?.officer.name).toBe('Lò Thị Mai');
    expect(await keeper.handOver(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
    await scan();
    const events = await written();
    expect(events.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      'shift.opened id-hoa',
      'shift.ended id-hoa',
      'shift.opened id-mai',
      'pass.scanned id-mai',
      'shift.ended id-mai',
      'shift.opened id-hoa',
      'pass.scanned id-hoa',
    ]);
    expect(events[4]?.body).toEqual({ why: 'handed-over', to: 'id-hoa' });
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('OF-27 no two officers have one passphrase', async () => {
    expect(await keeper.signIn(formOf('son', { passphrase: 'ca của Hoa 1' }))).toEqual({
      kind: 'passphrase-taken',
    });
    expect(await keeper.signIn(formOf('son', { passphrase: 'ngắn' }))).toEqual({
      kind: 'passphrase-too-short',
    });
    expect(await keeper.signIn(formOf('son', { pin: '1234' }))).toEqual({ kind: 'pin-unfit' });
    expect(keeper.officers()).toHaveLength(2);
  });

  test('DV-2 after a day without the centre two officers open, and the shift says so', async () => {
    await keeper.lock('locked');
    pass(24 * HOUR);
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'second-needed' });
    expect(keeper.current()).toBeNull();
    expect(keeper.first()).toMatchObject({ name: 'Lý Thị Hoa', silentMs: 24 * HOUR });
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'same-officer' });
    expect(await keeper.byPassphrase('ca của Mai 2')).toEqual({ kind: 'open' });
    expect(keeper.current()).toMatchObject({ officer: { id: 'id-hoa' }, silent: { second: 'id-mai' } });
    await scan();
    const opened = await lastOf('shift.opened');
    expect(opened).toMatchObject({
      actor: 'id-hoa',
      body: { by: 'pin', second: 'id-mai', silentMs: 24 * HOUR },
    });
    expect((await lastOf('pass.scanned'))?.shift).toBe(opened?.shift);
  });

  test('DV-2 an open shift goes on however long the centre is silent; at a hand-over the one who leaves is the second', async () => {
    for (let hours = 0; hours < 30 * 6; hours += 1) {
      pass(10 * MINUTE);
      keeper.touch();
      await keeper.tick();
    }
    expect((await scan())?.recorded.kind).toBe('recorded');
    expect(await keeper.handOver(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
    expect((await lastOf('shift.opened'))?.body).toMatchObject({ second: 'id-mai', silentMs: 30 * HOUR });
  });

  test('DV-2 given up, the second is asked for anew; where nobody else is known one opens and says so', async () => {
    await keeper.lock('locked');
    pass(25 * HOUR);
    await keeper.byPin(keyOf('hoa'), '2580');
    keeper.giveUp();
    expect(await keeper.byPin(keyOf('mai'), '1470')).toEqual({ kind: 'second-needed' });
    await keeper.byPin(keyOf('hoa'), '2580');
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect(await keeper.byPin(keyOf('hoa'), '2580')).toEqual({ kind: 'open' });
    expect((await lastOf('shift.opened'))?.body).toMatchObject({ second: null, silentMs: 25 * HOUR });
    expect(keeper.current()?.silent).toEqual({ ms: 25 * HOUR, second: null });
  });
});

describe('leaving', () => {
  const pull = () =>
    store.applyPage({
      stream: 'passes',
      from: 0,
      next: 3,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
    });

  test('OF-29 the last one to sign out leaves the outbox, and no key and nothing pulled', async () => {
    await keeper.signIn(formOf('hoa'));
    await pull();
    await scan();
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect(keeper.tablet()).toBeNull();
    expect(await store.passesByKey('k', 9)).toEqual([]);
    for (const key of ['roster', 'vault', 'officer'] as const) expect(await store.read(key)).toBeNull();
    expect((await written()).map(({ type }) => type)).toEqual([
      'shift.opened',
      'pass.scanned',
      'shift.ended',
    ]);
    expect((await lastOf('shift.ended'))?.body).toEqual({ why: 'signed-out', to: null });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'signed-out' });
    // The next officer begins under a new key; the chain goes on.
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
    expect((await written()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('OF-29 who signs out while another is known takes only the own key along', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.signIn(formOf('mai'));
    await pull();
    await keeper.signOut();
    expect(await store.passesByKey('k', 9)).toHaveLength(1);
    keeper = start();
    expect((await keeper.byPassphrase('ca của Mai 2')).kind).toBe('wrong');
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
  });

  test('OF-17 a cold tablet opens on a full disk; what is recorded then waits in memory', async () => {
    await keeper.signIn(formOf('hoa'));
    keeper = start();
    const full = () => Promise.reject(new StoreTrouble('full', null));
    Object.assign(store, { append: full, write: full, prune: full });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    expect((await scan())?.recorded).toEqual({ kind: 'memory-only', reason: 'full' });
    expect(keeper.current()).not.toBeNull();
  });

  test('OF-29 nobody signs out while records rest in memory alone', async () => {
    await keeper.signIn(formOf('hoa'));
    const append = store.append;
    Object.assign(store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await scan();
    expect(await keeper.signOut()).toEqual({ kind: 'memory-only', count: 2 });
    expect(keeper.current()).not.toBeNull();
    Object.assign(store, { append });
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect((await written()).map(({ type }) => type)).toContain('pass.scanned');
  });

  test('OF-29 where nobody who is known can open it, an officer begins anew; the outbox stays', async () => {
    await keeper.signIn(formOf('hoa'));
    await scan();
    await pull();
    keeper = start();
    expect(await keeper.signIn(formOf('mai', { anew: true }))).toEqual({ kind: 'signed-in' });
    expect(await store.passesByKey('k', 9)).toEqual([]);
    expect((await written()).map(({ type }) => type)).toContain('pass.scanned');
    expect((await keeper.byPassphrase('ca của Hoa 1')).kind).toBe('wrong');
  });

  test('OF-30 after three days without the centre and without an unlocking what was pulled goes; who is known stays', async () => {
    await keeper.signIn(formOf('hoa'));
    await pull();
    await store.append(writingOf(scanDraft(passNo(1), crossingNo(1))));
    await keeper.lock('locked');
    pass(72 * HOUR - 1);
    keeper = start();
    await keeper.tick();
    expect(await store.passesByKey('k', 9)).toHaveLength(1);
    pass(1);
    await keeper.tick();
    expect(await store.passesByKey('k', 9)).toEqual([]);
    expect((await store.cursors()).passes).toBe(0);
    expect((await written()).map(({ type }) => type)).toContain('pass.scanned');
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
  });

  test('OF-29 a window follows what another one did', async () => {
    await keeper.signIn(formOf('hoa'));
    const other = start();
    expect(await other.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    await other.signIn(formOf('mai'));
    await keeper.follow();
    expect(keeper.officers().map(({ name }) => name)).toEqual(['Lý Thị Hoa', 'Lò Thị Mai']);
    await store.forget('pulled-and-keys');
    await keeper.follow();
    expect(keeper.current()).toBeNull();
    expect(keeper.tablet()).toBeNull();
  });

  test('OF-29 a window that follows lets go of nothing that rests in its memory alone', async () => {
    await keeper.signIn(formOf('hoa'));
    const append = store.append;
    Object.assign(store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await scan();
    await store.forget('pulled-and-keys');
    await keeper.follow();
    expect(keeper.tablet()?.memoryOnly()).toBe(1);
    Object.assign(store, { append });
    await scan();
    expect((await written()).map(({ type }) => type)).toEqual([
      'shift.opened',
      'pass.scanned',
      'pass.scanned',
    ]);
    await keeper.follow();
    expect(keeper.tablet()).toBeNull();
  });

  test('OF-30 the purge waits for what rests in memory alone', async () => {
    await keeper.signIn(formOf('hoa'));
    await pull();
    const append = store.append;
    Object.assign(store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await keeper.lock('locked');
    pass(73 * HOUR);
    await keeper.tick();
    expect(keeper.tablet()?.memoryOnly()).toBe(1);
    expect(await store.passesByKey('k', 9)).toHaveLength(1);
    Object.assign(store, { append });
    await keeper.tablet()?.exchange();
    expect((await lastOf('shift.ended'))?.body).toEqual({ why: 'locked', to: null });
    await keeper.tick();
    expect(keeper.tablet()).toBeNull();
    expect(await store.passesByKey('k', 9)).toEqual([]);
  });

  test('DV-10 whose post ended is out of the open shift and of the roster; who came back signs in anew', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.signIn(formOf('mai'));
    pass(MINUTE);
    await store.write({ ended: [{ person: 'id-mai', at: now }] });
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await lastOf('shift.ended'))?.body).toEqual({ why: 'expired', to: null });
    expect(keeper.officers().map(({ name }) => name)).toEqual(['Lý Thị Hoa']);
    expect((await keeper.byPassphrase(PASSPHRASES.mai ?? '')).kind).toBe('wrong');
    // Who took over from nobody goes on.
    pass(MINUTE);
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'open' });
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
    await keeper.tick();
    expect(keeper.current()?.officer.id).toBe('id-mai');
  });

  test('DV-10 a cold tablet is not opened by whose post ended, nor handed over to; with the last one the keys go', async () => {
    await keeper.signIn(formOf('mai'));
    await keeper.signIn(formOf('hoa'));
    pass(MINUTE);
    await store.write({ ended: [{ person: 'id-mai', at: now }] });
    expect(await keeper.handOver(keyOf('mai'), PINS.mai ?? '')).toEqual({ kind: 'sign-in-lapsed' });
    await store.write({
      ended: [
        { person: 'id-mai', at: now },
        { person: 'id-hoa', at: now },
      ],
    });
    keeper = start();
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'sign-in-lapsed' });
    expect(keeper.current()).toBeNull();
    expect(keeper.tablet()).toBeNull();
    expect(await store.read('roster')).toBeNull();
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'signed-out' });
    expect(await keeper.signIn(formOf('son'))).toEqual({ kind: 'signed-in' });
  });
});
