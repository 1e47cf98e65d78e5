'use client';
import { useTranslations } from 'use-intl';
import { TextField } from '../ui/field';

type Said = { readonly name: string; readonly email: string };

/** Which of them cannot be right; the centre looks closer. */
export const saidFaults = ({ name, email }: Said) => ({
  name: name.trim().length < 2,
  email: !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()),
});

/** What somebody is called, and the address they sign in with. */
export function SaidFields({
  said,
  isChecked,
  onChange,
}: {
  readonly said: Said;
  /** Faults are told once somebody has tried to save. */
  readonly isChecked: boolean;
  readonly onChange: (said: Said) => void;
}) {
  const t = useTranslations('people');
  const faults = saidFaults(said);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={t('nameLabel')}
        value={said.name}
        maxLength={80}
        autoComplete="off"
        fault={isChecked && faults.name ? t('nameMissing') : null}
        onChange={(event) => onChange({ ...said, name: event.target.value })}
      />
      <TextField
        type="email"
        label={t('emailLabel')}
        value={said.email}
        maxLength={254}
        autoComplete="off"
        fault={isChecked && faults.email ? t('emailMissing') : null}
        onChange={(event) => onChange({ ...said, email: event.target.value })}
      />
    </div>
  );
}
