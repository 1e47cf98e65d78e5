import { accountsDatabase } from '@/server/auth/current-auth';
import { answerCodeEnrolment } from '@/server/device/answer-code-enrolment';
import { currentExchange } from '@/server/exchange/current-exchange';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> =>
  answerCodeEnrolment(currentExchange(), accountsDatabase(), request);
