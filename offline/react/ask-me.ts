import * as z from 'zod';
import { gateIdSchema } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';

const TIMEOUT_MS = 10_000;

/** As `account.me` answers, as far as setting up a tablet goes. Read without the API's client: it is not in this page. */
const personSchema = z.object({
  kind: z.literal('person'),
  gateId: gateIdSchema.nullable(),
  agency: agencySchema.nullable(),
});
const answerSchema = z.object({ result: z.object({ data: personSchema }) });
export type Person = z.infer<typeof personSchema>;

/** Whose session this browser has; null for nobody, and without a network. */
export async function askMe(): Promise<Person | null> {
  try {
    const response = await fetch('/api/trpc/account.me', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = answerSchema.safeParse(await response.json());
    return answer.success ? answer.data.result.data : null;
  } catch {
    return null;
  }
}
