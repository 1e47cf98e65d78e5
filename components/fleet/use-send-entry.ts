'use client';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { FleetFault, Typed } from '@/domain/fleet/entry';
import { useFleet } from './use-fleet';

type Answered<F extends string> =
  | { readonly kind: 'faults'; readonly faults: readonly FleetFault<F>[] }
  | { readonly kind: 'saved' };

/** Sends an entry as it is typed; the fleet is asked for again once it is kept. Null: a new one, with an own id. */
export function useSendEntry<F extends string>(
  entry: { readonly id: string } | null,
  save: (order: { readonly id: string; readonly typed: Typed<F> }) => Promise<Answered<F>>,
): (typed: Typed<F>) => Promise<readonly FleetFault<F>[]> {
  const { renew } = useFleet();
  // Sent again after a failure it is the same entry, not a second one.
  const [id] = useState(() => entry?.id ?? uuidv7());
  return async (typed) => {
    const outcome = await save({ id, typed });
    if (outcome.kind === 'faults') return outcome.faults;
    await renew();
    return [];
  };
}
