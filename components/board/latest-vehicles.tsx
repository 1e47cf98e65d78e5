'use client';
import { useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';

/** Newest vehicles by plate: a driver finds his lorry, everybody sees that the line moves. */
export function LatestVehicles({ latest }: { readonly latest: GateSnapshot['latest'] }) {
  const t = useTranslations('board');
  const stage = useTranslations('stage');
  const goodsClass = useTranslations('goodsClass');
  const now = useNow(15_000);
  const { ago } = useTimeText();
  return (
    <section aria-labelledby="latest-title">
      <h2 id="latest-title" className="font-semibold text-muted wall:text-[1.85rem]">
        {t('latest')}
      </h2>
      {latest.length === 0 ? (
        <p className="mt-3 border-y border-rule py-4 text-muted wall:text-3xl">{t('noneYet')}</p>
      ) : (
        <ol className="mt-3 divide-y divide-rule border-y border-rule">
          {latest.map((vehicle, place) => (
            <li
              key={`${vehicle.plate}-${vehicle.at}`}
              className={`flex items-center gap-4 py-2 wall:gap-6 wall:py-2 ${place > 4 ? 'wall:hidden' : ''}`}
            >
              <span className="flex w-[7.6rem] shrink-0 wall:w-[21rem]">
                <Plate plate={vehicle.plate} size="board" />
              </span>
              <span className="min-w-0 grow leading-tight">
                <span className="block font-semibold wall:text-[1.9rem] wall:whitespace-nowrap">
                  {stage(vehicle.stage)}
                </span>
                <span className="block text-sm text-muted wall:text-[1.6rem] wall:whitespace-nowrap">
                  <span className="wall:hidden">{`${goodsClass(vehicle.class)} · `}</span>
                  {now === null ? null : ago(vehicle.at, now)}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
