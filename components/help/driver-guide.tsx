'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePart } from '../app/use-part';

const loadRoleGuide = () => import('./role-guide');

function Opened() {
  const part = usePart(loadRoleGuide);
  return part === null ? null : <part.RoleGuide reader="driver" />;
}

/** The driver's guide below the pass; fetched when it is opened. */
export function DriverGuide() {
  const t = useTranslations('help');
  const [open, setOpen] = useState(false);
  return (
    <details className="border-b border-rule py-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-13 cursor-pointer items-center text-lg font-semibold">
        {t('title')}
      </summary>
      {open ? <Opened /> : null}
    </details>
  );
}
