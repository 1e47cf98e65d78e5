import { describe, expect, test } from 'vitest';
import type { Store } from '../store/store';
import { device, range } from './contract-samples';
import { outboxContract } from './outbox-contract';
import { pulledContract } from './pulled-contract';
import { enrolSample, passNo, scanDraft, writeOne } from './samples';

/** One suite for every store. `open` gives the same store again when called twice with one name. */
export function storeContract(kind: string, open: (name: string) => Store, reopens: boolean): void {
  let names = 0;
  const fresh = async () => {
    const name = `contract-${kind}-${names++}`;
    const store = open(name);
    await enrolSample(store, device);
    return { store, name };
  };

  describe(kind, () => {
    outboxContract(fresh);
    pulledContract(fresh);

    test.runIf(reopens)('OF-5 what was resolved is there after a cold start', async () => {
      const { store, name } = await fresh();
      const event = await writeOne(store, scanDraft(passNo(1)));
      store.close();
      const again = open(name);
      expect((await again.outbox(9)).events).toEqual([event]);
      expect((await writeOne(again, scanDraft(passNo(2)))).prev).toBe(event.hash);
    });

    test.runIf(reopens)('OF-6 two tabs on one store never share a sequence number', async () => {
      const { store, name } = await fresh();
      const tab = open(name);
      await Promise.all(range(20).map((n) => writeOne(n % 2 ? store : tab, scanDraft(passNo(n)))));
      expect((await tab.outbox(100)).events.map((event) => event.seq)).toEqual(range(20));
    });
  });
}
