'use client';
import { useTranslations } from 'use-intl';
import type { FeeLine } from '@/domain/fee/assess';
import { Plate } from '../plate/plate';
import { useMoney } from './use-money';

/** How a bill comes about: rate, what multiplies it, what is not from the published text. */
export function FeeLines({ lines }: { readonly lines: readonly FeeLine[] }) {
  const t = useTranslations('fee');
  const money = useMoney();
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {lines.map((line) => (
        <li key={`${line.bill} ${line.plate}`} className="flex flex-wrap items-center gap-x-5 gap-y-1 py-3">
          <Plate plate={line.plate} size="sm" />
          <span className="min-w-0 grow basis-60">
            <span className="block">{`${t(`vehicle.${line.vehicle}`)} · ${t(`goods.${line.goods}`)}`}</span>
            <span className="block text-sm text-muted">
              {[
                t('rate', { amount: money(line.rate) }),
                ...line.factors.map(({ factor, percent }) => `${t(`factor.${factor}`)} ${percent} %`),
                ...(line.isCapped ? [t('capped')] : []),
                ...(line.isAssumed ? [t('assumed')] : []),
              ].join(' · ')}
            </span>
          </span>
          <span className="figures text-xl font-semibold">{money(line.amount)}</span>
        </li>
      ))}
    </ul>
  );
}
