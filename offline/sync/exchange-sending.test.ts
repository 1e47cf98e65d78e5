import { expect, test } from 'vitest';
import type { Store } from '../store/store';
import { StoreTrouble } from '../store/trouble';
import { bench } from '../testing/exchange-bench';
import { recordNo } from '../testing/sample-passes';
import { passNo, scanDraft, writeOne } from '../testing/samples';
import { createExchange } from './exchange';
import { type Failure, failed } from './transport';

test('OF-1 more than one batch goes out in order, and all of it', async () => {
  const { store, centre, pushes, exchange } = await bench();
  for (let n = 1; n <= 450; n += 1) await writeOne(store, scanDraft(passNo(n)));
  expect(await exchange()).toEqual({ kind: 'done' });
  expect(pushes.map((push) => [push.from, push.events.length])).toEqual([
    [1, 200],
    [201, 200],
    [401, 50],
  ]);
  expect(centre.events()).toHaveLength(450);
  expect(await store.standing()).toMatchObject({ unsynced: 0, ack: 450 });
});

test('OF-2 an answer that is lost means sending again, and nothing more', async () => {
  let lost = 1;
  const { store, centre, exchange } = await bench((line) => ({
    push: async (request) => {
      const reply = await line.push(request);
      return lost-- > 0 ? failed({ kind: 'unreachable' }) : reply;
    },
  }));
  const event = await writeOne(store, scanDraft(passNo(1)));
  expect(await exchange()).toEqual({ kind: 'failed', failure: { kind: 'unreachable' } });
  expect((await store.standing()).unsynced).toBe(1);
  expect(await exchange()).toEqual({ kind: 'done' });
  expect(centre.appliedTimes(event.id)).toBe(1);
  expect(await store.standing()).toMatchObject({ unsynced: 0, quarantined: 0 });
});

test('OF-8 a poisoned event is put aside at the centre and delays no other', async () => {
  const { store, centre, exchange } = await bench((line) => ({
    push: (request) => {
      const events = request.events.map((event, at) => (at === 1 ? { garbled: true } : event));
      return line.push({ ...request, events });
    },
  }));
  for (let n = 1; n <= 3; n += 1) await writeOne(store, scanDraft(passNo(n)));
  await exchange();
  expect(centre.events().map((event) => event.seq)).toEqual([1, 3]);
  expect(centre.quarantine()).toHaveLength(1);
  expect(await store.standing()).toMatchObject({ unsynced: 0, quarantined: 1 });
});

test('OF-8 a batch the centre cannot read is halved, and news arrives all the same', async () => {
  const sizes: number[] = [];
  const { store, centre, exchange } = await bench((line) => ({
    push: async (request) => {
      sizes.push(request.events.length);
      return request.events.length > 3 ? failed({ kind: 'refused' }) : line.push(request);
    },
  }));
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  for (let n = 1; n <= 8; n += 1) await writeOne(store, scanDraft(passNo(n)));
  expect(await exchange()).toEqual({ kind: 'failed', failure: { kind: 'refused' } });
  expect((await store.cursors()).passes).toBe(1);
  for (let turn = 0; turn < 12; turn += 1) await exchange();
  expect(sizes.slice(0, 3)).toEqual([8, 4, 2]);
  expect(centre.events()).toHaveLength(8);
  expect((await store.standing()).unsynced).toBe(0);
});

test('OF-8 a slow line gets smaller batches, a dead one the whole backlog at once when it is back', async () => {
  const sizes: number[] = [];
  let failure: Failure | null = { kind: 'unreachable', sign: 'slow' };
  const { store, exchange } = await bench((line) => ({
    push: async (request) => {
      sizes.push(request.events.length);
      return failure === null ? line.push(request) : failed(failure);
    },
  }));
  for (let n = 1; n <= 8; n += 1) await writeOne(store, scanDraft(passNo(n)));
  await exchange();
  await exchange();
  failure = { kind: 'unreachable' };
  for (let turn = 0; turn < 5; turn += 1) await exchange();
  failure = null;
  await exchange();
  expect(sizes).toEqual([8, 4, 2, 2, 2, 2, 2, 2, 4, 2]);
  expect((await store.standing()).unsynced).toBe(0);
});

