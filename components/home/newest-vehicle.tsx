'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { gateById } from '@/domain/gate/gates';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';

/** The last vehicle that moved anywhere along the border: the page is alive, and it is about lorries. */
export function NewestVehicle({ snapshots }: { readonly snapshots: readonly GateSnapshot[] }) {
  const t = useTranslations('home');
  const stage = useTranslations('stage');
  const locale = useLocale();
  const now = useNow(15_000);
  const { ago } = useTimeText();
  const newest = snapshots
    .flatMap(({ gateId, latest }) => latest.map((vehicle) => ({ ...vehicle, gate: gateById(gateId) })))
    .sort((a, b) => b.at - a.at)[0];
  if (newest === undefined) return null;
  return (
    <figure className="flex flex-col items-start gap-2 lg:items-end">
      <Plate plate={newest.plate} size="lg" />
      <figcaption className="text-muted">
        {t('newest', { stage: stage(newest.stage), gate: newest.gate?.[locale] ?? '' })}
        {now === null ? null : ` · ${ago(newest.at, now)}`}
      </figcaption>
    </figure>
  );
}
