import { answerWake } from '@/server/exchange/answer-wake';
import { currentExchange } from '@/server/exchange/current-exchange';
import { currentWakeHub } from '@/server/exchange/current-wake-hub';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> =>
  answerWake(currentExchange(), currentWakeHub, request);
