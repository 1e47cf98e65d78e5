'use client';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import type { Enrolment } from '@/offline/react/gate-session';

/** Which tablet this is: gate, checkpoint, agency, name. */
export function TabletLine({ enrolment }: { readonly enrolment: Enrolment }) {
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  return (
    <p className="text-muted">
      <span className="font-semibold text-ink">
        {`${gateById(enrolment.gateId)?.[locale] ?? enrolment.gateId} · ${enrolment.checkpoint}`}
      </span>
      {` · ${agencyName(enrolment.agency)} · ${enrolment.deviceName}`}
    </p>
  );
}
