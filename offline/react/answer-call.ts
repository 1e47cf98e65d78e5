import type { EventId } from '@/domain/shared/identity';

const TIMEOUT_MS = 15_000;

/** By POST like every word about a pass: its text never stands in an address. True when the centre has it. */
async function say(procedure: 'pass.heard' | 'pass.acknowledge', body: object): Promise<boolean> {
  try {
    const response = await fetch(`/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** This phone has shown a call or its recall (FL-27). Lost on a bad line it is said again when the page opens next. */
export const sayHeard = (token: string, call: EventId, message: 'call' | 'recall'): Promise<boolean> =>
  say('pass.heard', { token, call, message });

/** The driver is coming (FL-28). */
export const acknowledgeCall = (token: string, call: EventId): Promise<boolean> =>
  say('pass.acknowledge', { token, call });
