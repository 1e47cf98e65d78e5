'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OpenInvitation } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { InviteMember } from './invite-member';
import { MemberRow } from './member-row';

/** The people of the own firm (FM-3): who may what, who is invited; an owner changes it. */
export function MembersView({ isOwner, firm }: { readonly isOwner: boolean; readonly firm: string }) {
  const t = useTranslations('members');
  const trpc = useTRPC();
  const [inviting, setInviting] = useState(false);
  const query = useQuery(trpc.firm.members.queryOptions());
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const { members, invitations } = query.data;
  return (
    <section aria-labelledby="members-title" className="mt-12">
      <h2 id="members-title" className="text-2xl font-bold">
        {t('title', { firm })}
      </h2>
      <p className="mt-1 text-muted">{t(isOwner ? 'how' : 'ownerChanges')}</p>
      <div className="mt-4">
        <Hairlines label={t('title', { firm })}>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} mayChange={isOwner && !member.isSelf} />
          ))}
        </Hairlines>
      </div>
      {isOwner ? (
        <div className="mt-6">
          {inviting ? (
            <InviteMember onClose={() => setInviting(false)} />
          ) : (
            <Button onClick={() => setInviting(true)}>{t('invite')}</Button>
          )}
          <h3 className="mt-8 text-xl font-bold">{t('invited')}</h3>
          {invitations.length === 0 ? (
            <p className="mt-2 text-muted">{t('nobodyInvited')}</p>
          ) : (
            <div className="mt-3">
              <Hairlines label={t('invited')}>
                {invitations.map((invitation) => (
                  <InvitationRow key={invitation.id} invitation={invitation} />
                ))}
              </Hairlines>
            </div>
          )}
        </div>
      ) : null}
    </section>
  );
}

function InvitationRow({ invitation }: { readonly invitation: OpenInvitation }) {
  const t = useTranslations('members');
  const role = useTranslations('firmRole');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const withdraw = useMutation(
    trpc.firm.withdrawInvitation.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.firm.members.queryKey() }),
    }),
  );
  const { contact } = invitation;
  return (
    <li className="space-y-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <div className="min-w-0">
          <p className="font-semibold break-all">{contact}</p>
          <p className="text-muted">
            {`${role(`name.${invitation.role}`)} · ${t('until')}`} <BothTimes at={invitation.expiresAt} />
          </p>
        </div>
        <Button
          tone="text"
          className="px-0!"
          busy={withdraw.isPending}
          aria-label={t('withdrawOf', { contact })}
          onClick={() => withdraw.mutate({ invitation: invitation.id })}
        >
          {t('withdraw')}
        </Button>
      </div>
      <ErrorNotice error={withdraw.error} />
    </li>
  );
}
