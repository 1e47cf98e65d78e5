import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import type { Result } from '@/domain/shared/result';

/**
 * The one table of the API's errors. A code is what the screen translates (`error.<code>` in three languages) and what
 * a person reads out on the telephone; the transport's own code follows from it and never the other way round.
 */
export const ERROR_CODES = [
  'AP-SIGN', // nobody is signed in
  'AP-MAY', // signed in, not allowed
  'AP-INPUT', // shape of the request
  'AP-NONE', // no such thing, or not ours to see
  'AP-ENDED', // the crossing has ended
  'AP-DONE', // was done already
  'AP-SELF', // own deed: somebody else must judge it
  'AP-OWN', // about oneself: somebody else must do it
  'AP-LAST', // nobody would be left who may do it
  'AP-MAIL', // another person signs in with that address
  'AP-OWNER', // the last owner of a firm
  'AP-CODE', // one-time code wrong, used or over
  'AP-FIRM', // a firm with that tax code is known already
  'AP-TELL', // nobody here can send codes and invitations
  'AP-KEY', // client key used for another declaration
  'AP-PASS', // not a genuine pass
  'AP-MANY', // too many requests
  'AP-SIZE', // request too large
  'AP-LATER', // the centre cannot answer now
  'AP-BUG', // our fault
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const TRANSPORT = {
  'AP-SIGN': 'UNAUTHORIZED',
  'AP-MAY': 'FORBIDDEN',
  'AP-INPUT': 'BAD_REQUEST',
  'AP-NONE': 'NOT_FOUND',
  'AP-ENDED': 'CONFLICT',
  'AP-DONE': 'CONFLICT',
  'AP-SELF': 'FORBIDDEN',
  'AP-OWN': 'FORBIDDEN',
  'AP-LAST': 'CONFLICT',
  'AP-MAIL': 'CONFLICT',
  'AP-OWNER': 'CONFLICT',
  'AP-CODE': 'UNPROCESSABLE_CONTENT',
  'AP-FIRM': 'CONFLICT',
  'AP-TELL': 'SERVICE_UNAVAILABLE',
  'AP-KEY': 'CONFLICT',
  'AP-PASS': 'UNPROCESSABLE_CONTENT',
  'AP-MANY': 'TOO_MANY_REQUESTS',
  'AP-SIZE': 'PAYLOAD_TOO_LARGE',
  'AP-LATER': 'SERVICE_UNAVAILABLE',
  'AP-BUG': 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;

/** What the transport itself can raise (bad JSON, unknown procedure, failed input schema), told in our codes. */
const FROM_TRANSPORT = {
  PARSE_ERROR: 'AP-INPUT',
  BAD_REQUEST: 'AP-INPUT',
  INTERNAL_SERVER_ERROR: 'AP-BUG',
  NOT_IMPLEMENTED: 'AP-NONE',
  BAD_GATEWAY: 'AP-LATER',
  SERVICE_UNAVAILABLE: 'AP-LATER',
  GATEWAY_TIMEOUT: 'AP-LATER',
  UNAUTHORIZED: 'AP-SIGN',
  PAYMENT_REQUIRED: 'AP-MAY',
  FORBIDDEN: 'AP-MAY',
  NOT_FOUND: 'AP-NONE',
  METHOD_NOT_SUPPORTED: 'AP-INPUT',
  TIMEOUT: 'AP-LATER',
  CONFLICT: 'AP-DONE',
  PRECONDITION_FAILED: 'AP-INPUT',
  PAYLOAD_TOO_LARGE: 'AP-SIZE',
  UNSUPPORTED_MEDIA_TYPE: 'AP-INPUT',
  UNPROCESSABLE_CONTENT: 'AP-INPUT',
  PRECONDITION_REQUIRED: 'AP-INPUT',
  TOO_MANY_REQUESTS: 'AP-MANY',
  CLIENT_CLOSED_REQUEST: 'AP-LATER',
} as const satisfies Record<TRPC_ERROR_CODE_KEY, ErrorCode>;

const isErrorCode = (text: string): text is ErrorCode => (ERROR_CODES as readonly string[]).includes(text);

export const apiError = (code: ErrorCode, cause?: unknown): TRPCError =>
  new TRPCError({ code: TRANSPORT[code], message: code, cause });

/** The code a caller gets to see. Never a message: a driver's text in an exception must not travel. */
export const errorCodeOf = (error: TRPCError): ErrorCode =>
  isErrorCode(error.message) ? error.message : FROM_TRANSPORT[error.code];

/** The database is away or full up: nothing is wrong with the request, and it may simply be made again. */
const AWAY =
  /^(08|53|57P)|^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET)|ENOTFOUND|ETIMEDOUT|EPIPE)$/;

export function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && AWAY.test(at.code)) return true;
  return false;
}

/** A use case's result becomes an answer, or one of the table's errors. */
export function give<T>(result: Result<T, ErrorCode>): T {
  if (result.ok) return result.value;
  throw apiError(result.error);
}
