import * as z from 'zod';
import type { Action } from '@/domain/access/actions';
import { can, subjectOfFirm } from '@/domain/access/can';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import { isAway } from '../api/errors';
import { countProgram, THROTTLE_WINDOW_SECONDS } from '../auth/throttle';
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

/** Null when it is longer than the cap: said by its length, or found while reading. */
export async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? '0') > BODY_BYTES) return null;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > BODY_BYTES ? null : new TextDecoder().decode(bytes);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Paths and no values: what was typed does not travel back through logs of others. */
export const whereWrong = (error: z.ZodError): string =>
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

const requestKeySchema = z.string().min(1).max(100);

/** The caller's own name of a request; null: none, or too long. */
export const requestKeyOf = (request: Request): string | null =>
  requestKeySchema.safeParse(request.headers.get('idempotency-key')?.trim()).data ?? null;

export const KEY_MISSING: More = { detail: 'Idempotency-Key: 1 to 100 characters' };
export const TOO_LARGE: More = { detail: `at most ${BODY_BYTES} bytes` };
