import { gateTable, putGatesInForce } from '@/domain/gate/gates';
import { sameJson } from '@/domain/sync/canonical-json';
import type { Condition } from '@/domain/sync/condition';
import { occurredAt } from '@/domain/sync/hlc';
import {
  type DeviceStanding,
  PROTOCOL_VERSION,
  PUSH_MAX_EVENTS,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  STREAMS,
  type Stream,
} from '@/domain/sync/protocol';
import { makingRoom } from '../store/let-go';
import type { ClockReading, Said, StoredEnrolment } from '../store/rows';
import type { Acknowledgement, Store } from '../store/store';
import type { Vault } from '../unlock/vault';
import { batchOf } from './batch';
import { type Clock, correctedNow, measureClock, momentOf, surelyPast, truer } from './clock';
import { type PagePorts, preparePage } from './prepare-page';
import type { Failure, Reply, Transport } from './transport';

export type ExchangePorts = {
  readonly store: Store;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Null while locked: a locked tablet sends, and receives when it is opened. */
  readonly vault: () => Vault | null;
  /** Of the keys that `vault` is of: when those are let go of, nothing more is received under it (OF-76). As it begins, when left out. */
  readonly generation?: string | null;
  readonly trusted: PagePorts['trusted'];
  /** How the machine fares; not said where nobody can look. */
  readonly machine?: () => Promise<Machine>;
  /** Facts that rest in memory alone because the disk is full: while there are any, nothing is wiped. */
  readonly memoryOnly?: () => number;
  /** How far reading has come, from 0 to 1; null when there is nothing to say (OF-46). */
  readonly onProgress?: (share: number | null) => void;
};

export type Machine = Omit<Condition, 'unsynced' | 'oldestUnsyncedAt'>;

