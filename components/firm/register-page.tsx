'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parseContact } from '@/domain/access/contact';
import { hasAddress } from '@/domain/access/firm-name';
import { parseTaxCode } from '@/domain/identifiers/tax-code';
import { ErrorNotice } from '../app/error-notice';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { useTitle } from '../app/use-title';
import { useFaultText } from '../declaration/use-fault-text';
import { NewPassword, newPasswordFault } from '../sign-in/new-password';
import { Button, ButtonLink } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { ConfirmCode } from './confirm-code';

const EMPTY = { firmName: '', taxCode: '', name: '', contact: '', password: '' };

/** A firm opens an account: who it is, who is asking; then the code that proves the contact (FM-1). */
export function RegisterPage() {
  const t = useTranslations('register');
  useTitle(t('title'));
  const locale = useLocale();
  const trpc = useTRPC();
  const faultText = useFaultText();
  const ways = useQuery(trpc.account.ways.queryOptions(undefined, { staleTime: 60_000 }));
  const [typed, setTyped] = useState(EMPTY);
  const [isChecked, setChecked] = useState(false);
  const register = useMutation(trpc.firm.register.mutationOptions());
  const set = (field: keyof typeof EMPTY) => (event: { readonly target: { readonly value: string } }) =>
    setTyped((before) => ({ ...before, [field]: event.target.value }));

  const taxCode = parseTaxCode(typed.taxCode);
  const faults = {
    firmName:
      typed.firmName.trim().length < 2
        ? t('firmNameFault')
        : hasAddress(typed.firmName)
          ? t('firmNameAddress')
          : null,
    taxCode: taxCode.ok ? null : faultText(taxCode.error),
    name: typed.name.trim().length < 2 ? t('nameFault') : null,
    contact: parseContact(typed.contact) === null ? t('contactFault') : null,
    password: newPasswordFault(typed.password),
  };
  const shown = <K extends keyof typeof faults>(field: K) => (isChecked ? faults[field] : null);

  if (register.data !== undefined)
    return (
      <PageFrame width="form">
        <ConfirmCode
          request={register.data.request}
          contact={typed.contact.trim()}
          password={typed.password}
          onBack={() => register.reset()}
        />
      </PageFrame>
    );
  return (
    <PageFrame width="form">
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      <p className="mt-2 text-lg text-muted">{t('text')}</p>
      {ways.data?.codes === false ? (
        <div className="mt-6">
          <Notice role="status">{t('noCodes')}</Notice>
        </div>
      ) : null}
      <form
        noValidate
        className="mt-8 space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (Object.values(faults).every((fault) => fault === null) && !register.isPending)
            register.mutate({ ...typed, locale });
        }}
      >
        <ErrorNotice error={register.error} />
        <TextField
          label={t('taxCode')}
          hint={t('taxCodeHint')}
          code
          inputMode="numeric"
          maxLength={20}
          value={typed.taxCode}
          fault={shown('taxCode')}
          onChange={set('taxCode')}
        />
        <TextField
          label={t('firmName')}
          autoComplete="organization"
          maxLength={200}
          value={typed.firmName}
          fault={shown('firmName')}
          onChange={set('firmName')}
        />
        <TextField
          label={t('name')}
          autoComplete="name"
          maxLength={80}
          value={typed.name}
          fault={shown('name')}
          onChange={set('name')}
        />
        <TextField
          label={t('contact')}
          hint={t('contactHint')}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={typed.contact}
          fault={shown('contact')}
          onChange={set('contact')}
        />
        <NewPassword
          value={typed.password}
          fault={shown('password')}
          onChange={(password) => setTyped((before) => ({ ...before, password }))}
        />
        <Button type="submit" size="large" wide busy={register.isPending}>
          {t('submit')}
        </Button>
      </form>
      <p className="mt-6">
        <ButtonLink href="/sign-in" tone="text">
          {t('haveOne')}
        </ButtonLink>
      </p>
    </PageFrame>
  );
}
