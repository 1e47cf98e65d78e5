'use client';
import { useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { PublicFlow } from '@/domain/flow/picture';
import type { Direction } from '@/domain/shared/vocabulary';
import { useTimeText } from '../app/time-text';

const WAYS = ['export', 'import'] as const satisfies readonly Direction[];

/** The band of the forecast; without an upper end it says "at least", and where nothing was measured it has no width. */
function useBand() {
  const t = useTranslations('board');
  const { duration } = useTimeText();
  return ({ waitLowMs, waitHighMs }: PublicFlow): string | null => {
    if (waitLowMs === null) return null;
    if (waitLowMs === waitHighMs) return t('bandUnknown');
    const low = duration(waitLowMs);
    return waitHighMs === null
      ? t('waitAtLeast', { low })
      : t('waitBand', { low, high: duration(waitHighMs) });
  };
}

/** How long who joins the line now will wait: a forecast, with its band, never mixed with what was measured. */
export function ForecastWaits({ flow }: { readonly flow: NonNullable<GateSnapshot['flow']> }) {
  const t = useTranslations('board');
  const { duration } = useTimeText();
  const bandOf = useBand();
  return (
    <section aria-labelledby="forecast-title">
      <h2
        id="forecast-title"
        className="font-semibold text-muted wall:text-[1.4rem] wall:leading-tight wall:whitespace-nowrap"
      >
        {t('forecast')}
        <span className="font-normal">{` · ${t('forecastMethod')}`}</span>
      </h2>
      <dl className="mt-2 wall:mt-1 divide-y divide-rule border-y border-rule">
        {WAYS.map((direction) => {
          const { waitMs } = flow[direction];
          const band = bandOf(flow[direction]);
          return (
            <div key={direction} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 py-2 wall:py-1">
              <dt className="wall:figures wall:text-[3.35rem] wall:leading-none">{t(`way.${direction}`)}</dt>
              <dd className="figures text-right text-2xl leading-none wall:text-[3.35rem]">
                {waitMs === null ? t('noFigure') : duration(waitMs)}
              </dd>
              <dd className="col-span-2 text-right text-sm text-muted wall:text-[1.6rem] wall:leading-tight">
                {waitMs === null && band === null ? t('noForecast') : band}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-2 text-sm text-muted wall:hidden">{t('forecastBand')}</p>
    </section>
  );
}
