import { registerServiceWorker } from '../service-worker/register';
import { afterPaint } from './after-paint';
import { once } from './coalesce';
import { firstLook } from './first-look';
import type { GateSession } from './gate-session';
import { whatLacks } from './support';
import { rememberTablet } from './tablet-mark';

const DATABASE = 'gate-tablet';

export type GateRuntime = {
  /** Asks the disk; a page that will want it need not wait until it is drawn. */
  readonly begin: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly session: () => GateSession;
};

/**
 * The tablet of this tab, outside React: it lives as long as the page, whatever is mounted. What a locked screen shows
 * is read with little code; everything that works behind the lock is asked for when that screen is painted (decision 048).
 */
function createGateRuntime(): GateRuntime {
  let session: GateSession = { kind: 'starting' };
  let begun = false;
  const listeners = new Set<() => void>();

  function show(next: GateSession): void {
    session = next;
    rememberTablet(next.kind);
    for (const listener of listeners) listener();
  }

  const behind = once(async () => (await import('./gate-works')).startGate(DATABASE, show));

  async function start(): Promise<void> {
    const looking = firstLook(DATABASE, Date.now, behind).catch(() => null);
    const lacks = await whatLacks();
    if (lacks !== null) return show({ kind: 'unsupported', lacks });
    const found = await looking;
    if (found !== null) show(found);
    // What cannot be read now is asked for again when somebody unlocks.
    const load = () => void behind().catch(() => undefined);
    if (found === null) load();
    else if (found.kind === 'locked') afterPaint(load);
    // Another tab may have made a tablet of this browser meanwhile.
    else document.addEventListener('visibilitychange', load, { once: true });
  }

  function begin(): void {
    if (begun) return;
    begun = true;
    void start();
  }

  return {
    begin,
    subscribe: (listener) => {
      listeners.add(listener);
      begin();
      afterPaint(registerServiceWorker);
      return () => listeners.delete(listener);
    },
    session: () => session,
  };
}

let runtime: GateRuntime | null = null;
export function gateRuntime(): GateRuntime {
  runtime ??= createGateRuntime();
  return runtime;
}
