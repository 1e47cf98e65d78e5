import * as z from 'zod';
import type { Action } from '@/domain/access/actions';
import { can, subjectOfFirm } from '@/domain/access/can';
import { LOCALES } from '@/domain/shared/locales';
import { parseJson } from '@/domain/shared/parse-json';
import type { Locale } from '@/domain/shared/vocabulary';
import { isAway } from '../api/errors';
import { countProgram, THROTTLE_WINDOW_SECONDS } from '../auth/throttle';
import { readCapped } from '../http/capped-body';
import type { FirmApi, Program } from './firm-api';
import { programOf } from './firm-keys';
import { BODY_BYTES } from './openapi';
import { PROBLEMS, type Problem, type ProblemCode } from './schemas';

/** Key, rule, throttle; and no fault of ours or of the database ever tells what was sent. */
export async function guarded(
  api: FirmApi,
  request: Request,
  action: Action,
  work: (program: Program) => Promise<Response>,
): Promise<Response> {
  try {
    const key = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const program = key === undefined ? null : await programOf(api.db, key, api.now());
    if (program === null || !can(program, action, subjectOfFirm(program.firmId)))
      return problem('AP-SIGN', {}, { 'WWW-Authenticate': 'Bearer' });
    if (!(await countProgram(api.accounts, program.id, api.now())))
      return problem('AP-MANY', {}, { 'Retry-After': String(THROTTLE_WINDOW_SECONDS) });
    return await work(program);
  } catch (error) {
    if (isAway(error)) return problem('AP-LATER', {}, { 'Retry-After': '10' });
    api.onBug(error);
    return Response.json(
      { type: 'about:blank', title: 'A fault of ours, recorded.', status: 500 },
      { status: 500, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } },
    );
  }
}

/** What was sent, as it should look; or the answer that says what is wrong with it. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
  const body = await readCapped(request, BODY_BYTES);
  if (body === null) return problem('AP-SIZE', { detail: `at most ${BODY_BYTES} bytes` });
  const asked = schema.safeParse(parseJson(body.toString('utf8')));
  return asked.success ? asked.data : problem('AP-INPUT', { detail: whereWrong(asked.error) });
}

/** The same for what is made once however often it is asked for: with the caller's own name of the request. */
export async function readOnce<T>(
  request: Request,
  schema: z.ZodType<T>,
): Promise<{ readonly requestKey: string; readonly body: T } | Response> {
  const requestKey = requestKeySchema.safeParse(request.headers.get('idempotency-key')?.trim()).data;
  if (requestKey === undefined)
    return problem('AP-INPUT', { detail: 'Idempotency-Key: 1 to 100 characters' });
  const body = await readJson(request, schema);
  return body instanceof Response ? body : { requestKey, body };
}

const requestKeySchema = z.string().min(1).max(100);

/** Paths and no values: what was typed does not travel back through logs of others. */
const whereWrong = (error: z.ZodError): string =>
  error.issues
    .slice(0, 20)
    .map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown: ${issue.keys.slice(0, 10).join(', ')}`
        : `/${issue.path.join('/')}: ${issue.code}`,
    )
    .join('; ');

/** The first of our languages that the caller asks for. */
export function localeOf(request: Request): Locale {
  const asked = (request.headers.get('accept-language') ?? '').toLowerCase().split(/[,;\s]+/);
  return asked.flatMap((tag) => LOCALES.find((locale) => tag.split('-')[0] === locale) ?? [])[0] ?? 'en';
}

type More = { readonly detail?: string; readonly faults?: NonNullable<Problem['faults']> };

export function problem(
  code: ProblemCode,
  more: More = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { status, title } = PROBLEMS[code];
  const body: Problem = { type: `urn:border-gate:problem:${code}`, title, status, code, ...more };
  return json(status, body, { 'Content-Type': 'application/problem+json', ...headers });
}

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response => Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
