'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { NEIGHBOUR } from '@/domain/flow/zones';
import { useTimeText } from '../app/time-text';
import type { RulerHour } from './ruler';

/** The same in figures, for who reads rather than looks. */
export function RulerTable({ hours }: { readonly hours: readonly RulerHour[] }) {
  const t = useTranslations('flowDesk.table');
  const app = useTranslations('app');
  const { number } = useFormatter();
  const { clock } = useTimeText();
  const whole = (value: number) => number(Math.round(value));
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-12 cursor-pointer items-center text-link underline underline-offset-4">
        {t('show')}
      </summary>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-y border-rule text-left text-muted">
              <th className="py-1.5 pr-4 font-normal">{app('hanoi')}</th>
              <th className="py-1.5 pr-4 font-normal">{app('beijing')}</th>
              <th className="py-1.5 pr-4 text-right font-normal">{t('places')}</th>
              <th className="py-1.5 pr-4 font-normal">{t('limit')}</th>
              <th className="py-1.5 pr-4 text-right font-normal">{t('queue')}</th>
              <th className="py-1.5 text-right font-normal">{t('band')}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-rule">
            {hours.map(({ hourStart, places, limitedBy, expected }) => (
              <tr key={hourStart}>
                <td className="figures py-1 pr-4">{clock(hourStart)}</td>
                <td className="figures py-1 pr-4 text-muted">{clock(hourStart, NEIGHBOUR)}</td>
                <td className="figures py-1 pr-4 text-right">{number(places)}</td>
                <td className="py-1 pr-4">{t(`limitedBy.${limitedBy}`)}</td>
                <td className="figures py-1 pr-4 text-right">
                  {expected === null ? t('none') : whole(expected.queue)}
                </td>
                <td className="figures py-1 text-right whitespace-nowrap">
                  {expected === null ? t('none') : `${whole(expected.low)} – ${whole(expected.high)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
