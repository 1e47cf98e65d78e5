import type * as z from 'zod';
import { parseJson } from '@/domain/shared/parse-json';
import { err, ok, type Result } from '@/domain/shared/result';
import { readCapped } from '../http/capped-body';

/** Why somebody else's system gave no answer that we can use; each is asked again later, none is believed. */
export type FeedFault =
  | { readonly kind: 'unreachable' }
  /** We failed on what was answered; told to us in the log. */
  | { readonly kind: 'crashed' }
  | { readonly kind: 'timeout' }
  /** HTML, another shape, too large: a proxy, a login page, another system. */
  | { readonly kind: 'not-it' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | null };

export type HttpSourceSettings = {
  readonly url: string;
  readonly token: string | null;
  /** For the whole answer, ms. */
  readonly timeoutMs: number;
};

/** Far more than any page of answers. */
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_PAUSE_MS = 3_600_000;

/** Asks by POST; nothing of the answer is believed before its shape is proven. Never throws. */
export async function askJson<T extends z.ZodType>(
  { url, token, timeoutMs }: HttpSourceSettings,
  path: string,
  schema: T,
  question: unknown,
): Promise<Result<z.infer<T>, FeedFault>> {
  try {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(question),
      // A portal that sends us elsewhere is not the system we asked.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return err(faultOf(response));
    }
    const text = await readText(response);
    const parsed = text === null ? null : schema.safeParse(parseJson(text));
    return parsed?.success ? ok(parsed.data) : err({ kind: 'not-it' });
  } catch (error) {
    const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    return err({ kind: isLate ? 'timeout' : 'unreachable' });
  }
}

function faultOf(response: Response): FeedFault {
  const { status } = response;
  if (status === 429 || status >= 500)
    return { kind: 'busy', status, retryAfterMs: retryAfter(response.headers.get('retry-after')) };
  return status >= 400 ? { kind: 'refused', status } : { kind: 'not-it' };
}

function retryAfter(header: string | null): number | null {
  const seconds = Number(header ?? '');
  if (header === null || header.trim() === '' || !Number.isFinite(seconds) || seconds < 0) return null;
  return Math.min(seconds * 1000, LONGEST_PAUSE_MS);
}

async function readText(response: Response): Promise<string | null> {
  if (!(response.headers.get('content-type') ?? '').includes('json') || response.body === null) return null;
  return (await readCapped(response, MOST_BYTES))?.toString('utf8') ?? null;
}

export const faultText = (fault: FeedFault): string =>
  'status' in fault ? `${fault.kind} ${fault.status}` : fault.kind;
