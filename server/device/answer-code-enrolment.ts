import { type Database, inGate } from '@/db/client';
import { gateById } from '@/domain/gate/gates';
import { CODE_REFUSALS, type CodeRefusal, codeEnrolRequestSchema } from '@/domain/sync/door';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { countCodeTry } from '../auth/throttle';
import { type Exchange, guarded } from '../exchange/answer-exchange';
import { answer, answerError, parseVersioned, readSigned, type SyncError } from '../exchange/request';
import { enrolByCode } from './enrol-by-code';

const BODY_BYTES = 4096;
const STATUS: Readonly<Record<CodeRefusal, number>> = {
  'code-wrong': 403,
  'code-used': 409,
  'code-expired': 410,
  'too-many-tries': 429,
};

const isOfCode = (error: CodeRefusal | SyncError): error is CodeRefusal =>
  CODE_REFUSALS.some((known) => known === error);

const refuse = (error: CodeRefusal): Response =>
  Response.json(
    { error, protocol: PROTOCOL_VERSION },
    { status: STATUS[error], headers: { 'Cache-Control': 'no-store' } },
  );

/** POST /api/sync/enrol-by-code (DV-5). `accounts` counts the tries; `address` is whoever tries. */
export function answerCodeEnrolment(
  { db, ring, clock }: Exchange,
  accounts: Database,
  request: Request,
): Promise<Response> {
  return guarded(async () => {
    const body = await readSigned(request, BODY_BYTES);
    if (!body.ok) return answerError(body.error);
    const parsed = parseVersioned(body.value.text, codeEnrolRequestSchema);
    if (!parsed.ok) return answerError(parsed.error);
    const { gateId } = parsed.value;
    // True in this server: setClientAddress wrote it.
    const address = request.headers.get('x-forwarded-for') ?? 'unknown';
    if (gateById(gateId) === null) return refuse('code-wrong');
    if (!(await countCodeTry(accounts, address, clock.now()))) return refuse('too-many-tries');
    const keys = await ring();
    const enrolled = await inGate(db, { gateId, actor: parsed.value.device }, (tx) =>
      enrolByCode(tx, keys, parsed.value, clock.now()),
    );
    if (enrolled.ok) return answer(enrolled.value);
    return isOfCode(enrolled.error) ? refuse(enrolled.error) : answerError(enrolled.error);
  });
}
