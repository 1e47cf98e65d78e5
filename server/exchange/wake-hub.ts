import type { DeviceId, GateId } from '@/domain/shared/identity';
import type { GateWatcher } from '../stream/gate-watcher';

/** A proxy closes a line on which nothing moves, and a tablet must notice a dead one. */
export const BEAT_MS = 20_000;
/** Then the tablet asks again, and is looked at again: it may have been withdrawn meanwhile. */
const LIFE_MS = 30 * 60_000;
/** A burst of news is one waking. */
const REST_MS = 2_000;
/** What a node lets itself be asked for by its own wakings: with many tablets each is woken less often. */
const MOST_WAKINGS_PER_SECOND = 50;
export const MOST_STREAMS = 5_000;

export type WakeHub = {
  /** Null when this node holds as many as it may. */
  readonly open: (gateId: GateId, device: DeviceId) => ReadableStream<Uint8Array> | null;
  readonly count: () => number;
};

/**
 * The open lines of one node's tablets. A line carries no data, only that there is some: a tablet that hears it
 * exchanges as it always does, one that does not hear it does so by its timer. One line per tablet; the newer stays.
 */
export function createWakeHub(
  watcher: GateWatcher,
  limits: { readonly most: number; readonly restMs: number; readonly beatMs: number } = {
    most: MOST_STREAMS,
    restMs: REST_MS,
    beatMs: BEAT_MS,
  },
): WakeHub {
  const lines = new Map<DeviceId, () => void>();
  const encoder = new TextEncoder();

  function open(gateId: GateId, device: DeviceId): ReadableStream<Uint8Array> | null {
    if (lines.size >= limits.most && !lines.has(device)) return null;
    lines.get(device)?.();
    let close = () => {};
    return new ReadableStream<Uint8Array>({
      start(controller) {
        let rest: NodeJS.Timeout | null = null;
        let again = false;
        const say = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`));
        const tell = () => {
          if (rest !== null) {
            again = true;
            return;
          }
          say('event: news\ndata:');
          const restMs = Math.max(limits.restMs, (lines.size * 1000) / MOST_WAKINGS_PER_SECOND);
          rest = setTimeout(() => {
            rest = null;
            if (!again) return;
            again = false;
            tell();
          }, restMs);
        };
        const leave = watcher.subscribe((changed) => {
          if (changed.has(gateId)) tell();
        });
        const beat = setInterval(() => say(': still here'), limits.beatMs);
        const end = setTimeout(() => {
          close();
          controller.close();
        }, LIFE_MS);
        close = () => {
          leave();
          clearInterval(beat);
          clearTimeout(end);
          if (rest !== null) clearTimeout(rest);
          if (lines.get(device) === replace) lines.delete(device);
        };
        const replace = () => {
          close();
          controller.close();
        };
        lines.set(device, replace);
        say(': open');
      },
      cancel: () => close(),
    });
  }

  return { open, count: () => lines.size };
}
