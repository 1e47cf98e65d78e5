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

/** Who asks, by the session cookie. An account whose row does not make sense may do what a stranger may. */
export async function actorOf(headers: Headers, auth: Auth = currentAuth()): Promise<Actor> {
  if (!headers.has('cookie')) return ANONYMOUS;
  const session = await auth.api.getSession({ headers });
  const person = personSchema.safeParse(session?.user);
  if (!person.success) return ANONYMOUS;
  const { id, role, gateId, agency, firmId } = person.data;
  return { kind: 'person', id, role, gateId, agency, firmId };
}
