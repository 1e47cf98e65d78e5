'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import type { GateIncident } from '@/offline/react/gate-session';

/** Conflicts this tablet has part in are told to it (exchange.md, Incidents); resolving is the supervisor's. */
export function IncidentList({ incidents }: { readonly incidents: readonly GateIncident[] }) {
  const t = useTranslations('gate');
  const incidentText = useTranslations('incident');
  const { clock } = useTimeText();
  const mine = incidents.filter((incident) => incident.mine);
  if (mine.length === 0) return null;
  return (
    <section aria-label={t('incidents')} className="border-b border-rule bg-note px-5 py-3">
      <h2 className="text-base font-semibold">{t('incidents')}</h2>
      <ul>
        {mine.slice(0, 3).map((incident) => (
          <li
            key={incident.id}
            className="flex justify-between gap-3 text-base"
            data-incident={incident.kind}
          >
            <span>{incidentText(`${incident.kind}.word`)}</span>
            <span className="figures">{clock(incident.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
