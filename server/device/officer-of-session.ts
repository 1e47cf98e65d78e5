import { readMe } from '../account/read-me';
import { actorOf } from '../auth/actor';
import { accountsDatabase } from '../auth/current-auth';
import { isFromOurPages } from '../auth/same-site';
import { env } from '../env';
import type { Officer } from './answer-enrolment';

/** Whose session a request to the exchange's door carries; a foreign page's request carries nobody's. */
export async function officerOfSession(request: Request): Promise<Officer | null> {
  if (!isFromOurPages(request, env().PUBLIC_ORIGIN)) return null;
  const actor = await actorOf(request.headers);
  const me = await readMe({ actor, accounts: accountsDatabase() });
  return me.kind === 'person' ? { actor, name: me.name } : null;
}
