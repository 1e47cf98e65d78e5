import { answerAuth } from '@/server/auth/answer-auth';
import { currentAuth } from '@/server/auth/current-auth';

export const dynamic = 'force-dynamic';

const answer = (request: Request): Promise<Response> => answerAuth(currentAuth(), request);

export { answer as GET, answer as POST };
