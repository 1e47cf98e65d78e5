import { beforeEach, describe, expect, test } from 'vitest';
import { StoreTrouble } from '../store/trouble';
import { crossingNo, passNo, passRow, scanDraft, writingOf } from '../testing/samples';
import {
  formOf,
  HOUR,
  keyOf,
  MINUTE,
  PASSPHRASES,
  PINS,
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

describe('leaving', () => {
  const pull = () =>
    post.store.applyPage({
      stream: 'passes',
      from: 0,
      next: 3,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
    });

  test('OF-29 the last one to sign out leaves the outbox, and no key and nothing pulled', async () => {
    await keeper.signIn(formOf('hoa'));
    await pull();
    await scan(keeper);
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect(keeper.tablet()).toBeNull();
    expect(await post.store.passesByKey('k', 9)).toEqual([]);
    for (const key of ['roster', 'vault', 'officer'] as const) expect(await post.store.read(key)).toBeNull();
    expect((await post.written()).map(({ type }) => type)).toEqual([
      'shift.opened',
      'pass.scanned',
      'shift.ended',
    ]);
    expect((await post.lastOf('shift.ended'))?.body).toEqual({ why: 'signed-out', to: null });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'signed-out' });
    // The next officer begins under a new key; the chain goes on.
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
    expect((await post.written()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('OF-29 who signs out while another is known takes only the own key along', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.signIn(formOf('mai'));
    await pull();
    await keeper.signOut();
    expect(await post.store.passesByKey('k', 9)).toHaveLength(1);
    keeper = post.start();
    expect((await keeper.byPassphrase('ca của Mai 2')).kind).toBe('wrong');
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
  });

  test('OF-17 a cold tablet opens on a full disk; what is recorded then waits in memory', async () => {
    await keeper.signIn(formOf('hoa'));
    keeper = post.start();
    const full = () => Promise.reject(new StoreTrouble('full', null));
    Object.assign(post.store, { append: full, write: full, prune: full });
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    expect((await scan(keeper))?.recorded).toEqual({ kind: 'memory-only', reason: 'full' });
    expect(keeper.current()).not.toBeNull();
  });

  test('OF-29 nobody signs out while records rest in memory alone', async () => {
    await keeper.signIn(formOf('hoa'));
    const append = post.store.append;
    Object.assign(post.store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await scan(keeper);
    expect(await keeper.signOut()).toEqual({ kind: 'memory-only', count: 2 });
    expect(keeper.current()).not.toBeNull();
    Object.assign(post.store, { append });
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect((await post.written()).map(({ type }) => type)).toContain('pass.scanned');
  });

  test('OF-29 where nobody who is known can open it, an officer begins anew; the outbox stays', async () => {
    await keeper.signIn(formOf('hoa'));
    await scan(keeper);
    await pull();
    keeper = post.start();
    expect(await keeper.signIn(formOf('mai', { anew: true }))).toEqual({ kind: 'signed-in' });
    expect(await post.store.passesByKey('k', 9)).toEqual([]);
    expect((await post.written()).map(({ type }) => type)).toContain('pass.scanned');
    expect((await keeper.byPassphrase('ca của Hoa 1')).kind).toBe('wrong');
  });

  test('OF-30 after three days without the centre and without an unlocking what was pulled goes; who is known stays', async () => {
    await keeper.signIn(formOf('hoa'));
    await pull();
    await post.store.append(writingOf(scanDraft(passNo(1), crossingNo(1))));
    await keeper.lock('locked');
    post.pass(72 * HOUR - 1);
    keeper = post.start();
    await keeper.tick();
    expect(await post.store.passesByKey('k', 9)).toHaveLength(1);
    post.pass(1);
    await keeper.tick();
    expect(await post.store.passesByKey('k', 9)).toEqual([]);
    expect((await post.store.cursors()).passes).toBe(0);
    expect((await post.written()).map(({ type }) => type)).toContain('pass.scanned');
    expect(await keeper.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
  });

  test('OF-29 a window follows what another one did', async () => {
    await keeper.signIn(formOf('hoa'));
    const other = post.start();
    expect(await other.byPassphrase('ca của Hoa 1')).toEqual({ kind: 'open' });
    await other.signIn(formOf('mai'));
    await keeper.follow();
    expect(keeper.officers().map(({ name }) => name)).toEqual(['Lý Thị Hoa', 'Lò Thị Mai']);
    await post.store.forget('pulled-and-keys');
    await keeper.follow();
    expect(keeper.current()).toBeNull();
    expect(keeper.tablet()).toBeNull();
  });

  test('OF-29 a window that follows lets go of nothing that rests in its memory alone', async () => {
    await keeper.signIn(formOf('hoa'));
    const append = post.store.append;
    Object.assign(post.store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await scan(keeper);
    await post.store.forget('pulled-and-keys');
    await keeper.follow();
    expect(keeper.tablet()?.memoryOnly()).toBe(1);
    Object.assign(post.store, { append });
    await scan(keeper);
    expect((await post.written()).map(({ type }) => type)).toEqual([
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
    const append = post.store.append;
    Object.assign(post.store, { append: () => Promise.reject(new StoreTrouble('full', null)) });
    await keeper.lock('locked');
    post.pass(73 * HOUR);
    await keeper.tick();
    expect(keeper.tablet()?.memoryOnly()).toBe(1);
    expect(await post.store.passesByKey('k', 9)).toHaveLength(1);
    Object.assign(post.store, { append });
    await keeper.tablet()?.exchange();
    expect((await post.lastOf('shift.ended'))?.body).toEqual({ why: 'locked', to: null });
    await keeper.tick();
    expect(keeper.tablet()).toBeNull();
    expect(await post.store.passesByKey('k', 9)).toEqual([]);
  });

  test('DV-10 whose post ended is out of the open shift and of the roster; who came back signs in anew', async () => {
    await keeper.signIn(formOf('hoa'));
    await keeper.signIn(formOf('mai'));
    post.pass(MINUTE);
    await post.store.write({ ended: [{ person: 'id-mai', at: post.now }] });
    await keeper.tick();
    expect(keeper.current()).toBeNull();
    expect((await post.lastOf('shift.ended'))?.body).toEqual({ why: 'expired', to: null });
    expect(keeper.officers().map(({ name }) => name)).toEqual(['Lý Thị Hoa']);
    expect((await keeper.byPassphrase(PASSPHRASES.mai ?? '')).kind).toBe('wrong');
    // Who took over from nobody goes on.
    post.pass(MINUTE);
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'open' });
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
    await keeper.tick();
    expect(keeper.current()?.officer.id).toBe('id-mai');
  });

  test('DV-10 a cold tablet is not opened by whose post ended, nor handed over to; with the last one the keys go', async () => {
    await keeper.signIn(formOf('mai'));
    await keeper.signIn(formOf('hoa'));
    post.pass(MINUTE);
    await post.store.write({ ended: [{ person: 'id-mai', at: post.now }] });
    expect(await keeper.handOver(keyOf(keeper, 'mai'), PINS.mai ?? '')).toEqual({ kind: 'sign-in-lapsed' });
    await post.store.write({
      ended: [
        { person: 'id-mai', at: post.now },
        { person: 'id-hoa', at: post.now },
      ],
    });
    keeper = post.start();
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'sign-in-lapsed' });
    expect(keeper.current()).toBeNull();
    expect(keeper.tablet()).toBeNull();
    expect(await post.store.read('roster')).toBeNull();
    expect(await keeper.byPassphrase(PASSPHRASES.hoa ?? '')).toEqual({ kind: 'signed-out' });
    expect(await keeper.signIn(formOf('son'))).toEqual({ kind: 'signed-in' });
  });
});
