import { expect, test } from 'vitest';
import { checkLink, emptyTail } from '@/domain/sync/chain';
import type { EventVerdict, Mark } from '@/domain/sync/protocol';
import { tidy } from '../store/tidy';
import { ackOf, applied, device, type Fresh, range } from './contract-samples';
import {
  crossingNo,
  deviceNo,
  enrolSample,
  eventNo,
  passNo,
  passRow,
  scanDraft,
  stampNo,
  stepDraft,
  stepNamed,
  writeOne,
  writingOf,
} from './samples';

/** What a store promises of the own log: what is written, what goes out, what was acknowledged, what is let go. */
export function outboxContract(fresh: Fresh): void {
  test('OF-5 one writing is chained whole, in order, from the stored tail', async () => {
    const { store } = await fresh();
    await store.append(writingOf(scanDraft(passNo(1)), scanDraft(passNo(2))));
    await writeOne(store, scanDraft(passNo(3)));
    let tail = emptyTail(device);
    for (const event of (await store.outbox(10)).events) {
      const link = checkLink(tail, event);
      if (!link.ok) throw new Error(link.error);
      tail = link.value;
    }
    expect(tail.seq).toBe(3);
    expect(await store.read('tail')).toEqual(tail);
  });

  test('OF-5 a writing that fails leaves no event and no moved tail', async () => {
    const { store } = await fresh();
    const first = await writeOne(store, scanDraft(passNo(1)));
    const broken = { draft: scanDraft(passNo(2)), stamp: { ...stampNo(900), id: first.id } };
    const writing = { entries: [writingOf(scanDraft(passNo(3))).entries[0] ?? broken, broken], seen: null };
    await expect(store.append(writing)).rejects.toThrow();
    expect((await store.outbox(10)).events).toEqual([first]);
    expect((await store.read('tail'))?.seq).toBe(1);
    expect((await writeOne(store, scanDraft(passNo(4)))).seq).toBe(2);
  });

  test('OF-6 writings at once never share a sequence number', async () => {
    const { store } = await fresh();
    await Promise.all(range(20).map((n) => writeOne(store, scanDraft(passNo(n)))));
    const { events } = await store.outbox(100);
    expect(events.map((event) => event.seq)).toEqual(range(20));
    expect(events.every((event, at) => at === 0 || event.prev === events[at - 1]?.hash)).toBe(true);
  });

  test('OF-1 the outbox is what stands above the acknowledgement, at most as many as asked', async () => {
    const { store } = await fresh();
    for (const n of range(5)) await writeOne(store, scanDraft(passNo(n)));
    await store.acknowledge(ackOf(2, { verdicts: [applied(1), applied(2)] }));
    const outbox = await store.outbox(2);
    expect(outbox.events.map((event) => event.seq)).toEqual([3, 4]);
    expect(outbox).toMatchObject({ device, ack: 2, headSeq: 5 });
    expect(await store.standing()).toMatchObject({ unsynced: 3, ack: 2, headSeq: 5, quarantined: 0 });
    expect((await store.standing()).oldestUnsynced?.seq).toBe(3);
  });

  test('OF-2 an acknowledgement never passes the head and goes back only when the centre says it has less', async () => {
    const { store } = await fresh();
    for (const n of range(3)) await writeOne(store, scanDraft(passNo(n)));
    await store.acknowledge(ackOf(99));
    expect((await store.standing()).ack).toBe(3);
    await store.acknowledge(ackOf(1));
    expect((await store.standing()).ack).toBe(3);
    await store.acknowledge(ackOf(1, { rewind: true }));
    expect((await store.outbox(9)).events.map((event) => event.seq)).toEqual([2, 3]);
  });

  test('OF-2 an answer to another device moves nothing', async () => {
    const { store } = await fresh();
    await writeOne(store, scanDraft(passNo(1)));
    await store.acknowledge({ ...ackOf(1), device: deviceNo(2) });
    expect((await store.standing()).ack).toBe(0);
  });

  test('OF-8 a verdict stays with its event', async () => {
    const { store } = await fresh();
    for (const n of range(2)) await writeOne(store, scanDraft(passNo(n)));
    const verdicts: EventVerdict[] = [applied(1), { kind: 'quarantined', seq: 2, code: 'shape' }];
    await store.acknowledge(ackOf(2, { verdicts }));
    expect((await store.recent(9)).map((row) => row.verdict)).toEqual([verdicts[1], null]);
    expect((await store.standing()).quarantined).toBe(1);
    // What it could read after all is in quarantine no more.
    await store.acknowledge(ackOf(2, { verdicts: [applied(2)] }));
    expect((await store.standing()).quarantined).toBe(0);
  });

  test('OF-9 pruning takes only what is acknowledged, old and of no live pass', async () => {
    const { store } = await fresh();
    const old = (n: number) => writeOne(store, scanDraft(passNo(n), crossingNo(n)), 1000);
    for (const n of range(4)) await old(n);
    await writeOne(store, scanDraft(passNo(5), crossingNo(5)), 9000);
    await store.applyPage({
      stream: 'passes',
      from: 0,
      next: 1,
      upserts: [passRow(passNo(2), crossingNo(2))],
      tombstones: [],
    });
    expect(await store.prune(5000)).toBe(0);
    await store.acknowledge(ackOf(3));
    expect(await store.prune(5000)).toBe(2);
    expect((await store.recent(9)).map((row) => row.seq)).toEqual([5, 4, 2]);
    expect((await store.outbox(9)).events.map((event) => event.seq)).toEqual([4, 5]);
  });

  test('OF-9 old events are let go only while every pass is known', async () => {
    const { store } = await fresh();
    const aWeekLater = 8 * 86_400_000;
    const old = async (n: number) => {
      await writeOne(store, scanDraft(passNo(n), crossingNo(n)), 1000);
      await store.acknowledge(ackOf(n));
    };
    await old(1);
    expect(await tidy(store, aWeekLater)).toBe(0);
    await store.write({ readToEnd: true });
    expect(await tidy(store, aWeekLater)).toBe(1);
    await old(2);
    await store.dropStream('passes');
    expect(await tidy(store, aWeekLater)).toBe(0);
    await store.write({ readToEnd: true });
    await store.forget('pulled');
    expect(await tidy(store, aWeekLater)).toBe(0);
    await store.write({ readToEnd: true });
    expect(await tidy(store, aWeekLater)).toBe(1);
  });

  test('OF-2 an event leaves the outbox only with a verdict of its own', async () => {
    const { store } = await fresh();
    for (const n of range(3)) await writeOne(store, scanDraft(passNo(n)));
    // The answer to an earlier try was lost: this one speaks of the first event and acknowledges all of them.
    await store.acknowledge(ackOf(3, { verdicts: [applied(1)] }));
    expect((await store.standing()).ack).toBe(1);
    await store.acknowledge(
      ackOf(3, { verdicts: [applied(2), { kind: 'quarantined', seq: 3, code: 'hash' }] }),
    );
    expect(await store.standing()).toMatchObject({ ack: 3, quarantined: 1 });
  });

  test('OF-2 a centre that was set back: incidents it told are read anew, own events offered again', async () => {
    const { store } = await fresh();
    for (const n of range(3)) await writeOne(store, scanDraft(passNo(n)));
    await store.acknowledge(ackOf(3, { said: 3 }));
    await store.applyPage({ stream: 'incidents', from: 0, next: 9, upserts: [], tombstones: [] });
    expect((await store.outbox(9)).said).toEqual({ ack: 3, greatest: 3 });
    await store.acknowledge(ackOf(1, { rewind: true, said: 1 }));
    expect(await store.cursors()).toMatchObject({ incidents: 0 });
    expect((await store.outbox(9)).from).toBe(2);
    await store.dropStream('events');
    expect(await store.outbox(9)).toMatchObject({ from: 1, ack: 0, said: { ack: 0, greatest: 0 } });
  });

  test('EV-20 the mark of a history stays until nothing of it is left, and only grows', async () => {
    const { store } = await fresh();
    const mark = (position: number): Mark => ({ position, hash: 'a'.repeat(64) as Mark['hash'] });
    const page = { stream: 'passes' as const, upserts: [], tombstones: [] };
    await store.applyPage({ ...page, from: 0, next: 3, mark: mark(7) });
    await store.applyPage({ ...page, from: 3, next: 4, mark: mark(5) });
    await store.applyPage({ ...page, stream: 'events', from: 0, next: 7, seen: null, mark: null });
    expect(await store.read('mark')).toEqual(mark(7));
    await store.dropStream('passes');
    expect(await store.read('mark')).toEqual(mark(7));
    await store.dropStream('events');
    expect(await store.read('mark')).toBeNull();
  });

  test('OF-1 what goes out has no gap, and is numbered by its row', async () => {
    const { store } = await fresh();
    await writeOne(store, scanDraft(passNo(1), crossingNo(1)), 9000);
    await writeOne(store, scanDraft(passNo(2), crossingNo(2)), 1000);
    await writeOne(store, scanDraft(passNo(3), crossingNo(3)), 9000);
    await store.acknowledge(ackOf(3));
    expect(await store.prune(5000)).toBe(1);
    await store.acknowledge(ackOf(0, { rewind: true }));
    const first = await store.outbox(9);
    expect([first.from, first.events.map((event) => event.seq)]).toEqual([1, [1]]);
    await store.acknowledge(ackOf(1));
    const then = await store.outbox(9);
    expect([then.from, then.events.map((event) => event.seq)]).toEqual([3, [3]]);
  });

  test('OF-9 pruning goes through a log of many pages and stops for nothing that is kept', async () => {
    const { store } = await fresh();
    const many = 1100;
    for (let at = 0; at < many; at += 100)
      await store.append(writingOf(...range(100).map((n) => scanDraft(passNo(at + n), crossingNo(at + n)))));
    await store.acknowledge(ackOf(many - 1));
    const kept = [passNo(7), passNo(1050)];
    const upserts = kept.map((passId) => passRow(passId, null));
    await store.applyPage({ stream: 'passes', from: 0, next: 1, upserts, tombstones: [] });
    expect(await store.prune(Number.POSITIVE_INFINITY)).toBe(many - 3);
    expect((await store.recent(9)).map((row) => row.seq)).toEqual([many, 1050, 7]);
    expect(await store.prune(Number.POSITIVE_INFINITY)).toBe(0);
  });

  test('OF-2 of a long outbox only what was judged is acknowledged, however far behind the centre is', async () => {
    const { store } = await fresh();
    for (let at = 0; at < 900; at += 100)
      await store.append(writingOf(...range(100).map((n) => scanDraft(passNo(at + n), crossingNo(at + n)))));
    await store.acknowledge(ackOf(200));
    expect(await store.outbox(0)).toMatchObject({ ack: 200, headSeq: 900 });
    await store.acknowledge(ackOf(700));
    await store.acknowledge({ ...ackOf(1, { rewind: true }), verdicts: [] });
    expect(await store.outbox(0)).toMatchObject({ ack: 1, headSeq: 900 });
    await store.acknowledge({ ...ackOf(0), verdicts: [] });
    expect(await store.outbox(0)).toMatchObject({ ack: 1, headSeq: 900 });
  });

  test('OF-2 a hole left by pruning does not stop the outbox after a restored centre', async () => {
    const { store } = await fresh();
    for (const n of range(4)) await writeOne(store, scanDraft(passNo(n), crossingNo(n)), n < 3 ? 1000 : 9000);
    await store.acknowledge(ackOf(4));
    expect(await store.prune(5000)).toBe(2);
    await store.acknowledge(ackOf(0, { rewind: true }));
    expect((await store.outbox(9)).events.map((event) => event.seq)).toEqual([3, 4]);
    await store.acknowledge(ackOf(0, { verdicts: [applied(3)] }));
    expect((await store.standing()).ack).toBe(3);
  });

  test('OF-72 a picture is written with its event or not at all, and is given up only whole or by a word', async () => {
    const { store } = await fresh();
    const first = await writeOne(store, scanDraft(passNo(1)));
    const photo = {
      event: eventNo(70),
      sealed: new Uint8Array([1, 2, 3]),
      key: 'k',
      takenAt: 5,
      parts: 0,
    };
    const broken = { draft: scanDraft(passNo(2)), stamp: { ...stampNo(900), id: first.id } };
    await expect(store.append({ entries: [broken], seen: null, photo })).rejects.toThrow();
    expect(await store.photosWaiting()).toBe(0);
    await store.append({ ...writingOf(scanDraft(passNo(3))), photo });
    expect(await store.nextPhoto([])).toEqual(photo);
    expect(await store.nextPhoto([photo.event])).toBeNull();
    await store.photoSentTo(photo.event, 2);
    expect((await store.nextPhoto([]))?.parts).toBe(2);
    await store.acknowledge(ackOf(2));
    expect(await enrolSample(store, deviceNo(2))).toBe('unsynced');
    expect(await store.wipe('uploaded')).toBe('unsynced');
    await store.dropPhoto(photo.event);
    expect(await store.photosWaiting()).toBe(0);
    expect(await store.wipe('uploaded')).toBe('wiped');
  });

  test('OF-72 no wipe and no new enrolment waits for a picture that was set aside; both take it along', async () => {
    const { store } = await fresh();
    const photoOf = (n: number) => ({
      event: eventNo(n),
      sealed: new Uint8Array([1, 2, 3]),
      key: 'k',
      takenAt: n,
      parts: 0,
    });
    await store.append({ ...writingOf(scanDraft(passNo(1))), photo: photoOf(70) });
    await store.append({ ...writingOf(scanDraft(passNo(2))), photo: photoOf(71) });
    await store.acknowledge(ackOf(2));
    await store.write({ photosAside: [eventNo(70), eventNo(99)] });
    expect(await store.photosWaiting()).toBe(1);
    expect(await enrolSample(store, deviceNo(2))).toBe('unsynced');
    await store.dropPhoto(eventNo(71));
    expect(await store.photosWaiting()).toBe(0);
    expect((await store.nextPhoto([]))?.event).toBe(eventNo(70));
    expect(await enrolSample(store, deviceNo(2))).toBe('enrolled');
    expect(await store.nextPhoto([])).toBeNull();
  });

  test('OF-29 forgetting lets go of what was pulled, and of the keys when told so, and keeps the outbox', async () => {
    const { store } = await fresh();
    const event = await writeOne(store, stepDraft(passNo(1), crossingNo(1), stepNamed('gate-entry')));
    const told = {
      stream: 'passes' as const,
      from: 0,
      next: 4,
      upserts: [passRow(passNo(1), crossingNo(1), 'k')],
      tombstones: [],
    };
    await store.applyPage(told);
    await store.append({ ...writingOf(scanDraft(passNo(2))), seen: passRow(passNo(2), null, 'seen') });
    await store.write({ lastUnlockAt: 7 });
    await store.forget('pulled');
    for (const key of ['k', 'seen']) expect(await store.passesByKey(key, 9)).toEqual([]);
    expect(await store.cursors()).toMatchObject({ passes: 0, events: 0, incidents: 0 });
    expect(await store.read('lastUnlockAt')).toBe(7);
    const wanted = { crossingId: crossingNo(1), passId: passNo(1) };
    expect((await store.dossier(wanted)).uses.flatMap(({ used }) => used.map((use) => use.eventId))).toEqual([
      event.id,
    ]);

    expect(await store.applyPage(told)).toBe(true);
    await store.forget('pulled-and-keys');
    expect(await store.read('lastUnlockAt')).toBeNull();
    expect(await store.read('vault')).toBeNull();
    expect((await store.outbox(9)).events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await store.read('enrolment')).not.toBeNull();
    expect((await writeOne(store, scanDraft(passNo(3)))).seq).toBe(3);
  });

  test('OF-18 neither enrolling anew nor wiping drops an unsynced event', async () => {
    const { store } = await fresh();
    await writeOne(store, scanDraft(passNo(1)));
    expect(await enrolSample(store, deviceNo(2))).toBe('unsynced');
    expect(await store.wipe('uploaded')).toBe('unsynced');
    expect((await store.outbox(9)).events).toHaveLength(1);
    await store.acknowledge(ackOf(1));
    expect(await enrolSample(store, deviceNo(2))).toBe('enrolled');
    expect(await store.outbox(9)).toMatchObject({ device: deviceNo(2), events: [], headSeq: 0 });
    await writeOne(store, scanDraft(passNo(2)));
    expect(await store.wipe('supervisor')).toBe('wiped');
    expect(await store.read('enrolment')).toBeNull();
  });
}
