'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Post } from '@/domain/access/change-person';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { TextField } from '../ui/field';
import { FirstPassword } from './first-password';
import { PostFields } from './post-fields';

const looksLikeMail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

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
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [post, setPost] = useState<Post>({ role: 'officer', gateId, agency: 'border-guard' });
  const [isChecked, setChecked] = useState(false);
  const add = useMutation(
    trpc.people.add.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.pathKey() }).catch(() => undefined),
    }),
  );
  if (add.data !== undefined)
    return (
      <FirstPassword name={name.trim()} email={email.trim()} password={add.data.password} onClose={onClose} />
    );
  const faults = {
    name: name.trim().length < 2 ? t('nameMissing') : null,
    email: looksLikeMail(email) ? null : t('emailMissing'),
  };
  return (
    <section aria-labelledby="add-person" className="space-y-5 border-y-2 border-ink py-6">
      <div>
        <h3 id="add-person" className="text-xl font-bold">
          {t('addTitle')}
        </h3>
        <p className="mt-1 max-w-prose text-muted">{t('addHow')}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('nameLabel')}
          value={name}
          maxLength={80}
          autoComplete="off"
          autoFocus
          fault={isChecked ? faults.name : null}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          type="email"
          label={t('emailLabel')}
          value={email}
          maxLength={254}
          autoComplete="off"
          fault={isChecked ? faults.email : null}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <PostFields post={post} gateId={gateId} isOverAll={isOverAll} onChange={setPost} />
      <div className="max-w-xl">
        <ReasonForm
          action={t('addNow')}
          busy={add.isPending}
          error={add.error}
          onSubmit={(reason) => {
            setChecked(true);
            if (faults.name === null && faults.email === null)
              add.mutate({ gateId, name: name.trim(), email: email.trim(), post, reason });
          }}
          onCancel={onClose}
        />
      </div>
    </section>
  );
}
