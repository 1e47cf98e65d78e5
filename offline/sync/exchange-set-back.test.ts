import { expect, test } from 'vitest';
import { bench } from '../testing/exchange-bench';
import { recordNo } from '../testing/sample-passes';
import { passNo, scanDraft, writeOne } from '../testing/samples';
import { createExchange } from './exchange';

test('OF-2 a centre that forgot gets back what it lost', async () => {
  const { store, centre, ports, exchange } = await bench();
  await writeOne(store, scanDraft(passNo(1)));
  await exchange();
  const backup = centre.copy();
  const lost = await writeOne(store, scanDraft(passNo(2)));
  await exchange();
  centre.restoreFrom(backup);
  expect(centre.appliedTimes(lost.id)).toBe(0);
  // The app is opened anew, or five minutes pass.
  expect(await createExchange(ports)()).toEqual({ kind: 'done' });
  expect(centre.appliedTimes(lost.id)).toBe(1);
});

test('OF-2 what this tablet let go and the centre then lost is not called unsent for ever', async () => {
  const { store, centre, ports, exchange } = await bench();
  const backup = centre.copy();
  await writeOne(store, scanDraft(passNo(1)));
  await exchange();
  await exchange();
  expect(await store.prune(Number.MAX_SAFE_INTEGER)).toBe(1);
  centre.restoreFrom(backup);
  await createExchange(ports)();
  expect(await store.outbox(10)).toMatchObject({ events: [], ack: 1, headSeq: 1 });
});

test('OF-10 mustRefetch reads the stream again and asks whether anything of ours is missing', async () => {
  const { store, centre, pushes, exchange } = await bench();
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  await exchange();
  const ahead = { stream: 'passes' as const, from: 1, next: 99, upserts: [], tombstones: [] };
  await store.applyPage(ahead);
  expect(await exchange()).toEqual({ kind: 'done' });
  expect((await store.cursors()).passes).toBe(1);
  expect((await store.dossier({ crossingId: null, passId: passNo(1) })).pass).not.toBeNull();
  expect(pushes).toHaveLength(2);
});

test('OF-47 a centre that was set back and has since overtaken our cursors is noticed: all is read anew, what it lost is sent', async () => {
  const { store, centre, pushes, exchange } = await bench();
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  await exchange();
  const backup = centre.copy();
  const lost = await writeOne(store, scanDraft(passNo(1)));
  centre.publish({ kind: 'pass', record: await recordNo(2) });
  await exchange();
  const before = await store.cursors();
  centre.restoreFrom(backup);
  for (let n = 3; n <= 9; n += 1) centre.publish({ kind: 'pass', record: await recordNo(n) });
  const told = pushes.length;

  expect(await exchange()).toEqual({ kind: 'done' });
  const has = async (n: number) =>
    (await store.dossier({ crossingId: null, passId: passNo(n) })).pass !== null;
  expect((await store.cursors()).passes).toBeGreaterThan(before.passes);
  expect([await has(1), await has(2), await has(3), await has(9)]).toEqual([true, false, true, true]);
  const again = pushes.slice(told);
  // One push says the head and brings what was lost: the acknowledgement went back with the stream.
  expect(again.map((push) => [push.headSeq, push.from, push.events.length])).toEqual([[1, 1, 1]]);
  expect(centre.appliedTimes(lost.id)).toBe(1);
  expect(await exchange()).toEqual({ kind: 'done' });
  expect(pushes.slice(told)).toHaveLength(again.length);
});
