import { randomUUID } from 'node:crypto';
import type { setSessionCookie } from 'better-auth/cookies';
import * as z from 'zod';

type Ctx = Parameters<typeof setSessionCookie>[0];

const LIFE_MS = 300_000;
const keptSchema = z.object({
  challenge: z.string(),
  /** Null: whoever comes; else the one who adds a passkey. */
  personId: z.uuid().nullable(),
});
type Kept = z.infer<typeof keptSchema>;
const nameOf = (request: string): string => `passkey:${request}`;

/** What a device shall sign, kept until it comes back. Answers the name that the browser brings along. */
export async function keepChallenge(ctx: Ctx, kept: Kept): Promise<string> {
  const request = randomUUID();
  await ctx.context.internalAdapter.createVerificationValue({
    identifier: nameOf(request),
    value: JSON.stringify(kept),
    expiresAt: new Date(Date.now() + LIFE_MS),
  });
  return request;
}

/** Takes it away: of two who bring it at once one gets it. Null: none, or over. */
export async function spendChallenge(ctx: Ctx, request: string): Promise<Kept | null> {
  const found = await ctx.context.internalAdapter.consumeVerificationValue(nameOf(request));
  if (found === null || found.expiresAt.getTime() <= Date.now()) return null;
  const kept = keptSchema.safeParse(JSON.parse(found.value));
  return kept.success ? kept.data : null;
}
