'use client';
import { useTranslations } from 'use-intl';
import { FIRM_ROLES, type FirmRole } from '@/domain/shared/vocabulary';
import { PickField } from '../ui/pick-field';

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
    <PickField
      label={t('label')}
      hint={t(`may.${role}`)}
      value={role}
      options={FIRM_ROLES}
      nameOf={(each) => t(`name.${each}`)}
      onPick={onChange}
    />
  );
}
