import { eq } from 'drizzle-orm';
import { firm, person } from '@/db/schema/account';
import type { GateId } from '@/domain/shared/identity';
import type { Agency, Role } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

export type Me =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      /** One of both at least. */
      readonly email: string | null;
      readonly phone: string | null;
      readonly role: Role;
      readonly gateId: GateId | null;
      readonly agency: Agency | null;
      readonly firm: { readonly id: string; readonly name: string; readonly taxCode: string | null } | null;
    };

/** Who am I, as the screen greets me: to myself only. */
export async function readMe({ actor, accounts }: Pick<Context, 'actor' | 'accounts'>): Promise<Me> {
  if (actor.kind !== 'person') return { kind: 'anonymous' };
  const [row] = await accounts
    .select({
      name: person.name,
      email: person.email,
      phone: person.phone,
      firm: { id: firm.id, name: firm.name, taxCode: firm.taxCode },
    })
    .from(person)
    .leftJoin(firm, eq(firm.id, person.firmId))
    .where(eq(person.id, actor.id));
  if (!row) return { kind: 'anonymous' };
  const { id, role, gateId, agency } = actor;
  return { kind: 'person', id, role, gateId, agency, ...row };
}
