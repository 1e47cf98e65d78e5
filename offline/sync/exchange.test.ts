import { expect, test } from 'vitest';
import type { PushRequest } from '@/domain/sync/protocol';
import { memoryStore } from '../store/memory-store';
import { createCentre } from '../testing/centre';
import { plainVault } from '../testing/plain-vault';
import { recordNo } from '../testing/sample-passes';
import { crossingNo, deviceNo, enrolSample, gateHN, passNo, scanDraft, writeOne } from '../testing/samples';
import { createExchange, type ExchangePorts } from './exchange';
import { type Failure, failed, type Transport } from './transport';

const clock = { wall: () => 1000, mono: () => 0, boot: 'b' };

async function bench(change: (line: Transport) => Partial<Transport> = () => ({})) {
  const store = memoryStore();
  await enrolSample(store, deviceNo(1));
  const centre = createCentre({ gateId: gateHN, now: () => 6000, pageSize: 2 });
  const pushes: PushRequest[] = [];
  const line: Transport = {
    push: async (request) => {
      pushes.push(request);
      return { kind: 'answer', value: centre.push(request) };
    },
    pull: async (request) => ({ kind: 'answer', value: centre.pull(request) }),
  };
  const ports: ExchangePorts = {
    store,
    transport: { ...line, ...change(line) },
    clock,
    vault: () => plainVault,
    trusted: async (lists) => lists,
  };
  return { store, centre, pushes, ports, exchange: createExchange(ports) };
}

test('DV-9 DV-10 the tablet heeds what it is called now and whose post ended, and keeps both', async () => {
  const ended = [{ person: 'p-1', at: 5 }];
  const { store, exchange } = await bench((line) => ({
    pull: async (request) => {
      const reply = await line.pull(request);
      const home = { name: 'HN-31', checkpoint: 'Cổng 9' };
      return reply.kind === 'answer' ? { ...reply, value: { ...reply.value, home, ended } } : reply;
    },
  }));
  const before = await store.read('enrolment');
  expect(await exchange()).toEqual({ kind: 'done' });
  expect(await store.read('enrolment')).toEqual({ ...before, deviceName: 'HN-31', checkpoint: 'Cổng 9' });
  expect(await store.read('ended')).toEqual(ended);
});

test('OF-76 signed out while the centre answers, nothing more is taken in, and nobody says that all was read', async () => {
  let pulls = 0;
  const { store, centre, exchange } = await bench((line) => ({
    pull: async (request) => {
      pulls += 1;
      const reply = await line.pull(request);
      if (pulls === 2) await store.forget('pulled-and-keys');
      return reply;
    },
  }));
  for (let n = 1; n <= 9; n += 1) centre.publish({ kind: 'pass', record: await recordNo(n) });
  expect(await exchange()).toEqual({ kind: 'done' });
  expect(pulls).toBe(2);
  expect((await store.cursors()).passes).toBe(0);
  expect(await store.read('readToEnd')).toBeNull();
});

test('OF-76 a tablet under keys that were let go of receives nothing, also with an exchange begun later', async () => {
  const { store, centre, ports } = await bench();
  const before = createExchange({ ...ports, generation: await store.read('generation') });
  await store.forget('pulled-and-keys');
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  expect(await before()).toEqual({ kind: 'done' });
  expect((await store.cursors()).passes).toBe(0);
  expect(await createExchange(ports)()).toEqual({ kind: 'done' });
  expect((await store.cursors()).passes).toBe(1);
});

test('OF-12 a clock that is turned while the centre answers does not make what is known younger than it is', async () => {
  let now = 6000;
  let turned = 0;
  const { store, ports } = await bench();
  const { transport } = ports;
  const exchange = createExchange({
    ...ports,
    clock: { wall: () => now + turned, mono: () => now, boot: 'b' },
    transport: {
      ...transport,
      pull: async (request) => {
        const reply = await transport.pull(request);
        turned += now > 6000 ? 48 * 3_600_000 : 0;
        return reply;
      },
    },
  });
  await exchange();
  expect(await store.read('lastExchangeAt')).toBe(6000);
  now = 9000;
  await exchange();
  expect(await store.read('lastExchangeAt')).toBe(9000);
});

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
  expect((await store.recent(1))[0]?.verdict?.kind).toBe('duplicate');
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

test('OF-9 only an exchange that read everything says that it did', async () => {
  const { store, ports, exchange } = await bench();
  await createExchange({ ...ports, vault: () => null })();
  expect(await store.read('readToEnd')).toBeNull();
  await exchange();
  expect(await store.read('readToEnd')).toBe(true);
});

