'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { bothMoments } from '@/domain/neighbour/bulletin-tables';
import type { HourOfBoth } from '../app/answers';

/** By hour: what their receipts say they took, and what our exit scans say that left. */
export function Handovers({ hours }: { readonly hours: readonly HourOfBoth[] }) {
  const t = useTranslations('neighbour.handover');
  const board = useTranslations('board');
  const { number } = useFormatter();
  const handovers = hours.filter(({ ours, theirs }) => ours > 0 || theirs !== null).toReversed();
  return (
    <section aria-labelledby="handovers-title">
      <h3 id="handovers-title" className="text-2xl font-bold">
        {t('title')}
      </h3>
      {handovers.length === 0 ? (
        <p className="mt-2 border-y border-rule py-3 text-muted">{t('none')}</p>
      ) : (
        <>
          <table className="mt-2 w-full max-w-3xl border-collapse text-left">
            <thead>
              <tr className="border-b-2 border-edge align-bottom text-sm text-muted">
                <th scope="col" className="py-2 pr-3 font-semibold">
                  {t('hour')}
                </th>
                {(['theirs', 'ours', 'difference'] as const).map((name) => (
                  <th key={name} scope="col" className="px-3 py-2 text-right font-semibold">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {handovers.map(({ hourStart, theirs, ours }) => {
                const difference = theirs === null ? null : theirs.vehicles - ours;
                return (
                  <tr key={hourStart} className="border-b border-rule">
                    <th scope="row" className="py-2 pr-3 font-normal">
                      {bothMoments(hourStart)}
                    </th>
                    <td className="figures px-3 text-right text-lg">
                      {theirs === null ? board('noFigure') : number(theirs.vehicles)}
                    </td>
                    <td className="figures px-3 text-right text-lg">{number(ours)}</td>
                    <td
                      className={`figures px-3 text-right text-lg ${difference ? 'font-bold' : 'text-muted'}`}
                    >
                      {difference === null
                        ? board('noFigure')
                        : number(difference, { signDisplay: 'exceptZero' })}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="mt-2 text-sm text-muted">{t('note')}</p>
        </>
      )}
    </section>
  );
}
