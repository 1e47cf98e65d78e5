'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { LevelSign } from '../flow/level-sign';
import { nationalLevel, vehiclesWaiting } from '../flow/places';

/** How many vehicles stand at all gates, the province's level by the national steps, and how many crossed today. */
export function ProvinceTotal({ snapshots }: { readonly snapshots: readonly GateSnapshot[] }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const waiting = snapshots.reduce((sum, gate) => sum + vehiclesWaiting(gate), 0);
  const leftExport = snapshots.reduce((sum, gate) => sum + gate.counts.export.left, 0);
  const leftImport = snapshots.reduce((sum, gate) => sum + gate.counts.import.left, 0);
  const level = nationalLevel(waiting);
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-3 border-t border-rule py-4 wall:gap-x-14 wall:py-3">
      <p className="flex items-center gap-4 wall:gap-8">
        <span className="figures text-6xl leading-none sm:text-7xl wall:text-[7.5rem]">
          {number(waiting)}
        </span>
        <span className="wall:figures wall:text-[3.35rem] wall:leading-tight">
          <span className="block text-muted">{t('vehiclesWaiting')}</span>
          <span className="flex items-center gap-3 font-semibold">
            <LevelSign level={level} className="size-8 wall:size-14" />
            {t(`level.${level}`)}
          </span>
        </span>
      </p>
      <p className="text-muted wall:figures wall:ml-auto wall:text-right wall:text-[3.35rem] wall:leading-tight">
        <span className="block">{t('crossedToday')}</span>
        <span className="block text-ink">
          {t('byDirection', { export: number(leftExport), import: number(leftImport) })}
        </span>
      </p>
    </div>
  );
}
