import { hash } from 'node:crypto';
import { hashedText } from '@/domain/sync/chain';
import type { GateEvent } from '@/domain/sync/event';

/** Canonical JSON is written once per event: it is hashed on arrival and stored by the same transaction. */
const texts = new WeakMap<GateEvent, string>();

/** `eventHash` of the domain (EV-2) by the machine's own SHA-256, which takes a sixth of the time. */
export function hashOnArrival(event: GateEvent): string {
  const text = hashedText(event);
  texts.set(event, text);
  return hash('sha256', text);
}

/**
 * The whole event as JSON on one line; of members in another order jsonb makes the same. Its text is forgotten with
 * that: the event itself is held for as long as its vehicle's history is.
 */
export function storedText(event: GateEvent): string {
  const text = texts.get(event) ?? hashedText(event);
  texts.delete(event);
  return `{"hash":${JSON.stringify(event.hash)},${text.slice(1)}`;
}
