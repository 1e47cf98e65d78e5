import { createTRPCClient, httpLink } from '@trpc/client';
import * as z from 'zod';
import { gateIdSchema } from '@/domain/shared/identity';
import { agencySchema, stageSchema } from '@/domain/shared/vocabulary';
import type { AppRouter } from '@/server/api/router';
import type { PassAnswer } from './pass-page';

const answerSchema = z.object({
  gateId: gateIdSchema,
  stage: stageSchema,
  waitingOn: z.array(z.object({ agency: agencySchema, since: z.number() })),
  held: z.boolean(),
  ended: z.enum(['completed', 'cancelled', 'turned-back']).nullable(),
  revision: z.int(),
  status: z.enum(['live', 'revoked', 'superseded']),
  at: z.number(),
});

/** What an earlier version of the app kept, or nothing. */
export const readAnswer = (kept: unknown): PassAnswer | null => answerSchema.safeParse(kept).data ?? null;

/** The token goes in the body: an address ends up in access logs (architecture.md, Server). */
const client = createTRPCClient<AppRouter>({
  links: [httpLink({ url: '/api/trpc', methodOverride: 'POST' })],
});

/** Null when the centre does not answer, or does not know this pass: what was heard before then stays on screen. */
export async function askPassStatus(token: string): Promise<PassAnswer | null> {
  try {
    const said = await client.pass.status.query({ token });
    return readAnswer({
      ...said,
      ended: said.ended?.kind ?? null,
      // A used-up pass has done its work; how its crossing ended says the rest.
      status: said.status === 'used-up' ? 'live' : said.status,
    });
  } catch {
    return null;
  }
}
