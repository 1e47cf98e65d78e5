import { answerTrpc } from '@/server/api/answer-trpc';
import { currentContext } from '@/server/api/current-context';
import { env } from '@/server/env';
import { log } from '@/server/log';

export const dynamic = 'force-dynamic';

const answer = (request: Request): Promise<Response> =>
  answerTrpc(request, {
    origin: env().PUBLIC_ORIGIN,
    createContext: () => currentContext(request.headers),
    onBug: (error, procedure) => log().error({ err: error, procedure }, 'procedure failed'),
  });

export { answer as POST };
