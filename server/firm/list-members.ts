import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm';
import { person } from '@/db/schema/account';
import { firmInvitation } from '@/db/schema/firm-people';
import { type FirmRole, firmRoleSchema } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import type { FirmContext } from '../declaration/firm-context';

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: FirmRole;
  readonly isSelf: boolean;
};
export type OpenInvitation = {
  readonly id: string;
  readonly contact: string;
  readonly role: FirmRole;
  /** ms. */
  readonly expiresAt: number;
};
export type FirmPeople = {
  readonly members: readonly Member[];
  /** Only an owner's to see; for the others empty. */
  readonly invitations: readonly OpenInvitation[];
};

type MembersContext = Pick<FirmContext, 'actor' | 'firmId'> & Pick<Context, 'accounts' | 'clock'>;

/** The people of the own firm, owners first, and who is invited (FM-4). */
export async function listMembers({ accounts, actor, clock, firmId }: MembersContext): Promise<FirmPeople> {
  const rows = await accounts
    .select()
    .from(person)
    .where(and(eq(person.firmId, firmId), isNull(person.disabledAt)))
    .orderBy(asc(person.name), asc(person.id));
  const members = rows.flatMap(({ id, name, email, phone, role: raw }): Member[] => {
    const role = firmRoleSchema.safeParse(raw);
    return role.success ? [{ id, name, email, phone, role: role.data, isSelf: id === actor.id }] : [];
  });
  const invitations =
    actor.role === 'owner'
      ? await accounts
          .select({
            id: firmInvitation.id,
            contact: firmInvitation.contact,
            role: firmInvitation.role,
            expiresAt: firmInvitation.expiresAt,
          })
          .from(firmInvitation)
          .where(
            and(
              eq(firmInvitation.firmId, firmId),
              isNull(firmInvitation.usedAt),
              isNull(firmInvitation.withdrawnAt),
              gt(firmInvitation.expiresAt, clock.now()),
            ),
          )
          .orderBy(desc(firmInvitation.invitedAt))
      : [];
  const isOwner = ({ role }: Member) => Number(role === 'owner');
  return { members: members.toSorted((a, b) => isOwner(b) - isOwner(a)), invitations };
}
