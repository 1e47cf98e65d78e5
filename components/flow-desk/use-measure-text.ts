'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { Measure } from '@/domain/flow/simulation/what-if';
import { gateById } from '@/domain/gate/gates';
import { assertNever } from '@/domain/shared/result';

/** A measure as one would order it. */
export function useMeasureText(): (measure: Measure) => string {
  const t = useTranslations('flowDesk.measure');
  const goodsClass = useTranslations('goodsClass');
  const locale = useLocale();
  const { number } = useFormatter();
  return (measure) => {
    switch (measure.kind) {
      case 'extend-hours':
        return t('extend-hours', { hours: number(measure.hours) });
      case 'open-lane':
        return t('open-lane');
      case 'limit-class':
        return measure.perHour === 0
          ? t('stop-class', { class: goodsClass(measure.class), hours: number(measure.hours) })
          : t('limit-class', {
              class: goodsClass(measure.class),
              perHour: number(measure.perHour),
              hours: number(measure.hours),
            });
      case 'redirect':
        return t('redirect', {
          vehicles: number(measure.vehicles),
          gate: gateById(measure.to)?.[locale] ?? measure.to,
        });
      default:
        return assertNever(measure);
    }
  };
}
