import { beforeEach, describe, expect, test } from 'vitest';
import {
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

describe('hand-over', () => {
  beforeEach(async () => {
    await keeper.signIn(formOf('hoa'));
    expect(await keeper.signIn(formOf('mai'))).toEqual({ kind: 'signed-in' });
  });

  test('OF-27 a name and a PIN hand over: events carry the next officer, the outbox loses nothing', async () => {
    await scan(keeper);
    expect(await keeper.handOver(keyOf(keeper, 'mai'), '1470')).toEqual({ kind: 'same-officer' });
    expect(await keeper.handOver(keyOf(keeper, 'hoa'), '9999')).toMatchObject({ kind: 'wrong' });
    expect(keeper.current()?.officer.name).toBe('Lò Thị Mai');
    expect(await keeper.handOver(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
    await scan(keeper);
    const events = await post.written();
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
    post.pass(24 * HOUR);
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'second-needed' });
    expect(keeper.current()).toBeNull();
    expect(keeper.first()).toMatchObject({ name: 'Lý Thị Hoa', silentMs: 24 * HOUR });
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'same-officer' });
    expect(await keeper.byPassphrase('ca của Mai 2')).toEqual({ kind: 'open' });
    expect(keeper.current()).toMatchObject({ officer: { id: 'id-hoa' }, silent: { second: 'id-mai' } });
    await scan(keeper);
    const opened = await post.lastOf('shift.opened');
    expect(opened).toMatchObject({
      actor: 'id-hoa',
      body: { by: 'pin', second: 'id-mai', silentMs: 24 * HOUR },
    });
    expect((await post.lastOf('pass.scanned'))?.shift).toBe(opened?.shift);
  });

  test('DV-2 an open shift goes on however long the centre is silent; at a hand-over the one who leaves is the second', async () => {
    for (let hours = 0; hours < 30 * 6; hours += 1) {
      post.pass(10 * MINUTE);
      keeper.touch();
      await keeper.tick();
    }
    expect((await scan(keeper))?.recorded.kind).toBe('recorded');
    expect(await keeper.handOver(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
    expect((await post.lastOf('shift.opened'))?.body).toMatchObject({
      second: 'id-mai',
      silentMs: 30 * HOUR,
    });
  });

  test('DV-2 given up, the second is asked for anew; where nobody else is known one opens and says so', async () => {
    await keeper.lock('locked');
    post.pass(25 * HOUR);
    await keeper.byPin(keyOf(keeper, 'hoa'), '2580');
    keeper.giveUp();
    expect(await keeper.byPin(keyOf(keeper, 'mai'), '1470')).toEqual({ kind: 'second-needed' });
    await keeper.byPin(keyOf(keeper, 'hoa'), '2580');
    expect(await keeper.signOut()).toEqual({ kind: 'signed-out' });
    expect(await keeper.byPin(keyOf(keeper, 'hoa'), '2580')).toEqual({ kind: 'open' });
    expect((await post.lastOf('shift.opened'))?.body).toMatchObject({ second: null, silentMs: 25 * HOUR });
    expect(keeper.current()?.silent).toEqual({ ms: 25 * HOUR, second: null });
  });
});
