import { inGate } from '@/db/client';
import { can } from '@/domain/access/can';
import { agencySchema } from '@/domain/shared/vocabulary';
import { type SignInResponse, signInRequestSchema } from '@/domain/sync/door';
import { type Exchange, guarded } from '../exchange/answer-exchange';
import { lockDevice } from '../exchange/device-row';
import { answer, answerError, isSignedBy, parseVersioned, readSigned } from '../exchange/request';
import type { Officer } from './answer-enrolment';

const BODY_BYTES = 4096;

/**
 * POST /api/sync/sign-in (DV-1): an officer's session and the tablet's signature together say who is about to work on
 * it. The tablet keeps the answer sealed and needs no network for the rest of the shift.
 */
export function answerSignIn(
  { db, clock }: Exchange,
  request: Request,
  officerOf: (request: Request) => Promise<Officer | null>,
): Promise<Response> {
  return guarded(async () => {
    const body = await readSigned(request, BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, signInRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const officer = await officerOf(request);
    const { gateId, device } = parsed.value;
    return inGate(db, { gateId, actor: device }, async (tx) => {
      const row = await lockDevice(tx, gateId, device);
      if (row === null || !isSignedBy(row.publicKey, body.value)) return answerError('device-unknown');
      if (row.revokedAt !== null) return answerError('device-revoked');
      if (officer === null || officer.actor.kind !== 'person') return answerError('needs-sign-in');
      const { actor, name } = officer;
      const subject = { gateId, device, agency: agencySchema.parse(row.agency), firmId: null };
      const said: SignInResponse = can(actor, 'sync.signIn', subject)
        ? { kind: 'signed-in', officer: { id: actor.id, name }, serverTime: clock.now() }
        : { kind: 'not-of-this-tablet' };
      return answer(said);
    });
  });
}
