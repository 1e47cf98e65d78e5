import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { v5 as uuidv5 } from 'uuid';
import type { Transaction } from '@/db/client';
import { firmAnswer } from '@/db/schema/intake';
import type { FleetFault } from '@/domain/fleet/entry';
import type { Result } from '@/domain/shared/result';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { FleetKeeper } from '../fleet/fleet-keeper';
import { deedOf, type FleetDeed } from '../fleet/fleet-rows';
import { lockFleet } from '../fleet/lock-fleet';
import type { SaveOutcome } from '../fleet/save-vehicle';
import { forFirm } from '../intake/import-row';
import { lockRequest } from './lock-request';

/** Made for this once: a firm's own name of a request becomes the entry's id. */
const NAMESPACE = '0b6f6a52-5a0f-5b6e-9a55-7d0c2f1c8e41';

export type Added =
  | { readonly kind: 'added'; readonly id: string; readonly again: boolean }
  | { readonly kind: 'faults'; readonly faults: readonly FleetFault<string>[] }
  /** The key was used for another body, or for something else. */
  | { readonly kind: 'other-body' }
  | { readonly kind: 'full' };

type Asked = {
  readonly entry: 'vehicle' | 'driver';
  readonly requestKey: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly keep: (
    tx: Transaction,
    deed: FleetDeed,
  ) => Promise<Result<SaveOutcome<string>, 'AP-MANY' | 'AP-DONE'>>;
};

/**
 * IM-12: what added something is written down by its key in the transaction that added it, without what was asked; of two at
 * once the second waits for the first and finds it.
 */
export function addEntry(keeper: FleetKeeper, asked: Asked): Promise<Added> {
  const { entry, requestKey, typed } = asked;
  const { firmId } = keeper;
  const bodyHash = createHash('sha256').update(canonicalJson({ entry, typed })).digest('hex');
  const entryId = uuidv5(`${entry} ${requestKey}`, NAMESPACE);
  return forFirm(keeper, async (tx): Promise<Added> => {
    await lockRequest(tx, firmId, requestKey);
    const [known] = await tx
      .select({ bodyHash: firmAnswer.bodyHash })
      .from(firmAnswer)
      .where(and(eq(firmAnswer.firmId, firmId), eq(firmAnswer.requestKey, requestKey)));
    if (known !== undefined)
      return known.bodyHash === bodyHash
        ? { kind: 'added', id: entryId, again: true }
        : { kind: 'other-body' };
    await lockFleet(tx, firmId);
    const kept = await asked.keep(tx, deedOf(keeper, entry, entryId));
    // Erased since, and its key with it: it is not filled in again.
    if (!kept.ok) return { kind: kept.error === 'AP-MANY' ? 'full' : 'other-body' };
    if (kept.value.kind === 'faults') return kept.value;
    await tx.insert(firmAnswer).values({
      firmId,
      requestKey,
      crossingId: null,
      entryId,
      bodyHash,
      status: 201,
      body: '',
      answeredAt: keeper.clock.now(),
    });
    return { kind: 'added', id: entryId, again: false };
  });
}
