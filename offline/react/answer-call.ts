import type { EventId } from '@/domain/shared/identity';
import { askOfPass } from '../ask-of-pass';

/** True when the centre has it. */
async function say(procedure: 'pass.heard' | 'pass.acknowledge', body: object): Promise<boolean> {
  try {
    const response = await askOfPass(procedure, body);
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
