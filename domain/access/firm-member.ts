import type { FirmRole } from '../shared/vocabulary';

/** `own`: of oneself · `last`: nobody would be left who may do it. */
export type MemberRefusal = 'own' | 'last';

/**
 * FM-3: whether an owner may give a member this role; `after` null: removes them. That the actor is an owner of this firm
 * is `can()`'s to say. `otherOwners`: owners of the firm besides this member.
 */
export function memberRefusal(change: {
  readonly actorId: string;
  readonly memberId: string;
  readonly before: FirmRole;
  readonly after: FirmRole | null;
  readonly otherOwners: number;
}): MemberRefusal | null {
  // Not even downwards: whoever gives a role away has somebody who saw it.
  if (change.actorId === change.memberId) return 'own';
  if (change.before === 'owner' && change.after !== 'owner' && change.otherOwners === 0) return 'last';
  return null;
}

/** FM-5: a week, long enough for a holiday. */
export const INVITATION_LIFE_MS = 7 * 86_400_000;
export type InvitationState = 'open' | 'used' | 'withdrawn' | 'expired';

/** FM-5: whether an invitation still opens its door; times in ms. What came first counts. */
export function invitationState(
  invitation: {
    readonly expiresAt: number;
    readonly usedAt: number | null;
    readonly withdrawnAt: number | null;
  },
  now: number,
): InvitationState {
  if (invitation.usedAt !== null) return 'used';
  if (invitation.withdrawnAt !== null) return 'withdrawn';
  return now < invitation.expiresAt ? 'open' : 'expired';
}
