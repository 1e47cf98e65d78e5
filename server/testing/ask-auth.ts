import { answerAuth } from '../auth/answer-auth';
import type { Auth } from '../auth/auth';

/** Where the tests of sign-in live, and what everybody there signs in with. */
export const ORIGIN = 'http://localhost:3000';
export const PASSWORD = 'correct horse battery';
export const AUTH_SECRET = 'x9'.repeat(20);

/** A request as a page of ours sends it: JSON of a stated length, from our own origin. */
export function authRequest(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = JSON.stringify(body);
  return new Request(`${ORIGIN}/api/auth${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      origin: ORIGIN,
      host: 'localhost:3000',
      ...headers,
    },
    body: text,
  });
}

/** Asks it, with the cookie of somebody signed in or of nobody. */
export const askAuth = (
  auth: Auth,
  path: string,
  body: unknown,
  cookie = '',
  headers: Readonly<Record<string, string>> = {},
) => answerAuth(auth, authRequest(path, body, cookie === '' ? headers : { ...headers, cookie }));

/** The cookies an answer sets, as the next request brings them; those it takes away left out. */
export const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .filter((cookie) => !cookie?.endsWith('='))
    .join('; ');

/** Signs somebody in by contact and password. */
export const cookieBy = async (auth: Auth, contact: string) =>
  cookieOf(await askAuth(auth, '/sign-in/contact', { contact, password: PASSWORD }));
