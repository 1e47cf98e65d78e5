import { useEffect, useRef, useState } from 'react';
import type { PassId } from '@/domain/shared/identity';
import { deletePosition, locate, tellPosition } from '../position/ask-centre';
import { createSharing, type Sharing } from '../position/sharing';

const keyOf = (passId: PassId) => `share-position ${passId}`;

function keptOf(passId: PassId): 'on' | 'stopping' | null {
  try {
    const kept = localStorage.getItem(keyOf(passId));
    return kept === 'on' || kept === 'stopping' ? kept : null;
  } catch {
    return null;
  }
}

function remember(passId: PassId, what: 'on' | 'stopping' | null): void {
  try {
    if (what === null) localStorage.removeItem(keyOf(passId));
    else localStorage.setItem(keyOf(passId), what);
  } catch {
    // Without storage the choice lasts for this page.
  }
}

/** The driver's position, shared while this page is open and the driver has said yes (PO-8, PO-9). */
export function useSharing(
  token: string,
  passId: PassId,
): {
  readonly sharing: Sharing;
  readonly start: () => void;
  readonly stop: () => void;
} {
  const [sharing, setSharing] = useState<Sharing>({ kind: 'off', because: 'never' });
  const held = useRef<ReturnType<typeof createSharing> | null>(null);
  useEffect(() => {
    const made = createSharing({
      locate,
      share: (cell) => tellPosition(token, cell),
      stop: () => deletePosition(token),
      remember: (what) => remember(passId, what),
      show: setSharing,
      every: (work, ms) => {
        const timer = setInterval(work, ms);
        return () => clearInterval(timer);
      },
    });
    held.current = made;
    made.resume(keptOf(passId));
    return () => made.leave();
  }, [token, passId]);
  return { sharing, start: () => held.current?.start(), stop: () => held.current?.stop() };
}
