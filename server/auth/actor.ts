import * as z from 'zod';
import type { Actor } from '@/domain/access/can';
import { gateIdSchema } from '@/domain/shared/identity';
import { agencySchema, roleSchema } from '@/domain/shared/vocabulary';
import type { Auth } from './auth';
import { currentAuth } from './current-auth';

const personSchema = z.object({
  id: z.uuid(),
  role: roleSchema,
  gateId: gateIdSchema.nullish().transform((value) => value ?? null),
  agency: agencySchema.nullish().transform((value) => value ?? null),
  firmId: z
    .uuid()
    .nullish()
    .transform((value) => value ?? null),
  // AC-12: a session that outlived its account, or that was made with a password read out, is nobody's.
  disabledAt: z.null().optional(),
  mustChangePassword: z.literal(false).nullish(),
});

const ANONYMOUS: Actor = { kind: 'anonymous' };

const NOBODY = { actor: ANONYMOUS, sessionId: null } as const;

export type Asker = {
  readonly actor: Actor;
  /** Null: nobody's. */
  readonly sessionId: string | null;
};

/** Who asks, by the session cookie, and in which session. An account whose row does not make sense may do what a stranger may. */
export async function askerOf(headers: Headers, auth: Auth = currentAuth()): Promise<Asker> {
  if (!headers.has('cookie')) return NOBODY;
  const found = await auth.api.getSession({ headers });
  const person = personSchema.safeParse(found?.user);
  if (found === null || !person.success) return NOBODY;
  const { id, role, gateId, agency, firmId } = person.data;
  return { actor: { kind: 'person', id, role, gateId, agency, firmId }, sessionId: found.session.id };
}

export const actorOf = async (headers: Headers, auth: Auth = currentAuth()): Promise<Actor> =>
  (await askerOf(headers, auth)).actor;
