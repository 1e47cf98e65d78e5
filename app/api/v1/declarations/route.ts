import { answerDeclare } from '@/server/firm-api/answer-firm';
import { currentFirmApi } from '@/server/firm-api/current-firm-api';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> => answerDeclare(currentFirmApi(), request);
