import { useSyncExternalStore } from 'react';
import { gateRuntime } from './gate-runtime';
import type { GateSession } from './gate-session';

const starting: GateSession = { kind: 'starting' };

// While React still comes alive; a prerender touches nothing of the browser.
if (typeof document !== 'undefined') gateRuntime().begin();

/** The one door of the gate screens to everything that works without a network. */
export function useGateSession(): GateSession {
  const runtime = gateRuntime();
  return useSyncExternalStore(runtime.subscribe, runtime.session, () => starting);
}
