import { currentWatcher } from '../stream/current-watcher';
import { createWakeHub, type WakeHub } from './wake-hub';

const held = globalThis as typeof globalThis & { gateWakeHub?: Promise<WakeHub> };

/** This node's one hub, made for the first tablet that asks. A start that failed is tried again by the next. */
export function currentWakeHub(): Promise<WakeHub> {
  if (held.gateWakeHub) return held.gateWakeHub;
  const starting = currentWatcher().then((watcher) => createWakeHub(watcher));
  held.gateWakeHub = starting;
  starting.catch(() => {
    delete held.gateWakeHub;
  });
  return starting;
}
