import type * as z from 'zod';
import type { Answer } from '@/domain/release/answer-for';
import { err, ok, type Result } from '@/domain/shared/result';
import {
  CHANGES_PATH,
  changesAnswerSchema,
  type Item,
  itemSchema,
  MOST_ITEMS,
  STANDING_PATH,
  standingAnswerSchema,
} from './protocol';
import type { EligibilitySourcePort, FeedFault, Standing } from './source';

export type HttpSourceSettings = {
  readonly url: string;
  readonly token: string | null;
  /** For the whole answer, ms. */
  readonly timeoutMs: number;
};

/** Far more than any page of answers. */
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_PAUSE_MS = 3_600_000;

/** The adapter over HTTP: nothing of the answer is believed before its shape is proven. Never throws. */
export function httpSource(settings: HttpSourceSettings): EligibilitySourcePort {
  return {
    changes: async (place, cursor) => {
      const answer = await ask(settings, CHANGES_PATH, changesAnswerSchema, {
        place,
        cursor,
        limit: MOST_ITEMS,
      });
      if (!answer.ok) return answer;
      const { items, more, cursor: next } = answer.value;
      return ok({ ...readItems(items), more, cursor: next });
    },
    standing: async (place, declarations) => {
      const answer = await ask(settings, STANDING_PATH, standingAnswerSchema, { place, declarations });
      if (!answer.ok) return answer;
      const asked = new Set(declarations);
      const read = readItems(answer.value.items);
      // What was not asked for is no answer to this question.
      const answers = read.answers.filter(({ declaration }) => asked.has(declaration));
      return ok({ answers, unreadable: read.unreadable + read.answers.length - answers.length });
    },
  };
}

async function ask<T extends z.ZodType>(
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
    return parsed?.success ? ok(parsed.data) : err({ kind: 'not-vasscm' });
  } catch (error) {
    const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    return err({ kind: isLate ? 'timeout' : 'unreachable' });
  }
}

function faultOf(response: Response): FeedFault {
  const { status } = response;
  if (status === 429 || status >= 500)
    return { kind: 'busy', status, retryAfterMs: retryAfter(response.headers.get('retry-after')) };
  return status >= 400 ? { kind: 'refused', status } : { kind: 'not-vasscm' };
}

function retryAfter(header: string | null): number | null {
  const seconds = Number(header ?? '');
  if (header === null || header.trim() === '' || !Number.isFinite(seconds) || seconds < 0) return null;
  return Math.min(seconds * 1000, LONGEST_PAUSE_MS);
}

async function readText(response: Response): Promise<string | null> {
  if (!(response.headers.get('content-type') ?? '').includes('json') || response.body === null) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readItems(items: readonly unknown[]): Standing {
  const parsed = items.map((item) => itemSchema.safeParse(item));
  const answers = parsed.flatMap((item) => (item.success ? [answerOf(item.data)] : []));
  return { answers, unreadable: items.length - answers.length };
}

const answerOf = ({ declaration, container, eligible, asOf }: Item): Answer => ({
  source: 'vasscm',
  declaration: declaration.slice(0, 11),
  container,
  eligible,
  asOf: Date.parse(asOf),
});
