'use client';
import { useTranslations } from 'use-intl';
import { TextField } from '../ui/field';

/** The code that was sent to the contact; the phone may fill it in by itself. */
export function CodeField({
  code,
  isFaulty,
  onChange,
}: {
  readonly code: string;
  readonly isFaulty: boolean;
  readonly onChange: (code: string) => void;
}) {
  const t = useTranslations('signIn.code');
  return (
    <TextField
      label={t('label')}
      hint={t('hint')}
      code
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      maxLength={20}
      value={code}
      fault={isFaulty ? t('fault') : null}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
