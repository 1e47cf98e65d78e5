'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parseContact } from '@/domain/access/contact';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { RoleField } from './role-field';

/** One contact, one role; the link goes there and nowhere else (FM-5). */
export function InviteMember({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('members');
  const app = useTranslations('app');
  const locale = useLocale();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [contact, setContact] = useState('');
  const [role, setRole] = useState<FirmRole>('declarant');
  const [isChecked, setChecked] = useState(false);
  const invite = useMutation(
    trpc.firm.invite.mutationOptions({
      onSuccess: () => {
        onClose();
        void queries.invalidateQueries({ queryKey: trpc.firm.members.queryKey() });
      },
    }),
  );
  const fault = parseContact(contact) === null ? t('contactFault') : null;
  return (
    <form
      noValidate
      aria-label={t('invite')}
      className="space-y-5 border-y-2 border-ink py-6"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (fault === null && !invite.isPending) invite.mutate({ contact: contact.trim(), role, locale });
      }}
    >
      <ErrorNotice error={invite.error} />
      <TextField
        label={t('contact')}
        hint={t('contactHint')}
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={contact}
        fault={isChecked ? fault : null}
        onChange={(event) => setContact(event.target.value)}
      />
      <RoleField role={role} onChange={setRole} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={invite.isPending}>
          {t('send')}
        </Button>
        <Button tone="text" onClick={onClose}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}
