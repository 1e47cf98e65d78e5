import type { Auth } from './auth';
import { isFromOurPages } from './same-site';

/** The only doors of the sign-in library that are open; everything else it can do does not exist here. */
const OPEN: ReadonlySet<string> = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/auth/get-session',
  'POST /api/auth/change-password',
  'POST /api/auth/revoke-other-sessions',
]);
const MAX_BYTES = 4096;

export async function answerAuth(auth: Auth, request: Request): Promise<Response> {
  const origin = new URL(auth.options.baseURL).origin;
  const path = new URL(request.url).pathname.replace(/\/+$/, '');
  if (!OPEN.has(`${request.method} ${path}`)) return new Response(null, { status: 404 });
  if (request.method === 'POST' && !isFromOurPages(request, origin))
    return new Response(null, { status: 403 });
  if (request.method === 'POST' && !request.headers.get('content-type')?.startsWith('application/json'))
    return new Response(null, { status: 415 });
  // A body without a length is refused too: nothing here is ever streamed.
  const length = request.headers.get('content-length');
  if (request.method === 'POST' && request.body !== null && (length === null || Number(length) > MAX_BYTES))
    return new Response(null, { status: 413 });
  const answer = await auth.handler(request);
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
