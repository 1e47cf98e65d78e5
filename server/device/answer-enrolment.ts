import { inGate } from '@/db/client';
import type { Actor } from '@/domain/access/can';
import { enrolRequestSchema } from '@/domain/sync/protocol';
import { type Exchange, guarded } from '../exchange/answer-exchange';
import { answer, answerError, parseVersioned, readSigned } from '../exchange/request';
import { enrolDevice } from './enrol-device';

export type Officer = {
  readonly actor: Actor;
  readonly name: string;
};

const ENROL_BODY_BYTES = 4096;

/** POST /api/sync/enrol, by the session of an officer or supervisor. `officerOf` reads it; null is nobody. */
export function answerEnrolment(
  { db, ring, clock }: Exchange,
  request: Request,
  officerOf: (request: Request) => Promise<Officer | null>,
): Promise<Response> {
  return guarded(async () => {
    const body = await readSigned(request, ENROL_BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, enrolRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const officer = await officerOf(request);
    if (officer === null || officer.actor.kind !== 'person') return answerError('needs-sign-in');
    const { actor, name } = officer;
    const keys = await ring();
    const enrolled = await inGate(db, { gateId: parsed.value.gateId, actor: actor.id }, (tx) =>
      enrolDevice(tx, keys, { actor, officerName: name, request: parsed.value, now: clock.now() }),
    );
    return enrolled.ok ? answer(enrolled.value) : answerError(enrolled.error);
  });
}