export type ExchangeReport =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-enrolled' }
  /** Everything was at the centre, and the centre asked for it: this tablet has forgotten everything (OF-49). */
  | { readonly kind: 'wiped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type Exchange = () => Promise<ExchangeReport>;

/** A push without events as often as this: the centre learns our head, we learn whether it still has everything. */
const ANNOUNCE_MS = 5 * 60_000;
/** More rounds than any honest backlog needs (20,000 scans are 100): an answer that never ends is not the centre's. */
const MOST_ROUNDS = 1000;

/**
 * One whole exchange: send what is above the acknowledgement, then read every stream to its end. It may be killed at
 * any await and run beside another one on the same store: what is sent twice is a duplicate, what is received twice
 * meets a moved cursor (OF-2, OF-10).
 */
export function createExchange(ports: ExchangePorts): Exchange {
  const { store, transport, clock } = ports;
  let most = PUSH_MAX_EVENTS;
  /** Monotonic time of the last push that was answered; null: tell our head even with nothing to send (OF-2). */
  let toldAt: number | null = null;
  const mustTell = () => toldAt === null || clock.mono() - toldAt >= ANNOUNCE_MS;

  /** Runs one request between two looks at the clock. */
  async function timed<T extends { readonly t1: number; readonly t2: number }>(
    request: (t0: number) => Promise<Reply<T>>,
  ): Promise<{ readonly reply: Reply<T>; readonly reading: ClockReading | null }> {
    const sent = momentOf(clock);
    const reply = await request(sent.wall);
    if (reply.kind === 'failed') return { reply, reading: null };
    return { reply, reading: measureClock(sent, reply.value, momentOf(clock), clock.boot) };
  }

  async function settle(request: PushRequest, answer: PushResponse, said: Said): Promise<void> {
    const had = answer.hadSeq;
    await acknowledge({
      device: request.device,
      ackSeq: answer.ackSeq,
      verdicts: answer.verdicts,
      // They come with their stream, under its mark: a centre that is set back would leave these here for ever.
      incidents: [],
      rewind:
        had === undefined
          ? answer.ackSeq < request.from - 1
          : had < said.greatest || answer.ackSeq < said.ack,
      said: Math.max(had ?? 0, answer.ackSeq, ...answer.verdicts.map((verdict) => verdict.seq)),
    });
  }

  /**
   * On a full disk the centre's word finds room where what it has was let go of, the oldest first: without it nothing would
   * ever make room again (OF-17). A centre that was set back is about to want just that back: nothing goes.
   */
  const acknowledge = (word: Acknowledgement): Promise<void> => {
    const write = () => store.acknowledge(word);
    return word.rewind ? write() : makingRoom(store, clock.wall, write);
  };

  /** Told once a turn; what it costs to look must not be paid for every batch. */
  async function conditionNow(): Promise<Condition | null> {
    const machine = await ports.machine?.().catch(() => null);
    if (machine === null || machine === undefined) return null;
    const { unsynced, oldestUnsynced } = await store.standing();
    const oldestUnsyncedAt = oldestUnsynced === null ? null : Math.round(occurredAt(oldestUnsynced));
    return { ...machine, unsynced, oldestUnsyncedAt };
  }

  type Turn =
    | {
        readonly kind: 'done';
        readonly reading: ClockReading | null;
        /** What the centre said this tablet is; null when there was nothing to tell it. */
        readonly standing: DeviceStanding | null;
      }
    | { readonly kind: 'failed'; readonly failure: Failure };
  type Keys = { readonly vault: Vault; readonly generation: string | null };

  async function sendAll(enrolment: StoredEnrolment): Promise<Turn> {
    let best: ClockReading | null = null;
    let standing: DeviceStanding | null = null;
    let condition: Condition | null = null;
    const epoch = await store.read('epoch');
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const outbox = await store.outbox(most);
      const events = batchOf(outbox.events, most);
      if (events.length === 0 && !mustTell()) return { kind: 'done', reading: best, standing };
      condition = round === 0 ? await conditionNow() : null;
      const request = {
        protocol: PROTOCOL_VERSION,
        device: enrolment.device,
        gateId: enrolment.gateId,
        from: outbox.from,
        events: [...events],
        head: outbox.head,
        headSeq: outbox.headSeq,
        epoch,
        condition,
      };
      const { reply, reading } = await timed((t0) => transport.push({ ...request, t0 }));
      if (reply.kind === 'failed') {
        // Too much at once for this line, or one among them that the centre cannot read: half of it next time (OF-8).
        if (isTooMuch(reply.failure))
          most = Math.max(1, Math.floor(Math.min(most, Math.max(1, events.length)) / 2));
        return reply;
      }
      toldAt = clock.mono();
      most = Math.min(PUSH_MAX_EVENTS, most * 2);
      best = truer(best, reading);
      standing = reply.value.standing;
      await settle({ ...request, t0: 0 }, reply.value, outbox.said);
    }
    return { kind: 'failed', failure: { kind: 'not-the-centre' } };
  }

  async function applyPages(
    answer: PullResponse,
    from: Record<string, number>,
    { vault, generation }: Keys,
    device: string,
  ) {
    const reading = await store.read('clock');
    const pagePorts: PagePorts = {
      vault,
      device,
      ownEvent: store.ownEvent,
      trusted: ports.trusted,
      now: () => correctedNow(reading, clock),
    };
    let moved = false;
    for (const stream of STREAMS) {
      if (answer.mustRefetch.includes(stream)) continue;
      const cursor = from[stream] ?? 0;
      const { next, upserts, tombstones } = answer.pages[stream];
      if (next === cursor && upserts.length === 0 && tombstones.length === 0) continue;
      const page = await preparePage(stream, cursor, answer.pages, pagePorts);
      moved = (await store.applyPage({ ...page, mark: answer.mark, generation })) || moved;
    }
    return moved;
  }

  /**
   * OF-47: the centre was set back. What was read from the other history goes, and is read anew from the beginning;
   * the own head is told at once, so that the centre gets back what it lost. Killed half-way it begins again.
   * @returns whether anything was dropped
   */
  async function enterEpoch(epoch: string): Promise<boolean> {
    const known = await store.read('epoch');
    if (known === epoch) return false;
    const isNew = known === null && Object.values(await store.cursors()).every((cursor) => cursor === 0);
    if (!isNew) for (const stream of STREAMS) await store.dropStream(stream);
    await store.write({ epoch });
    if (!isNew) toldAt = null;
    return !isNew;
  }

  /**
   * What the centre says of the tablet itself: its name and place (DV-9), and who opens it no more (DV-10); and which gates
   * there are (GA-7).
   */
  async function heed({ home, ended, gates }: PullResponse): Promise<void> {
    const enrolment = await store.read('enrolment');
    if (home !== undefined && enrolment !== null) {
      const moved = { ...enrolment, deviceName: home.name, checkpoint: home.checkpoint };
      if (!sameJson(moved, enrolment)) await store.write({ enrolment: moved });
    }
    if (ended !== undefined && !sameJson(ended, (await store.read('ended')) ?? []))
      await store.write({ ended });
    if (gates !== undefined && putGatesInForce(gates.version, gates.gates)) await store.write({ gates });
  }

  /** Whoever the keys belonged to has signed out, or the tablet is another device now: what comes is for nobody here. */
  const areGone = async ({ generation }: Keys): Promise<boolean> =>
    (await store.read('generation')) !== generation;

  async function receiveAll(enrolment: StoredEnrolment, keys: Keys): Promise<Turn | { kind: 'keys-gone' }> {
    try {
      const turn = await receiveSteps(enrolment, keys);
      return turn.kind === 'done' && (await areGone(keys)) ? { kind: 'keys-gone' } : turn;
    } finally {
      ports.onProgress?.(null);
    }
  }

  async function receiveSteps(enrolment: StoredEnrolment, keys: Keys): Promise<Turn> {
    let best: ClockReading | null = null;
    let toGo: number | null = null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      // Cursors before the mark: what another tab stores in between may only make the mark the later one.
      const cursors = await store.cursors();
      const mark = await store.read('mark');
      const { device, gateId } = enrolment;
      const epoch = await store.read('epoch');
      const gates = gateTable().version;
      const request = {
        protocol: PROTOCOL_VERSION,
        device,
        gateId,
        cursors: { ...cursors },
        mark,
        epoch,
        gates,
      };
      const { reply, reading } = await timed((t0) => transport.pull({ ...request, t0 }));
      if (reply.kind === 'failed') return reply;
      best = truer(best, reading);
      if (await areGone(keys)) return { kind: 'done', reading: best, standing: null };
      if (await enterEpoch(reply.value.epoch)) continue;
      for (const stream of reply.value.mustRefetch) {
        toldAt = null;
        await store.dropStream(stream);
      }
      await heed(reply.value);
      const moved = await applyPages(reply.value, request.cursors, keys, device);
      const again = reply.value.mustRefetch.length > 0;
      if (!again && STREAMS.every((stream) => reply.value.pages[stream].done))
        return { kind: 'done', reading: best, standing: null };
      const left = behind(await store.cursors(), reply.value.head);
      toGo ??= behind(cursors, reply.value.head);
      ports.onProgress?.(toGo > 0 ? Math.min(1, Math.max(0, 1 - left / toGo)) : null);
      if (!moved && (await areGone(keys))) return { kind: 'done', reading: best, standing: null };
      // Neither done nor moving, and no other tab that moved the cursor instead: it would turn for ever.
      if (!again && !moved && sameCursors(await store.cursors(), cursors))
        return { kind: 'failed', failure: { kind: 'not-the-centre' } };
    }
    return { kind: 'failed', failure: { kind: 'not-the-centre' } };
  }

  async function remember(readings: readonly (ClockReading | null)[], hasRead: boolean): Promise<void> {
    const measured = readings.reduce(truer, null);
    const reading = measured ?? (await store.read('clock'));
    // Nothing was measured where the clock was turned meanwhile: said too late, it would make old evidence young for hours.
    const lastExchangeAt = measured === null ? surelyPast(reading, clock) : correctedNow(measured, clock);
    await store.write({
      lastExchangeAt,
      ...(measured === null ? {} : { clock: measured }),
      ...(hasRead ? { readToEnd: true } : {}),
    });
  }

  /** OF-49: withdrawn, it goes on sending. Asked to forget, it does so once nothing is left to send. */
  async function leave(standing: 'withdrawn' | 'wipe'): Promise<ExchangeReport> {
    const mayWipe =
      standing === 'wipe' && (ports.memoryOnly?.() ?? 0) === 0 && (await store.photosWaiting()) === 0;
    if (!mayWipe || (await store.wipe('uploaded')) === 'unsynced')
      return { kind: 'failed', failure: { kind: 'device-revoked' } };
    await store.write({ wipedAt: clock.wall() });
    return { kind: 'wiped' };
  }

  /** Only the answer to a push says whether a withdrawn tablet shall be wiped. */
  async function askStanding(enrolment: StoredEnrolment): Promise<ExchangeReport> {
    toldAt = null;
    const asked = await sendAll(enrolment);
    if (asked.kind === 'failed') return asked;
    return leave(isOut(asked.standing) ? asked.standing : 'withdrawn');
  }

  return async () => {
    const { generation = await store.read('generation') } = ports;
    const enrolment = await store.read('enrolment');
    if (enrolment === null) return { kind: 'not-enrolled' };
    const sent = await sendAll(enrolment);
    // A batch the centre cannot read must not keep news from the officer (OF-8); any other failure is the line's.
    if (sent.kind === 'failed' && sent.failure.kind !== 'refused') return sent;
    if (sent.kind === 'done' && isOut(sent.standing)) return leave(sent.standing);
    const vault = ports.vault();
    const received = vault === null ? sent : await receiveAll(enrolment, { vault, generation });
    if (received.kind === 'keys-gone') return { kind: 'done' };
    if (received.kind === 'failed' && received.failure.kind === 'device-revoked')
      return askStanding(enrolment);
    if (received.kind === 'failed') return received;
    const readings = sent.kind === 'done' ? [sent.reading, received.reading] : [received.reading];
    await remember(readings, vault !== null);
    if (sent.kind === 'failed') return sent;
    if (toldAt !== null) return { kind: 'done' };
    // The centre forgot: say at once where we stand, so that it gets back what it lost (OF-2).
    const again = await sendAll(enrolment);
    return again.kind === 'failed' ? again : { kind: 'done' };
  };
}

/** A line that is dead, a busy centre or a portal say nothing about how much was sent. */
const isTooMuch = (failure: Failure): boolean =>
  failure.kind === 'refused' || (failure.kind === 'unreachable' && failure.sign === 'slow');

const isOut = (standing: DeviceStanding | null): standing is 'withdrawn' | 'wipe' =>
  standing !== null && standing !== 'active';

/** Numbers of the log between these cursors and its end. */
const behind = (cursors: Record<Stream, number>, head: PullResponse['head']): number =>
  Math.max(0, head.position - cursors.events) + Math.max(0, head.change - cursors.passes);

const sameCursors = (a: Record<string, number>, b: Record<string, number>): boolean =>
  STREAMS.every((stream) => a[stream] === b[stream]);
