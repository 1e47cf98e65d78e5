import type { GateEvent, Hlc } from '@/domain/sync/event';
import type { Store } from '../../store/store';
import { type Ledger, placeOf } from './ledger';

/** What the simulation remembers of one tablet's chain, whatever the tablet's own store says. */
export type Chain = {
  readonly hashes: Map<number, string>;
  seq: number;
  hlc: Hlc | null;
  /** Highest believable clock of others that was stored here. */
  heard: Hlc | null;
  keys: number;
  revocation: number;
  /** Times the tablet had to forget what it had pulled. */
  forgets: number;
  /** Own events that a full disk let go although they were young. */
  readonly letGo: Set<string>;
};
export const newChain = (): Chain => ({
  hashes: new Map(),
  seq: 0,
  hlc: null,
  heard: null,
  keys: 0,
  revocation: 0,
  forgets: 0,
  letGo: new Set(),
});

/** More than there is, and less than IndexedDB refuses to count to. */
export const ALL = 1_000_000_000;

/**
 * Stands between the engine and its store and compares what was asked with what became of it. `truth` is the store
 * below every planted bug.
 */
export function watchedStore(store: Store, truth: Store, chain: Chain, ledger: Ledger): Store {
  function written(event: GateEvent): void {
    const known = chain.hashes.get(event.seq);
    if (known !== undefined && known !== event.hash)
      ledger.fail('numbers-unshared', `number ${event.seq} of ${event.device} was written twice`);
    if (event.seq !== chain.seq + 1)
      ledger.fail('numbers-unshared', `${event.device} wrote ${event.seq} after ${chain.seq}`);
    if (chain.hlc !== null && event.hlc <= chain.hlc)
      ledger.fail('clock-grows', `${event.device} ${event.seq}: ${event.hlc} after ${chain.hlc}`);
    if (chain.heard !== null && event.hlc <= chain.heard)
      ledger.fail('clock-grows', `${event.device} ${event.seq}: ${event.hlc} though it read ${chain.heard}`);
    const lists = event.lists;
    if (lists !== null && (lists.keys < chain.keys || lists.revocation < chain.revocation))
      ledger.fail('lists-only-grow', `${event.device} ${event.seq} judged by older lists than before`);
    chain.hashes.set(event.seq, event.hash);
    chain.seq = event.seq;
    chain.hlc = event.hlc;
    chain.keys = lists?.keys ?? chain.keys;
    chain.revocation = lists?.revocation ?? chain.revocation;
  }

  async function numbersAbove(): Promise<{ readonly ack: number; readonly numbers: readonly number[] }> {
    const { ack } = await truth.outbox(0);
    const rows = await truth.recent(ALL);
    return { ack, numbers: rows.flatMap(({ seq }) => (seq > ack ? seq : [])) };
  }

  return {
    ...store,
    append: async (writing) => {
      const events = await store.append(writing);
      if (events.length !== writing.entries.length)
        ledger.fail('told-is-kept', 'a writing was stored in part');
      for (const event of events) written(event);
      return events;
    },
    acknowledge: async (ack) => {
      const before = await numbersAbove();
      await store.acknowledge(ack);
      const after = await numbersAbove();
      for (let seq = before.ack + 1; seq <= after.ack; seq += 1) {
        const durable = ledger.durable.get(placeOf(ack.device, seq));
        const own = chain.hashes.get(seq);
        if (durable === undefined)
          ledger.fail(
            'acknowledged-is-durable',
            `${ack.device} ${seq} left the outbox, nothing rests at the centre`,
          );
        else if (own !== undefined && !durable.has(own) && !durable.has('aside'))
          ledger.fail('acknowledged-is-durable', `${ack.device} ${seq}: the centre has something else`);
      }
      const stay = before.numbers.filter((seq) => seq > after.ack);
      if (stay.some((seq) => !after.numbers.includes(seq)))
        ledger.fail('outbox-by-verdict', `${ack.device} lost events above the acknowledgement`);
    },
    applyPage: async (page) => {
      const before = (await truth.cursors())[page.stream];
      const moved = await store.applyPage(page);
      const after = (await truth.cursors())[page.stream];
      if (moved && (before !== page.from || after !== page.next))
        ledger.fail(
          'cursor-and-page',
          `${page.stream}: ${before} → ${after}, page ${page.from} → ${page.next}`,
        );
      if (!moved && before !== after) ledger.fail('cursor-and-page', `${page.stream} moved without a page`);
      if (moved && page.stream === 'events' && page.seen !== null)
        if (chain.heard === null || page.seen > chain.heard) chain.heard = page.seen;
      return moved;
    },
    dropStream: async (stream) => {
      chain.forgets += 1;
      ledger.count('streams read anew');
      await store.dropStream(stream);
    },
    prune: async (beforeWall) => {
      const before = await numbersAbove();
      const rows = await truth.recent(ALL);
      const gone = await store.prune(beforeWall);
      if (gone > 0) {
        const kept = new Set((await truth.recent(ALL)).map((row) => row.id));
        for (const { id } of rows) if (!kept.has(id)) chain.letGo.add(id);
        ledger.count('let go on a full disk', gone);
      }
      const after = await numbersAbove();
      if (before.numbers.length !== after.numbers.length)
        ledger.fail('outbox-by-verdict', 'pruning took what was not acknowledged');
      return gone;
    },
  };
}
