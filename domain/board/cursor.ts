import { gateById } from '../gate/gates';
import type { GateId } from '../shared/identity';

/** Where the boards' event stream is answered: `?gate=HN` one gate, without it every gate; `?seen=` a cursor. */
export const LIVE_PATH = '/api/board/live';
/**
 * Name of the event whose data is an instant, ms since the epoch: nothing that the viewer watches had moved by then, and
 * its figures were still true.
 */
export const UNCHANGED = 'unchanged';
/** A stream that is silent for longer than this is dead, whatever the network says. */
export const UNCHANGED_EVERY_MS = 15_000;

/** Where the log stood at each gate that a viewer has seen: `HN:120,TT:7`. The id of a message is that of its gate. */
export const writeCursor = (seen: ReadonlyMap<GateId, number>): string =>
  [...seen]
    .map(([gate, position]) => `${gate}:${position}`)
    .sort()
    .join(',');

/**
 * What a returning viewer has seen. Anything unreadable counts as nothing seen: it is sent everything again.
 * Without zod, like all that a public board loads (goal `pages`).
 */
export function readCursor(text: string | null | undefined): Map<GateId, number> {
  const seen = new Map<GateId, number>();
  for (const part of (text ?? '').slice(0, 400).split(',')) {
    const [code, position] = part.split(':');
    const gate = gateById(code ?? '');
    if (gate !== null && position !== undefined && /^\d{1,15}$/.test(position))
      seen.set(gate.code, Number(position));
  }
  return seen;
}
