'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { TroubleNotice } from './trouble-notice';
import { useEnter } from './use-enter';

/** E-mail or mobile number, and the password. */
export function PasswordForm({
  onMustChange,
}: {
  /** The password was one that was read out: an own one comes first (AC-13). */
  readonly onMustChange: (given: string) => void;
}) {
  const t = useTranslations('signIn');
  const [contact, setContact] = useState('');
  const [password, setPassword] = useState('');
  const { enter, busy, trouble, setTrouble } = useEnter();
  const send = async () => {
    if (contact.trim() === '' || password === '') return setTrouble('empty');
    if ((await enter('/sign-in/contact', { contact: contact.trim(), password })) === 'again')
      onMustChange(password);
    return undefined;
  };
  return (
    <form
      noValidate
      className="mt-8 space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TroubleNotice trouble={trouble} />
      <TextField
        label={t('contact')}
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={contact}
        onChange={(event) => setContact(event.target.value)}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" size="large" wide busy={busy}>
        {busy ? t('signingIn') : t('submit')}
      </Button>
    </form>
  );
}
