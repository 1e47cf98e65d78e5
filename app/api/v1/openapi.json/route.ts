import { env } from '@/server/env';
import { answerOpenApi } from '@/server/firm-api/answer-firm';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = (): Response => answerOpenApi(env().PUBLIC_ORIGIN);
