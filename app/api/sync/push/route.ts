import { gateDatabase } from '@/server/database';
import { answerPush } from '@/server/exchange/answer-exchange';
import { currentExchange } from '@/server/exchange/current-exchange';
import { announceChange } from '@/server/stream/announce-change';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  const answer = await answerPush(currentExchange(), request);
  // After the commit: the boards of every node look at once.
  if (answer.ok) announceChange(gateDatabase());
  return answer;
}
