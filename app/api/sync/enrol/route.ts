import { readMe } from '@/server/account/read-me';
import { actorOf } from '@/server/auth/actor';
import { accountsDatabase } from '@/server/auth/current-auth';
import { isFromOurPages } from '@/server/auth/same-site';
import { answerEnrolment, type Officer } from '@/server/device/answer-enrolment';
import { env } from '@/server/env';
import { currentExchange } from '@/server/exchange/current-exchange';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = (request: Request): Promise<Response> =>
  answerEnrolment(currentExchange(), request, officerOf);

async function officerOf(request: Request): Promise<Officer | null> {
  if (!isFromOurPages(request, env().PUBLIC_ORIGIN)) return null;
  const actor = await actorOf(request.headers);
  const me = await readMe({ actor, accounts: accountsDatabase() });
  return me.kind === 'person' ? { actor, name: me.name } : null;
}
