'use client';
import { useTranslations } from 'use-intl';
import type { PaperStanding } from '@/domain/fleet/papers';
import type { FleetPaper } from '@/domain/telling/paper-told';

const isPressing = ({ kind }: PaperStanding) => kind === 'expired' || kind === 'expiring';

/** A day of a paper as people write it, `31/03/2027`. */
const dayText = (until: string | null) => (until ?? '').split('-').reverse().join('/');

/** How a paper stands; one that ends or is over is marked, in words as well as in colour. */
export function PaperLine({
  paper,
  until,
  standing,
  pressingOnly = false,
}: {
  readonly paper: FleetPaper;
  readonly until: string | null;
  readonly standing: PaperStanding;
  readonly pressingOnly?: boolean;
}) {
  const t = useTranslations('fleet');
  if (pressingOnly && !isPressing(standing)) return null;
  const text = t(`stands.${standing.kind}`, {
    paper: t(`paper.${paper}`),
    day: dayText(until),
    days: 'days' in standing ? standing.days : 0,
  });
  const tone = standing.kind === 'expired' ? 'border-fault text-fault' : 'border-note-edge bg-note';
  return (
    <p
      data-paper={standing.kind}
      className={
        isPressing(standing) ? `w-fit border-l-4 py-0.5 pr-2 pl-2 font-semibold ${tone}` : 'text-muted'
      }
    >
      {text}
    </p>
  );
}
