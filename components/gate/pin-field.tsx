'use client';
import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';

/** A PIN of the own, asked for beside the passphrase; may be left empty. */
export function PinField({ isUnfit }: { readonly isUnfit: boolean }) {
  const t = useTranslations('shift.pin');
  return (
    <TextField
      name="pin"
      type="password"
      inputMode="numeric"
      label={t('optional')}
      hint={t('hint')}
      autoComplete="off"
      maxLength={8}
      fault={isUnfit ? t('unfit') : undefined}
    />
  );
}
