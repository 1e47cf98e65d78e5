import { answerPull } from '@/server/exchange/answer-exchange';
import { currentExchange } from '@/server/exchange/current-exchange';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> => answerPull(currentExchange(), request);