test('OF-46 of its own a tablet takes in what it let go, and nothing else', async () => {
  const { store, centre, exchange } = await bench();
  const gone = await writeOne(store, scanDraft(passNo(1), crossingNo(1)), 1000);
  await exchange();
  expect(await store.prune(5000)).toBe(1);
  const kept = await writeOne(store, scanDraft(passNo(1), crossingNo(1)), 9000);
  await exchange();
  for (const event of [gone, kept]) centre.publish({ kind: 'event', event });
  await exchange();
  const { own, others } = await store.dossier({ crossingId: crossingNo(1), passId: passNo(1) });
  expect([...own, ...others].map((row) => row.id).sort()).toEqual([gone.id, kept.id].sort());
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

test('OF-49 a withdrawn tablet sends what it recorded, is told nothing, and forgets all only once it is asked to and has sent all', async () => {
  const { store, centre, exchange } = await bench();
  await exchange();
  centre.setStanding(deviceNo(1), 'withdrawn');
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  const event = await writeOne(store, scanDraft(passNo(1)));
  const out = { kind: 'failed', failure: { kind: 'device-revoked' } };
  expect(await exchange()).toEqual(out);
  expect(centre.appliedTimes(event.id)).toBe(1);
  expect((await store.cursors()).passes).toBe(0);

  centre.setStanding(deviceNo(1), 'wipe');
  await writeOne(store, scanDraft(passNo(2)));
  expect(await exchange()).toEqual({ kind: 'wiped' });
  expect(centre.events()).toHaveLength(2);
  expect(await store.recent(10)).toEqual([]);
  expect(await store.read('enrolment')).toBeNull();
  expect(await store.read('wipedAt')).toBe(1000);
  expect(await exchange()).toEqual({ kind: 'not-enrolled' });
});

test('OF-49 nothing is forgotten while a fact is not at the centre: lost answers, a fact written meanwhile, a full disk', async () => {
  const { store, centre, ports } = await bench();
  await createExchange(ports)();
  centre.setStanding(deviceNo(1), 'wipe');
  const out = { kind: 'failed', failure: { kind: 'device-revoked' } };
  const full = createExchange({ ...ports, memoryOnly: () => 1 });
  expect(await full()).toEqual(out);
  const meanwhile = createExchange({
    ...ports,
    store: {
      ...store,
      wipe: async (permission) => {
        await writeOne(store, scanDraft(passNo(3)));
        return store.wipe(permission);
      },
    },
  });
  expect(await meanwhile()).toEqual(out);
  expect((await store.standing()).unsynced).toBe(1);
  const lost = createExchange({
    ...ports,
    transport: { ...ports.transport, push: async () => failed({ kind: 'unreachable' }) },
  });
  expect(await lost()).toEqual({ kind: 'failed', failure: { kind: 'unreachable' } });
  expect((await store.standing()).unsynced).toBe(1);
  expect(await createExchange(ports)()).toEqual({ kind: 'wiped' });
  expect(centre.events()).toHaveLength(1);
});

test('OF-49 a refused pull is asked after at once: only a push says that the tablet shall forget', async () => {
  const { store, centre, exchange } = await bench((line) => ({
    pull: async () => failed({ kind: 'device-revoked' }),
    push: line.push,
  }));
  expect(await exchange()).toEqual({ kind: 'failed', failure: { kind: 'device-revoked' } });
  centre.setStanding(deviceNo(1), 'wipe');
  expect(await exchange()).toEqual({ kind: 'wiped' });
  expect(await store.read('enrolment')).toBeNull();
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

test('OF-46 what was missed is read in steps, and how far it is is said', async () => {
  const said: (number | null)[] = [];
  const { centre, ports } = await bench();
  for (let n = 1; n <= 8; n += 1) centre.publish({ kind: 'pass', record: await recordNo(n) });
  const exchange = createExchange({ ...ports, onProgress: (share) => said.push(share) });
  await exchange();
  const shares = said.filter((share) => share !== null);
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(Math.max(...shares)).toBeLessThan(1);
  expect(said.at(-1)).toBeNull();
  // Nothing missed, nothing said.
  said.length = 0;
  await exchange();
  expect(said).toEqual([null]);
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

test('OF-9 a centre that never says done does not hold the tablet for ever', async () => {
  const { exchange } = await bench((line) => ({
    pull: async (request) => {
      const reply = await line.pull(request);
      if (reply.kind === 'failed') return reply;
      const { pages } = reply.value;
      return {
        kind: 'answer',
        value: { ...reply.value, pages: { ...pages, events: { ...pages.events, done: false } } },
      };
    },
  }));
  expect(await exchange()).toEqual({ kind: 'failed', failure: { kind: 'not-the-centre' } });
});

test('OF-19 a locked tablet sends and takes in nothing it could not seal', async () => {
  const { store, centre, ports } = await bench();
  centre.publish({ kind: 'pass', record: await recordNo(1) });
  await writeOne(store, scanDraft(passNo(1)));
  expect(await createExchange({ ...ports, vault: () => null })()).toEqual({ kind: 'done' });
  expect(centre.events()).toHaveLength(1);
  expect((await store.cursors()).passes).toBe(0);
});
