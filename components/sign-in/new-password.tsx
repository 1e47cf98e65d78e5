'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '../ui/field';

/** As the centre asks (server/auth/own-password.ts). */
const SHORTEST = 12;
export type NewPasswordFault = 'tooShort';
export const newPasswordFault = (text: string): NewPasswordFault | null =>
  text.length < SHORTEST ? 'tooShort' : null;

/** One box and a way to see what was typed: better than typing it twice on a phone. */
export function NewPassword({
  value,
  fault,
  onChange,
}: {
  readonly value: string;
  readonly fault: NewPasswordFault | null;
  readonly onChange: (text: string) => void;
}) {
  const t = useTranslations('signIn');
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <TextField
        label={t('own.first')}
        hint={t('newPasswordHint')}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        value={value}
        fault={fault === null ? null : t(`own.${fault}`)}
        onChange={(event) => onChange(event.target.value)}
      />
      <label className="mt-2 flex min-h-12 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 accent-action"
          checked={isShown}
          onChange={(event) => setShown(event.target.checked)}
        />
        {t('showPassword')}
      </label>
    </div>
  );
}
