'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parseContact } from '@/domain/access/contact';
import { parseCode } from '@/domain/access/one-time-code';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { CodeField } from './code-field';
import { NewPassword, type NewPasswordFault, newPasswordFault } from './new-password';
import { postAuth } from './post-auth';
import { TroubleNotice } from './trouble-notice';
import { useEnter } from './use-enter';

/** In by a code sent to the contact; `recover` gives a new password besides. Two steps, one question each. */
export function CodeForm({ purpose }: { readonly purpose: 'sign-in' | 'recover' }) {
  const t = useTranslations('signIn');
  const locale = useLocale();
  const [contact, setContact] = useState('');
  const [request, setRequest] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<{ contact?: true; code?: true; password?: NewPasswordFault }>({});
  const [sending, setSending] = useState(false);
  const { enter, busy, trouble, setTrouble } = useEnter();

  const ask = async () => {
    const isContact = parseContact(contact) !== null;
    setFault(isContact ? {} : { contact: true });
    if (!isContact || sending) return;
    setSending(true);
    setTrouble(null);
    const answer = await postAuth('/code/send', { contact: contact.trim(), purpose, locale });
    setSending(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    setRequest(requestOf(answer.said));
    setCode('');
    return undefined;
  };
  const send = async () => {
    const weak = purpose === 'recover' ? newPasswordFault(password) : null;
    const found = {
      ...(parseCode(code) === null ? { code: true as const } : {}),
      ...(weak === null ? {} : { password: weak }),
    };
    setFault(found);
    if (Object.keys(found).length > 0) return;
    const outcome = await (purpose === 'recover'
      ? enter('/code/recover', { request, code, password })
      : enter('/sign-in/code', { request, code }));
    if (outcome === 'wrong') setTrouble('code');
  };

  return (
    <form
      noValidate
      className="mt-8 space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        void (request === null ? ask() : send());
      }}
    >
      <TroubleNotice trouble={trouble} />
      {request === null ? (
        <TextField
          label={t('contact')}
          hint={t('code.contactHint')}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={contact}
          fault={fault.contact ? t('code.contactFault') : null}
          onChange={(event) => setContact(event.target.value)}
        />
      ) : (
        <>
          <Notice role="status">{t('code.sent', { contact: contact.trim() })}</Notice>
          <CodeField code={code} isFaulty={fault.code === true} onChange={setCode} />
          {purpose === 'recover' ? (
            <NewPassword value={password} fault={fault.password ?? null} onChange={setPassword} />
          ) : null}
        </>
      )}
      <Button type="submit" size="large" wide busy={busy || sending}>
        {request === null ? t('code.ask') : t(purpose === 'recover' ? 'code.save' : 'code.enter')}
      </Button>
      {request === null ? null : (
        <Button tone="text" wide onClick={() => setRequest(null)}>
          {t('code.again')}
        </Button>
      )}
    </form>
  );
}

const requestOf = (said: unknown): string | null =>
  typeof said === 'object' && said !== null && 'request' in said && typeof said.request === 'string'
    ? said.request
    : null;
