import type { Auth } from './auth';
import { isFromOurPages } from './same-site';

/** The only doors of the sign-in library that are open; everything else it can do does not exist here. */
const OPEN: ReadonlySet<string> = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'GET /api/auth/get-session',
  'POST /api/auth/change-password',
  'POST /api/auth/revoke-other-sessions',
  'POST /api/auth/sign-in/contact',
  'POST /api/auth/sign-in/code',
  'POST /api/auth/code/send',
  'POST /api/auth/code/recover',
  'GET /api/auth/own-sessions',
  'POST /api/auth/own-sessions/end',
  'GET /api/auth/passkeys',
  'POST /api/auth/passkeys/begin',
  'POST /api/auth/passkeys/add',
  'POST /api/auth/passkeys/remove',
  'POST /api/auth/sign-in/passkey/begin',
  'POST /api/auth/sign-in/passkey',
  // An identity provider (decision 068); the second is where its answer comes back to.
  'POST /api/auth/sign-in/social',
  'GET /api/auth/callback/identity',
  'POST /api/auth/link-social',
  'GET /api/auth/own-identity',
  'POST /api/auth/own-identity/unlink',
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
