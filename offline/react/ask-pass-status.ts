import * as z from 'zod';
import { eventIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { partySchema, stageSchema } from '@/domain/shared/vocabulary';
import { askOfPass } from '../ask-of-pass';
import type { PassAnswer } from './pass-page';

/** As `pass.status` answers. Read on the driver's phone without the API's client: a quarter of the page's weight. */
const statusSchema = z.object({
  stage: stageSchema,
  waitingOn: z.array(z.object({ agency: partySchema, since: z.number() })),
  ended: z.object({ kind: z.enum(['completed', 'cancelled', 'turned-back']) }).nullable(),
  // Answers that were kept before it was told.
  held: z.boolean().default(false),
  revision: z.number(),
  // A pass that has done its work is still the right one.
  status: z.enum(['live', 'revoked', 'superseded', 'used-up']),
  turn: z
    .object({
      call: z
        .object({
          id: eventIdSchema,
          state: z.enum(['waiting', 'called', 'acknowledged', 'missed', 'recalled']),
          at: z.number(),
          reason: z.string().nullable(),
        })
        .nullable(),
      plannedAt: z.number().nullable(),
      liveAt: z.number().nullable(),
      behindMinutes: z.number().nullable(),
    })
    .nullable()
    .default(null),
  stay: z
    .object({ limitHours: z.number(), endsAt: z.number(), backAt: z.number().nullable() })
    .nullable()
    .default(null),
  at: z.number(),
  gateId: gateIdSchema,
});
const answerSchema = z.object({ result: z.object({ data: statusSchema }) });

export function readStatus(value: unknown): PassAnswer | null {
  const read = statusSchema.safeParse(value);
  if (!read.success) return null;
  const { status, ended, ...rest } = read.data;
  return { ...rest, status: status === 'used-up' ? 'live' : status, ended: ended?.kind ?? null };
}

/** Null when the centre gave no answer. */
export async function askPassStatus(token: string): Promise<unknown | null> {
  try {
    const response = await askOfPass('pass.status', { token });
    if (!response.ok) return null;
    const answer = answerSchema.safeParse(await response.json());
    return answer.success ? answer.data.result.data : null;
  } catch {
    return null;
  }
}
