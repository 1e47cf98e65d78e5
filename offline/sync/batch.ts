import type { GateEvent } from '@/domain/sync/event';
import { PUSH_MAX_BYTES, PUSH_MAX_EVENTS } from '@/domain/sync/protocol';

/** Envelope of the request around the events. */
const ENVELOPE_BYTES = 1024;
const encoder = new TextEncoder();

/** The first events that fit one push by number and bytes: always at least one, so that a big one blocks nothing. */
export function batchOf(events: readonly GateEvent[], most: number = PUSH_MAX_EVENTS): readonly GateEvent[] {
  let bytes = ENVELOPE_BYTES;
  let count = 0;
  for (const event of events.slice(0, Math.max(1, most))) {
    bytes += encoder.encode(JSON.stringify(event)).length + 1;
    if (count > 0 && bytes > PUSH_MAX_BYTES) break;
    count += 1;
  }
  return events.slice(0, count);
}