test('OF-48 a tablet told to update keeps every scan and sends them when it was', async () => {
  let updated = false;
  const { store, centre, exchange } = await bench((line) => ({
    push: async (request) => (updated ? line.push(request) : failed({ kind: 'needs-update' })),
    pull: async (request) => (updated ? line.pull(request) : failed({ kind: 'needs-update' })),
  }));
  const told = { kind: 'failed', failure: { kind: 'needs-update' } };
  for (let n = 1; n <= 3; n += 1) {
    await writeOne(store, scanDraft(passNo(n)));
    expect(await exchange()).toEqual(told);
  }
  expect(await store.standing()).toMatchObject({ unsynced: 3 });
  updated = true;
  for (let turn = 0; turn < 4; turn += 1) await exchange();
  expect(centre.events()).toHaveLength(3);
  expect(await store.standing()).toMatchObject({ unsynced: 0 });
});

test('OF-43 how the machine fares is told once a turn, and a look that fails holds nothing up', async () => {
  const { store, pushes, ports } = await bench();
  const machine = {
    version: 'abc',
    storageUsedBytes: 1,
    storageQuotaBytes: 2,
    persisted: true,
    battery: { level: 0.5, charging: false },
  };
  for (let n = 1; n <= 201; n += 1) await writeOne(store, scanDraft(passNo(n)));
  await createExchange({ ...ports, machine: async () => machine })();
  expect(pushes.map((push) => push.condition?.unsynced ?? null)).toEqual([201, null]);
  expect(pushes[0]?.condition).toMatchObject(machine);
  await createExchange({ ...ports, machine: () => Promise.reject(new Error('no battery')) })();
  expect(pushes.at(-1)?.condition).toBeNull();
});

test('OF-17 on a full disk what the centre has is known to be there all the same, and makes room', async () => {
  const { store, centre, ports } = await bench();
  for (let n = 1; n <= 5; n += 1) await writeOne(store, scanDraft(passNo(n)), 1000);
  let room = 0;
  const full = () => Promise.reject(new StoreTrouble('full', null));
  const tight: Store = {
    ...store,
    acknowledge: (word) => (room > 0 ? store.acknowledge(word) : full()),
    prune: async (before) => {
      const gone = await store.prune(before);
      room += 1;
      return gone;
    },
  };
  expect(await createExchange({ ...ports, store: tight })()).toEqual({ kind: 'done' });
  expect(centre.events()).toHaveLength(5);
  expect(await store.standing()).toMatchObject({ unsynced: 0 });
  // Nothing that makes room helps: what is here stays and is offered again.
  await writeOne(store, scanDraft(passNo(6)));
  const hopeless: Store = { ...store, acknowledge: full };
  await expect(createExchange({ ...ports, store: hopeless })()).rejects.toThrow(StoreTrouble);
  expect(await store.standing()).toMatchObject({ unsynced: 1 });
});

test('OF-17 a centre that was set back is about to want what it had: on a full disk nothing of that is let go', async () => {
  let isSetBack = false;
  const { store, ports, exchange } = await bench((line) => ({
    push: async (request) => {
      const reply = await line.push(request);
      if (!isSetBack || reply.kind === 'failed') return reply;
      return { ...reply, value: { ...reply.value, ackSeq: 0, hadSeq: 0, verdicts: [] } };
    },
  }));
  for (let n = 1; n <= 3; n += 1) await writeOne(store, scanDraft(passNo(n)), 1000);
  await exchange();
  isSetBack = true;
  await writeOne(store, scanDraft(passNo(4)));
  const full: Store = { ...store, acknowledge: () => Promise.reject(new StoreTrouble('full', null)) };
  await expect(createExchange({ ...ports, store: full })()).rejects.toThrow(StoreTrouble);
  expect(await store.recent(9)).toHaveLength(4);
});
