import { expect, test } from 'vitest';
import type { GateEvent } from '@/domain/sync/event';
import { makeHlc } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { TABLET_MEMORY_MS } from '@/domain/sync/tablet-memory';
import { tidy } from '../store/tidy';
import { usesOf } from '../store/uses';
import { ackOf, type Fresh } from './contract-samples';
import {
  crossingNo,
  deviceNo,
  enrolSample,
  eventNo,
  gateHN,
  passNo,
  passRow,
  scanDraft,
  stepDraft,
  stepNamed,
  undoDraft,
  writeOne,
  writingOf,
} from './samples';

/** What a store promises of what the centre told: pages, passes, lists, and what is found by them. */
export function pulledContract(fresh: Fresh): void {
  test('OF-7 uses are a function of the own events and outlive their pruning', async () => {
    const { store } = await fresh();
    const entry = stepNamed('gate-entry');
    const tick = await writeOne(store, stepDraft(passNo(1), crossingNo(1), entry), 1000);
    const taken = await writeOne(store, stepDraft(passNo(1), crossingNo(1), stepNamed('yard-in')), 1000);
    const undo = await writeOne(store, undoDraft(passNo(1), taken.id), 1000);
    const wanted = { crossingId: null, passId: passNo(1) };
    const expected = usesOf([undo, taken, tick, tick]);
    expect((await store.dossier(wanted)).uses).toEqual(expected);
    await store.acknowledge(ackOf(3));
    expect(await store.prune(5000)).toBe(3);
    expect((await store.dossier(wanted)).uses).toEqual(expected);
  });

  test('OF-10 passes are found by their ids, in the order asked, and what is not on board is said', async () => {
    const { store } = await fresh();
    const upserts = [passRow(passNo(1), crossingNo(1)), passRow(passNo(2), crossingNo(2))];
    await store.applyPage({ stream: 'passes', from: 0, next: 1, upserts, tombstones: [] });
    const found = await store.passes([passNo(2), passNo(3), passNo(1)]);
    expect(found.map((row) => row?.passId ?? null)).toEqual([passNo(2), null, passNo(1)]);
  });

  test('OF-10 a page counts once, and only from where the cursor stands', async () => {
    const { store } = await fresh();
    const page = {
      stream: 'passes' as const,
      from: 0,
      next: 7,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
    };
    expect(await store.applyPage(page)).toBe(true);
    expect(await store.applyPage({ ...page, upserts: [passRow(passNo(2), crossingNo(2), 'k')] })).toBe(false);
    expect((await store.passesByKey('k', 9)).map((row) => row.passId)).toEqual([passNo(1)]);
    expect((await store.cursors()).passes).toBe(7);
  });

  test('OF-10 a tombstone takes the pass and, with its last one, the crossing of others', async () => {
    const { store } = await fresh();
    const event = { ...(await writeOne(store, scanDraft(passNo(1), crossingNo(1)))), device: deviceNo(9) };
    const other = {
      id: event.id,
      crossingId: crossingNo(1),
      passId: null,
      body: { kind: 'clear' as const, event },
    };
    await store.applyPage({
      stream: 'events',
      from: 0,
      next: 1,
      upserts: [other],
      tombstones: [],
      seen: null,
    });
    const rows = [passRow(passNo(1), crossingNo(1)), passRow(passNo(2), crossingNo(1))];
    await store.applyPage({ stream: 'passes', from: 0, next: 2, upserts: rows, tombstones: [] });
    const wanted = { crossingId: crossingNo(1), passId: null };
    await store.applyPage({ stream: 'passes', from: 2, next: 3, upserts: [], tombstones: [passNo(2)] });
    expect((await store.dossier(wanted)).others).toHaveLength(1);
    await store.applyPage({ stream: 'passes', from: 3, next: 4, upserts: [], tombstones: [passNo(1)] });
    expect(await store.dossier(wanted)).toMatchObject({ pass: null, others: [] });
  });

  test('OF-76 a page sealed under keys that were let go of is not taken, and leaves no trace', async () => {
    const { store } = await fresh();
    const pageOf = (generation: string | null) => ({
      stream: 'passes' as const,
      from: 0,
      next: 7,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
      generation,
    });
    const enrolled = await store.read('generation');
    expect(enrolled).not.toBeNull();
    await store.forget('pulled-and-keys');
    const next = await store.read('generation');
    expect(next).not.toBe(enrolled);
    expect(await store.applyPage(pageOf(enrolled))).toBe(false);
    expect(await store.passesByKey('k', 9)).toEqual([]);
    expect((await store.cursors()).passes).toBe(0);
    expect(await store.applyPage(pageOf(next))).toBe(true);
    // The keys stay, and what was begun under them goes on.
    await store.forget('pulled');
    expect(await store.applyPage(pageOf(next))).toBe(true);
    await store.wipe('supervisor');
    expect(await store.read('generation')).not.toBe(next);
    await enrolSample(store, deviceNo(2));
    expect(await store.applyPage(pageOf(next))).toBe(false);
  });

  test('OF-77 vehicles that left three days ago leave a tablet that stays online; those still here stay', async () => {
    const { store } = await fresh();
    const event = await writeOne(store, scanDraft(passNo(9)));
    const other = (n: number) => ({
      id: eventNo(500 + n),
      crossingId: crossingNo(n),
      passId: null,
      body: {
        kind: 'clear' as const,
        event: { ...event, id: eventNo(500 + n), device: deviceNo(9), crossingId: crossingNo(n) },
      },
    });
    const upserts = [
      { ...passRow(passNo(1), crossingNo(1), 'k'), endedAt: 1000 },
      { ...passRow(passNo(2), crossingNo(2), 'k'), endedAt: 1001 },
      // Of this crossing one pass is over and another one is live.
      { ...passRow(passNo(3), crossingNo(3), 'k'), endedAt: 1000 },
      passRow(passNo(4), crossingNo(3), 'k'),
    ];
    await store.applyPage({ stream: 'passes', from: 0, next: 4, upserts, tombstones: [] });
    const others = [other(1), other(2), other(3)];
    await store.applyPage({
      stream: 'events',
      from: 0,
      next: 3,
      upserts: others,
      tombstones: [],
      seen: null,
    });
    const known = async () => (await store.passesByKey('k', 9)).map(({ passId }) => passId).sort();
    await tidy(store, 0);
    expect(await known()).toHaveLength(4);
    await store.write({ lastExchangeAt: 1001 + TABLET_MEMORY_MS });
    await tidy(store, 0);
    expect(await known()).toEqual([passNo(2), passNo(4)]);
    const othersOf = async (n: number) =>
      (await store.dossier({ crossingId: crossingNo(n), passId: null })).others.length;
    expect(await Promise.all([1, 2, 3].map(othersOf))).toEqual([0, 1, 1]);
    expect((await store.cursors()).passes).toBe(4);
  });

  test('OF-77 incidents that were resolved three days ago go as well; what is open stays, however old', async () => {
    const { store } = await fresh();
    const incident = (n: number, resolvedAt: number | null): Incident => ({
      id: String(n).padStart(32, '0'),
      gateId: gateHN,
      kind: 'clone',
      severity: 'serious',
      crossingId: crossingNo(n),
      passId: null,
      devices: [],
      events: [],
      at: 1,
      resolved: resolvedAt === null ? null : { reason: 'seen', by: null, at: resolvedAt },
    });
    const upserts = [incident(1, 1000), incident(2, 1001), incident(3, null)];
    await store.applyPage({ stream: 'incidents', from: 0, next: 3, upserts, tombstones: [] });
    await store.write({ lastExchangeAt: 1001 + TABLET_MEMORY_MS });
    await tidy(store, 0);
    expect((await store.incidents()).map(({ crossingId }) => crossingId)).toEqual([
      crossingNo(2),
      crossingNo(3),
    ]);
  });

  test('OF-11 what is written next sorts after what was read', async () => {
    const { store } = await fresh();
    const before = await writeOne(store, scanDraft(passNo(1)));
    const seen = makeHlc(before.wall + 3_600_000, 5);
    await store.applyPage({ stream: 'events', from: 0, next: 1, upserts: [], tombstones: [], seen });
    const after = await writeOne(store, scanDraft(passNo(2)));
    expect(after.hlc > seen).toBe(true);
    expect(after.prev).toBe(before.hash);
  });

  test('OF-10 a dropped stream is read again from 0', async () => {
    const { store } = await fresh();
    await store.applyPage({
      stream: 'passes',
      from: 0,
      next: 7,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
    });
    await store.dropStream('passes');
    expect(await store.passesByKey('k', 9)).toEqual([]);
    expect((await store.cursors()).passes).toBe(0);
  });

  test('OF-13 an older signed list never replaces a newer one', async () => {
    const { store } = await fresh();
    const list = (version: number) => ({
      kind: 'trust-list' as const,
      version,
      signer: 'r',
      payload: '',
      signature: '',
    });
    await store.applyPage({ stream: 'lists', from: 0, next: 1, upserts: [list(5)], tombstones: [] });
    await store.applyPage({ stream: 'lists', from: 1, next: 2, upserts: [list(4)], tombstones: [] });
    expect((await store.lists()).map((kept) => kept.version)).toEqual([5]);
  });

  test('a pass seen before the centre told of it is kept, and never replaces a told one', async () => {
    const { store } = await fresh();
    await store.append({ ...writingOf(scanDraft(passNo(1))), seen: passRow(passNo(1), null, 'seen') });
    await store.applyPage({
      stream: 'passes',
      from: 0,
      next: 1,
      upserts: [passRow(passNo(1), crossingNo(1), 'told')],
      tombstones: [],
    });
    await store.append({ ...writingOf(scanDraft(passNo(1))), seen: passRow(passNo(1), null, 'seen') });
    expect((await store.dossier({ crossingId: null, passId: passNo(1) })).pass?.keys).toEqual(['told']);
  });

  test('a dossier finds by crossing and by pass what was written before the crossing was known', async () => {
    const { store } = await fresh();
    const before = await writeOne(store, scanDraft(passNo(1)));
    await store.applyPage({
      stream: 'passes',
      from: 0,
      next: 1,
      upserts: [passRow(passNo(1), crossingNo(1))],
      tombstones: [],
    });
    const after = await writeOne(store, scanDraft(passNo(1), crossingNo(1)));
    await writeOne(store, scanDraft(passNo(2), crossingNo(2)));
    const dossier = await store.dossier({ crossingId: crossingNo(1), passId: null });
    expect(dossier.own.map((row) => row.id).sort()).toEqual([before.id, after.id].sort());
  });

  test('OF-85 what was done under one pass is found under the one that took its place, also where its crossing was unknown', async () => {
    const { store } = await fresh();
    const [old, anew, crossing] = [passNo(1), passNo(2), crossingNo(1)];
    const tick = await writeOne(store, stepDraft(old, null, stepNamed('gate-entry')));
    const elsewhere = (n: number) => ({
      id: eventNo(n),
      crossingId: null,
      passId: old,
      body: { kind: 'clear' as const, event: { ...tick, id: eventNo(n), device: deviceNo(9) } },
    });
    const page = { from: 0, next: 1, tombstones: [] };
    await store.applyPage({ stream: 'events', ...page, upserts: [elsewhere(90)], seen: null });
    await store.applyPage({ stream: 'passes', ...page, upserts: [passRow(old, crossing)] });
    const dead = { ...passRow(old, crossing), isDead: true };
    const upserts = [passRow(anew, crossing), dead];
    await store.applyPage({ stream: 'passes', from: 1, next: 2, tombstones: [], upserts });
    await store.applyPage({
      stream: 'events',
      from: 1,
      next: 2,
      tombstones: [],
      upserts: [elsewhere(91)],
      seen: null,
    });
    const late = await writeOne(store, undoDraft(old, tick.id));
    expect(await store.crossingsSeen()).toEqual([crossing]);
    for (const wanted of [
      { crossingId: null, passId: anew },
      { crossingId: crossing, passId: null },
    ]) {
      const dossier = await store.dossier(wanted);
      expect(dossier.pass?.passId).toBe(anew);
      expect(dossier.own.map(({ id }) => id).sort()).toEqual([tick.id, late.id].sort());
      expect(dossier.others.map(({ id }) => id).sort()).toEqual([eventNo(90), eventNo(91)]);
      expect(dossier.uses).toEqual(usesOf([tick, late]));
    }
    // What goes to the centre and into the chain stays as it was hashed.
    expect((await store.outbox(9)).events).toEqual([tick, late]);
  });

  test('OF-85 a vehicle that was ticked where nobody knew its crossing waits as any other as soon as it is known', async () => {
    const { store } = await fresh();
    await writeOne(store, stepDraft(passNo(1), null, stepNamed('gate-entry')));
    expect(await store.crossingsSeen()).toEqual([]);
    const upserts = [passRow(passNo(1), crossingNo(1))];
    await store.applyPage({ stream: 'passes', from: 0, next: 1, upserts, tombstones: [] });
    expect(await store.crossingsSeen()).toEqual([crossingNo(1)]);
  });

  test('OF-71 crossings that were scanned or ticked, here or elsewhere, each once; a declared one is none', async () => {
    const { store } = await fresh();
    const own = await writeOne(store, scanDraft(passNo(1), crossingNo(1)));
    await writeOne(store, stepDraft(passNo(1), crossingNo(1), stepNamed('gate-entry')));
    const other = (n: number, event: typeof own) => ({
      id: eventNo(n),
      crossingId: crossingNo(n),
      passId: null,
      body: { kind: 'clear' as const, event: { ...event, id: eventNo(n), device: deviceNo(9) } },
    });
    const issued = {
      ...own,
      type: 'pass.issued',
      body: { revision: 0, notBefore: 0, notAfter: 1 },
    } as GateEvent;
    const upserts = [other(2, own), other(3, own), other(4, issued)];
    await store.applyPage({ stream: 'events', from: 0, next: 1, upserts, tombstones: [], seen: null });
    expect([...(await store.crossingsSeen())].sort()).toEqual([crossingNo(1), crossingNo(2), crossingNo(3)]);
  });

  test('a listener hears of every committed change', async () => {
    const { store } = await fresh();
    let heard = 0;
    const stop = store.subscribe(() => heard++);
    await writeOne(store, scanDraft(passNo(1)));
    await expect.poll(() => heard).toBeGreaterThan(0);
    stop();
  });
}
