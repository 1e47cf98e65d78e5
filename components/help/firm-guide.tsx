'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../app/use-me';
import { PickField } from '../ui/pick-field';
import { RoleGuide } from './role-guide';
import { GUIDE_ROLES, type GuideRole } from './role-guides';

/** `/declare#help`: one's own role first, the others to choose. */
export default function FirmGuide() {
  const t = useTranslations('help');
  const roles = useTranslations('firmRole.name');
  const me = useMe();
  const [chosen, setChosen] = useState<GuideRole | null>(null);
  const own = me.data?.kind === 'person' ? me.data.role : null;
  const role = chosen ?? GUIDE_ROLES.find((each) => each === own) ?? 'declarant';
  return (
    <>
      <h1 className="mb-4 text-3xl leading-tight font-bold">{t('title')}</h1>
      <div className="mb-6 max-w-xs">
        <PickField
          label={t('forWhom')}
          value={role}
          options={GUIDE_ROLES}
          nameOf={(each) => (each === 'driver' ? t('driver') : roles(each))}
          onPick={setChosen}
        />
      </div>
      <RoleGuide key={role} reader={role} />
    </>
  );
}
