'use client';
import { useTranslations } from 'use-intl';
import { FIRM_ROLES, type FirmRole } from '@/domain/shared/vocabulary';
import { SelectField } from '../ui/field';

/** A role of a firm's, with what it may beneath. */
export function RoleField({
  role,
  onChange,
}: {
  readonly role: FirmRole;
  readonly onChange: (role: FirmRole) => void;
}) {
  const t = useTranslations('firmRole');
  return (
    <SelectField
      label={t('label')}
      hint={t(`may.${role}`)}
      value={role}
      onChange={(event) => onChange(FIRM_ROLES.find((each) => each === event.target.value) ?? role)}
    >
      {FIRM_ROLES.map((each) => (
        <option key={each} value={each}>
          {t(`name.${each}`)}
        </option>
      ))}
    </SelectField>
  );
}
