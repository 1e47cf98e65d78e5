import { beforeEach, describe, expect, test } from 'vitest';
import { passNo, passRow } from '../testing/samples';
import {
  fakePasskeys,
  formOf,
  HOUR,
  keyOf,
  MINUTE,
  type SimulatedPost,
  scan,
  simulatedPost,
} from '../testing/simulated-post';
import type { ShiftKeeper } from './shift-keeper';

let post: SimulatedPost;
let keeper: ShiftKeeper;
beforeEach(async () => {
  post = await simulatedPost();
  keeper = post.start();
});

describe('shift', () => {
  test('OF-26 a shift is opened and ended in the log, by whom and how', async () => {
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'signed-in' });
    await scan(keeper);
    await keeper.lock('locked');
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
    await scan(keeper);
    const events = await post.written();
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
    const key = keyOf(keeper, 'hoa');
    keeper = post.start();
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
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
  });

  test('OF-28 wrong PINs slow down, and the fifth ends the PIN until the passphrase', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.lock('locked');
    const key = keyOf(keeper, 'hoa');
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const outcome = await keeper.byPin(key, '9999');
      outcomes.push(outcome.kind);
      if ('waitUntil' in outcome) {
        if (outcome.waitUntil > post.now) expect((await keeper.byPin(key, '2580')).kind).toBe('wait');
        post.now = Math.max(post.now, outcome.waitUntil);
      }
    }
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'passphrase-only']);
    post.pass(HOUR);
    expect(await keeper.byPin(key, '2580')).toEqual({ kind: 'passphrase-only' });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    await keeper.lock('locked');
    expect(await keeper.byPin(key, '2580')).toEqual({ kind: 'open' });
  });

  test('OF-28 a passkey opens a cold tablet', async () => {
    await keeper.signIn(formOf('hoa'));
    expect(await keeper.addPasskey()).toBe('added');
    keeper = post.start();
    expect(await keeper.byPasskey()).toEqual({ kind: 'open' });
    expect((await post.lastOf('shift.opened'))?.body).toMatchObject({ by: 'passkey' });
    post.passkeys = fakePasskeys();
    keeper = post.start();
    expect(await keeper.byPasskey()).toEqual({ kind: 'no-passkey' });
  });

  test('DV-3 fifteen minutes without a touch or a scan lock', async () => {
    await keeper.signIn(formOf('hoa'));
    post.pass(14 * MINUTE);
    keeper.touch();
    post.pass(14 * MINUTE);
    await keeper.tick();
    expect(keeper.current()).not.toBeNull();
    post.pass(MINUTE);
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await post.lastOf('shift.ended'))?.body).toEqual({ why: 'locked', to: null });
  });

  test('DV-1 after twelve hours, with the centre in reach, a sign-in is asked for; without it the shift goes on', async () => {
    await keeper.signIn(formOf('hoa'));
    post.pass(12 * HOUR);
    keeper.touch();
    post.pass(MINUTE);
    await keeper.tick();
    // The centre was last heard twelve hours ago: recording goes on.
    expect(keeper.current()).not.toBeNull();
    await post.hear();
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await post.lastOf('shift.ended'))?.body).toEqual({ why: 'expired', to: null });
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'sign-in-lapsed' });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'sign-in-lapsed' });
    post.centre = 'down';
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'offline' });
    post.centre = 'up';
    expect(await keeper.signIn(formOf('hoa', { pin: null }))).toEqual({ kind: 'signed-in' });
    // The PIN of before is kept.
    await keeper.lock('locked');
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
  });

  test('DV-1 a cold tablet whose officer lapsed opens again by a sign-in, its data kept', async () => {
    await keeper.signIn(formOf('hoa'));
    await post.store.applyPage({
      stream: 'passes',
      from: 0,
      next: 1,
      upserts: [passRow(passNo(1), null, 'k')],
      tombstones: [],
    });
    keeper = post.start();
    post.pass(13 * HOUR);
    await post.hear();
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'sign-in-lapsed' });
    expect(await keeper.signIn(formOf('hoa', { passphrase: 'quên rồi quên' }))).toEqual({
      kind: 'others-known',
    });
    expect(await keeper.signIn(formOf('hoa'))).toEqual({ kind: 'signed-in' });
    expect(await post.store.passesByKey('k', 9)).toHaveLength(1);
  });

  test('OF-20 the sign-in form is no way around the waits of the passphrase', async () => {
    await keeper.signIn(formOf('hoa'));
    keeper = post.start();
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
