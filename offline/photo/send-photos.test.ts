import { beforeEach, expect, test } from 'vitest';
import { fromBase64url } from '@/domain/shared/base64url';
import { PHOTO_PART_BYTES, type PhotoRequest, photoParts } from '@/domain/sync/photo';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { memoryStore } from '../store/memory-store';
import type { PhotoRow } from '../store/rows';
import type { Store } from '../store/store';
import { failed } from '../sync/transport';
import { deviceNo, enrolSample, eventNo, passNo, scanDraft, writeOne } from '../testing/samples';
import { type SendPart, withPhotos } from './send-photos';

let store: Store;
let sent: PhotoRequest[];
let held: Map<string, Map<number, Uint8Array>>;
beforeEach(async () => {
  store = memoryStore();
  await enrolSample(store, deviceNo(1));
  sent = [];
  held = new Map();
});

const bytesOf = (n: number) => new Uint8Array(n).map((_, at) => (at * 7 + n) % 251);
const picture = (n: number, size: number): PhotoRow => ({
  event: eventNo(n),
  sealed: bytesOf(size),
  key: 'k',
  takenAt: n,
  parts: 0,
});
const keep = (row: PhotoRow) => store.append({ entries: [], seen: null, photo: row });
const size = 3 * PHOTO_PART_BYTES - 10;

/** A centre that keeps parts as the real one does. */
const centre: SendPart = async (request) => {
  sent.push(request);
  const parts = held.get(request.event) ?? new Map<number, Uint8Array>();
  held.set(request.event, parts.set(request.part, fromBase64url(request.data) ?? new Uint8Array()));
  let have = 0;
  while (parts.has(have)) have += 1;
  return { kind: 'answer', value: { protocol: PROTOCOL_VERSION, have, whole: have === photoParts(size) } };
};
const turn = (sendPart: SendPart, before: () => void = () => undefined) =>
  withPhotos(
    async () => {
      before();
      return { kind: 'done' };
    },
    { store, sendPart },
  )();

test('OF-72 pictures go out part by part, oldest first, whole, and only then leave the tablet', async () => {
  await keep(picture(2, size));
  await keep(picture(1, size));
  await turn(centre);
  expect(sent.map(({ event, part }) => [event, part])).toEqual(
    [1, 2].flatMap((n) => [0, 1, 2].map((part) => [eventNo(n), part])),
  );
  expect(sent.every(({ data }) => data.length <= 64 * 1024)).toBe(true);
  const whole = [...(held.get(eventNo(1))?.values() ?? [])];
  expect(Buffer.concat(whole).equals(Buffer.from(bytesOf(size)))).toBe(true);
  expect(await store.photosWaiting()).toBe(0);
});

test('OF-72 a line that breaks costs one part: the upload goes on where the centre stands', async () => {
  await keep(picture(1, size));
  let calls = 0;
  await turn(async (request) => {
    calls += 1;
    // The second part arrives, its answer does not.
    const reply = await centre(request);
    return calls === 2 ? failed({ kind: 'unreachable' }) : reply;
  });
  expect(await store.photosWaiting()).toBe(1);
  expect((await store.nextPhoto([]))?.parts).toBe(1);
  sent = [];
  await turn(centre);
  expect(sent.map(({ part }) => part)).toEqual([1, 2]);
  expect(await store.photosWaiting()).toBe(0);
});

test('OF-72 no part is sent while an event waits, nor when the exchange failed', async () => {
  await keep(picture(1, size));
  await withPhotos(async () => ({ kind: 'failed', failure: { kind: 'unreachable' } }), {
    store,
    sendPart: centre,
  })();
  expect(sent).toEqual([]);
  await turn(async (request) => {
    const reply = await centre(request);
    await writeOne(store, scanDraft(passNo(1)));
    return reply;
  });
  expect(sent).toHaveLength(1);
  expect(await store.photosWaiting()).toBe(1);
});

test('OF-72 a picture that the centre cannot take holds up no other and stays on the tablet', async () => {
  await keep(picture(1, size));
  await keep(picture(2, size));
  await turn((request) =>
    request.event === eventNo(1) ? Promise.resolve(failed({ kind: 'refused' })) : centre(request),
  );
  expect(held.has(eventNo(2))).toBe(true);
  expect((await store.nextPhoto([]))?.event).toBe(eventNo(1));
});

test('OF-72 a picture whose event the centre put aside holds up no other, no wipe and no new enrolment', async () => {
  const draft = scanDraft(passNo(1));
  const event = await writeOne(store, draft);
  const verdict = { kind: 'quarantined', seq: event.seq, code: 'clock' } as const;
  await keep({ ...picture(1, size), event: event.id });
  await keep(picture(90, size));
  // While its verdict is not known, "later" is the centre's own.
  await store.acknowledge({
    device: deviceNo(1),
    ackSeq: event.seq,
    verdicts: [{ kind: 'applied', seq: event.seq }],
    incidents: [],
    rewind: false,
  });
  const later = failed({ kind: 'busy', retryAfterMs: null });
  const line: SendPart = (request) => (request.event === event.id ? Promise.resolve(later) : centre(request));
  await turn(line);
  expect(held.has(eventNo(90))).toBe(false);
  expect(await store.photosWaiting()).toBe(2);

  await store.acknowledge({
    device: deviceNo(1),
    ackSeq: event.seq,
    verdicts: [verdict],
    incidents: [],
    rewind: false,
  });
  await turn(line);
  expect(held.has(eventNo(90))).toBe(true);
  expect(await store.photosWaiting()).toBe(0);
  expect((await store.nextPhoto([]))?.event).toBe(event.id);
  // A centre that has the event after all gets it.
  await turn(centre);
  expect(await store.nextPhoto([])).toBeNull();
});

test('OF-72 an answer that never moves on ends the turn, not the tablet', async () => {
  await keep(picture(1, size));
  await turn(async (request) => {
    sent.push(request);
    return { kind: 'answer', value: { protocol: PROTOCOL_VERSION, have: 0, whole: false } };
  });
  expect(sent.length).toBeLessThan(5);
  expect(await store.photosWaiting()).toBe(1);
});
