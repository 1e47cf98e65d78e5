import { systemClock } from '../clock';
import { gateDatabase, limitedUrl } from '../database';
import { log } from '../log';
import { type GateWatcher, startGateWatcher } from './gate-watcher';
import { listenForHints } from './listen-for-hints';
import { readPositions } from './positions';

/** Without a single notification the boards are at most this old. */
const BEAT_MS = 1_000;
/** Boards are looked at by people: twenty pictures a second are enough. */
const REST_MS = 50;

const held = globalThis as typeof globalThis & { gateWatcher?: Promise<GateWatcher> };

/** This node's one watcher, started by the first viewer. A start that failed is tried again by the next. */
export function currentWatcher(): Promise<GateWatcher> {
  if (held.gateWatcher) return held.gateWatcher;
  const starting = startGateWatcher({
    readPositions: () => readPositions(gateDatabase()),
    listen: (onHint) => listenForHints(limitedUrl(), onHint),
    beatMs: BEAT_MS,
    restMs: REST_MS,
    now: systemClock.now,
    onError: (error) => log().warn({ err: error }, 'gate watcher could not look'),
  });
  held.gateWatcher = starting;
  starting.catch(() => {
    delete held.gateWatcher;
  });
  return starting;
}
