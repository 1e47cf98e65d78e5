import { answerPhoto } from '@/server/exchange/answer-photo';
import { currentExchange } from '@/server/exchange/current-exchange';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> => answerPhoto(currentExchange(), request);
