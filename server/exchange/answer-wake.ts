import { wakeRequestSchema } from '@/domain/sync/protocol';
import { asDevice, type Exchange, guarded } from './answer-exchange';
import { answerError, parseVersioned, readSigned } from './request';
import type { WakeHub } from './wake-hub';

const WAKE_BODY_BYTES = 1024;

/** POST /api/sync/wake: a line on which the tablet hears that there is news (docs/protocols/exchange.md). */
export function answerWake(
  exchange: Pick<Exchange, 'db'>,
  hub: () => Promise<WakeHub>,
  request: Request,
): Promise<Response> {
  return guarded(async () => {
    const body = await readSigned(request, WAKE_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, wakeRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const { gateId, device } = parsed.value;
    const claim = { gateId, device, action: 'sync.wake', body: body.value } as const;
    const known = await asDevice(exchange, claim, async () => null);
    if (!known.ok) return answerError(known.error);
    const line = (await hub()).open(gateId, device);
    if (line === null) return answerError('retry-later');
    return new Response(line, {
      headers: {
        'Content-Type': 'text/event-stream',
        // Whoever compresses or collects on the way would hold the hint back.
        'Cache-Control': 'no-store, no-transform',
      },
    });
  });
}
