'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Post } from '@/domain/access/change-person';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { FirstPassword } from './first-password';
import { PostFields } from './post-fields';
import { SaidFields, saidFaults } from './said-fields';

/** Somebody new at the gate. The password is made by the centre and shown here, once. */
export function AddPerson({
  gateId,
  isOverAll,
  onClose,
}: {
  readonly gateId: GateId;
  readonly isOverAll: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations('people');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [said, setSaid] = useState({ name: '', email: '' });
  const [post, setPost] = useState<Post>({ role: 'officer', gateId, agency: 'border-guard' });
  const [isChecked, setChecked] = useState(false);
  const add = useMutation(
    trpc.people.add.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.pathKey() }).catch(() => undefined),
    }),
  );
  if (add.data !== undefined)
    return (
      <FirstPassword
        name={said.name.trim()}
        email={said.email.trim()}
        password={add.data.password}
        onClose={onClose}
      />
    );
  const faults = saidFaults(said);
  return (
    <section aria-labelledby="add-person" className="space-y-5 border-y-2 border-ink py-6">
      <div>
        <h3 id="add-person" className="text-xl font-bold">
          {t('addTitle')}
        </h3>
        <p className="mt-1 max-w-prose text-muted">{t('addHow')}</p>
      </div>
      <SaidFields said={said} isChecked={isChecked} onChange={setSaid} />
      <PostFields post={post} gateId={gateId} isOverAll={isOverAll} onChange={setPost} />
      <div className="max-w-xl">
        <ReasonForm
          action={t('addNow')}
          busy={add.isPending}
          error={add.error}
          onSubmit={(reason) => {
            setChecked(true);
            if (!faults.name && !faults.email)
              add.mutate({ gateId, name: said.name.trim(), email: said.email.trim(), post, reason });
          }}
          onCancel={onClose}
        />
      </div>
    </section>
  );
}
