import { answerEnrolment } from '@/server/device/answer-enrolment';
import { officerOfSession } from '@/server/device/officer-of-session';
import { currentExchange } from '@/server/exchange/current-exchange';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> =>
  answerEnrolment(currentExchange(), request, officerOfSession);
