import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { GatePositions } from './gate-watcher';

/** Id of a live message: where the log stood at each gate the viewer has seen, `HN:120,TT:7`. */
export const writeCursor = (seen: GatePositions): string =>
  [...seen]
    .map(([gate, position]) => `${gate}:${position}`)
    .sort()
    .join(',');

/** What a reconnecting viewer has seen. Anything unreadable counts as nothing seen: it is sent everything again. */
export function readCursor(text: string | null | undefined): Map<GateId, number> {
  const seen = new Map<GateId, number>();
  for (const part of (text ?? '').split(',')) {
    const [gate, position] = part.split(':');
    const id = gateIdSchema.safeParse(gate);
    if (id.success && position !== undefined && /^\d{1,15}$/.test(position))
      seen.set(id.data, Number(position));
  }
  return seen;
}
