'use client';
import { memo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { Plate } from '@/components/plate/plate';
import { Shape } from '@/components/ui/shape';
import type { Verdict } from '@/domain/shared/vocabulary';
import type { RecentEntry, Subject } from '@/offline/checkpoint/outcome';
import { VERDICT_SHAPES } from './verdict-band';

const TINTS: Record<Verdict, string> = {
  proceed: 'text-[var(--shape-proceed)]',
  check: 'text-[var(--shape-check)]',
  refuse: 'text-[var(--shape-refuse)]',
  'cannot-tell': 'text-[var(--shape-cannot-tell)]',
};

/**
 * Lately on this tablet, newest first; each line says whether the centre has it. Remembered: fifty lines are not drawn
 * again before a verdict is painted.
 */
export const RecentList = memo(function RecentList({
  entries,
  onPick,
}: {
  readonly entries: readonly RecentEntry[];
  readonly onPick: (subject: Subject) => void;
}) {
  const t = useTranslations('gate.recent');
  if (entries.length === 0) return <p className="px-5 py-6 text-lg text-muted">{t('empty')}</p>;
  return (
    <ol aria-label={t('label')} className="divide-y divide-rule border-b border-rule">
      {entries.map((entry) => (
        <RecentLine key={entry.eventId} entry={entry} onPick={onPick} />
      ))}
    </ol>
  );
});

function RecentLine({
  entry,
  onPick,
}: {
  readonly entry: RecentEntry;
  readonly onPick: (subject: Subject) => void;
}) {
  const t = useTranslations('gate.recent');
  const admission = useTranslations('admission');
  const locale = useLocale();
  const { clock } = useTimeText();
  const { standing } = entry;
  const what =
    entry.what === 'step' && entry.stepName
      ? entry.stepName[locale]
      : entry.what === 'scan' && entry.code !== null && entry.verdict !== 'proceed'
        ? admission(`${entry.code}.word`)
        : t(`what.${entry.what}`);
  return (
    <li data-standing={standing.kind} data-what={entry.what}>
      <button
        type="button"
        onClick={() => onPick(entry)}
        className={`grid min-h-18 w-full grid-cols-[1.75rem_1fr_auto] items-center gap-x-3 gap-y-1 px-5 py-2.5 text-left hover:bg-card ${entry.undone ? 'line-through opacity-70' : ''}`}
      >
        <span className="row-span-2 text-muted">
          {entry.verdict ? (
            <Shape
              name={VERDICT_SHAPES[entry.verdict]}
              className={`size-6 ${TINTS[entry.verdict]}`}
              mark="var(--paper)"
            />
          ) : null}
        </span>
        <span className="min-w-0">
          {entry.plate ? (
            <Plate plate={entry.plate} size="sm" />
          ) : (
            <span className="figures text-lg">{entry.shortCode ?? t('unknown')}</span>
          )}
        </span>
        <span className="figures justify-self-end text-lg">{clock(entry.at)}</span>
        <span className="min-w-0 text-base leading-snug">{what}</span>
        <span
          className={`self-start text-right text-base leading-snug whitespace-nowrap ${standing.kind === 'synced' ? 'text-muted' : 'font-semibold text-[var(--warn-text)]'}`}
        >
          {t(`standing.${standing.kind}`)}
        </span>
      </button>
    </li>
  );
}
