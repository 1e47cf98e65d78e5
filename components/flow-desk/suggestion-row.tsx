'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { Suggestion } from '@/domain/flow/simulation/what-if';
import { Meter } from '../ui/meter';
import { useMeasureText } from './use-measure-text';

const HOURS = ['roadsideHours', 'yardHours', 'homeHours'] as const;

/** One measure: what it costs, and the coming day with it and without. */
export function SuggestionRow({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useTranslations('flowDesk');
  const { number } = useFormatter();
  const measureText = useMeasureText();
  const { measure, cost, effect, without } = suggestion;
  const one = (value: number | null) =>
    value === null ? t('notKnown') : number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  const top = Math.max(0.1, effect.waitP90Hours ?? 0, without.waitP90Hours ?? 0);
  return (
    <li className="py-4">
      <p className="font-semibold">{measureText(measure)}</p>
      <p className="text-sm text-muted">{t(`cost.${cost.unit}`, { amount: one(cost.amount) })}</p>
      <p className="mt-2 flex items-baseline justify-between gap-x-4">
        <span className="text-sm text-muted">{t('p90')}</span>
        <span className="figures text-2xl leading-none whitespace-nowrap">
          <span className="text-muted">{one(without.waitP90Hours)}</span>
          {` → ${one(effect.waitP90Hours)} `}
          <span className="text-base text-muted">{t('hoursShort')}</span>
        </span>
      </p>
      <div className="mt-1.5 space-y-1">
        <Meter share={(without.waitP90Hours ?? 0) / top} className="h-1.5" />
        <Meter share={(effect.waitP90Hours ?? 0) / top} className="h-1.5" fill="bg-link" />
      </div>
      <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-4 text-sm">
        {HOURS.map((key) => (
          <div key={key} className="contents">
            <dt className="text-muted">{t(`effect.${key}`)}</dt>
            <dd className="figures text-right">{`${one(without[key])} → ${one(effect[key])}`}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
