import { expect, test } from 'vitest';
import { bench } from '../testing/exchange-bench';
import { recordNo } from '../testing/sample-passes';
import { deviceNo, passNo, scanDraft, writeOne } from '../testing/samples';
import { createExchange } from './exchange';
import { failed } from './transport';

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
