import { photoRequestSchema } from '@/domain/sync/photo';
import { takePart } from '../photo/take-part';
import { asDevice, type Exchange, guarded } from './answer-exchange';
import { answer, answerError, parseVersioned, readSigned } from './request';

/** A part in base64url and the fields around it. */
const PHOTO_BODY_BYTES = 72 * 1024;

/** POST /api/sync/photo (domain/sync/photo.ts): one part of a photograph, by the tablet that took it. */
export async function answerPhoto(exchange: Exchange, request: Request): Promise<Response> {
  const at = exchange.clock.now();
  return guarded(async () => {
    const body = await readSigned(request, PHOTO_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, photoRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const { gateId, device } = parsed.value;
    const outcome = await asDevice(
      exchange,
      { gateId, device, action: 'sync.photo', body: body.value },
      (tx) => takePart(tx, parsed.value, at),
    );
    if (outcome.kind === 'refused') return answerError(outcome.error);
    const { response } = outcome;
    return response.ok ? answer(response.value) : answerError(response.error);
  });
}
