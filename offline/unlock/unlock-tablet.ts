import * as z from 'zod';
import type { Store } from '../store/store';
import { afterFailure, noFailures, waitLeftMs } from './unlock-guard';
import { openVault, type RandomBytes, type Vault } from './vault';

const officerSchema = z.object({ id: z.string(), name: z.string() });

export type Unlocked =
  | { readonly kind: 'open'; readonly vault: Vault; readonly officer: z.infer<typeof officerSchema> }
  | { readonly kind: 'wrong' | 'wait'; readonly waitUntil: number };

/** One try at the shift passphrase. While a wait runs, a try is not even looked at (OF-20). */
export async function unlockTablet(
  store: Store,
  passphrase: string,
  random: RandomBytes,
  wall: () => number,
): Promise<Unlocked> {
  const guard = (await store.read('guard')) ?? noFailures;
  const left = waitLeftMs(guard, wall());
  if (left > 0) return { kind: 'wait', waitUntil: wall() + left };
  const [record, sealedOfficer] = [await store.read('vault'), await store.read('officer')];
  if (record === null || sealedOfficer === null) throw new Error('unlock before enrolment');
  // Counted before it is looked at: closing the tab in between does not win a free try.
  const counted = afterFailure(guard, wall());
  await store.write({ guard: counted });
  const vault = await openVault(record, passphrase, random);
  if (vault === null) return { kind: 'wrong', waitUntil: counted.waitUntil };
  await store.write({ guard: noFailures });
  return { kind: 'open', vault, officer: officerSchema.parse(await vault.open(sealedOfficer)) };
}
