import { systemClock } from '@/server/clock';
import { gateDatabase } from '@/server/database';
import { env } from '@/server/env';
import { answerReceipt } from '@/server/telling/answer-receipt';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> =>
  answerReceipt({ db: gateDatabase(), token: env().MESSAGES_TOKEN ?? null, now: systemClock.now }, request);
