'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import type { Decision } from '@/domain/admission/verdict';

const MOST = 4;

/** What else the verdict rests on, each with the age of that knowledge in words; the deciding one stands in the band. */
export function EvidenceList({ decision }: { readonly decision: Decision }) {
  const t = useTranslations('gateWork');
  const admission = useTranslations('admission');
  const { duration } = useTimeText();
  // Of the deciding one the band has said everything but its age.
  const told = decision.evidence
    .filter(({ code, ageMs }) => code !== 'AD-OK' && (code !== decision.code || ageMs !== null))
    .slice(0, MOST);
  if (told.length === 0) return null;
  return (
    <ul aria-label={t('evidence')} data-work="evidence" className="flex flex-wrap gap-x-8 gap-y-1 text-lg">
      {told.map((item) => (
        <li key={item.code}>
          <span className="font-semibold">{admission(`${item.code}.word`)}</span>
          <span className="text-muted">
            {` · ${item.code}`}
            {item.ageMs === null ? null : ` · ${t('evidenceAge', { age: duration(item.ageMs) })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
