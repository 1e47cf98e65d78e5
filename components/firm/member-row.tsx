'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Member } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { RoleField } from './role-field';

/** One member: name, how they sign in, role; and for an owner another role or the end. */
export function MemberRow({ member, mayChange }: { readonly member: Member; readonly mayChange: boolean }) {
  const t = useTranslations('members');
  const role = useTranslations('firmRole');
  const [act, setAct] = useState<'role' | 'remove' | null>(null);
  const { name } = member;
  return (
    <li data-member={name} className="space-y-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="min-w-0">
          <p className="text-lg leading-snug font-semibold">
            {name} {member.isSelf ? <span className="font-normal text-muted">{t('you')}</span> : null}
          </p>
          <p className="break-all text-muted">{member.email ?? member.phone}</p>
          <p>{role(`name.${member.role}`)}</p>
        </div>
        {mayChange && act === null ? (
          <div className="flex flex-wrap gap-x-5">
            <Button
              tone="text"
              className="px-0!"
              aria-label={t('changeOf', { name })}
              onClick={() => setAct('role')}
            >
              {t('change')}
            </Button>
            <Button
              tone="text"
              className="px-0!"
              aria-label={t('removeOf', { name })}
              onClick={() => setAct('remove')}
            >
              {t('remove')}
            </Button>
          </div>
        ) : null}
      </div>
      {act === null ? null : <MemberActs member={member} act={act} onClose={() => setAct(null)} />}
    </li>
  );
}

/** Said what it means, then done. */
function MemberActs({
  member,
  act,
  onClose,
}: {
  readonly member: Member;
  readonly act: 'role' | 'remove';
  readonly onClose: () => void;
}) {
  const t = useTranslations('members');
  const app = useTranslations('app');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [role, setRole] = useState(member.role);
  const done = {
    onSuccess: () => {
      onClose();
      void queries.invalidateQueries({ queryKey: trpc.firm.members.queryKey() });
    },
  };
  const change = useMutation(trpc.firm.changeRole.mutationOptions(done));
  const remove = useMutation(trpc.firm.remove.mutationOptions(done));
  const running = act === 'role' ? change : remove;
  const { name } = member;
  return (
    <div className={`space-y-4 border-l-4 py-1 pl-4 ${act === 'remove' ? 'border-fault' : 'border-link'}`}>
      <p>{t(act === 'role' ? 'changeHow' : 'removeHow', { name })}</p>
      {act === 'role' ? <RoleField role={role} onChange={setRole} /> : null}
      <ErrorNotice error={running.error} />
      <div className="flex flex-wrap gap-3">
        <Button
          tone={act === 'remove' ? 'danger' : 'main'}
          busy={running.isPending}
          onClick={() =>
            act === 'role' ? change.mutate({ member: member.id, role }) : remove.mutate({ member: member.id })
          }
        >
          {t(act === 'role' ? 'changeNow' : 'removeNow', { name })}
        </Button>
        <Button tone="text" onClick={onClose}>
          {app('cancel')}
        </Button>
      </div>
    </div>
  );
}
