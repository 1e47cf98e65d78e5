import { expect, test } from 'vitest';
import { bench } from '../testing/exchange-bench';
import { recordNo } from '../testing/sample-passes';
import { crossingNo, passNo, scanDraft, writeOne } from '../testing/samples';
import { createExchange } from './exchange';

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
