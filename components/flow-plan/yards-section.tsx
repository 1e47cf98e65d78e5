'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { faultsAt, type PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { Button } from '../ui/button';
import { FaultText } from './fault-text';
import type { ChangePlan } from './use-plan-draft';
import { YardForm } from './yard-form';

/** Where vehicles stand: how many fit, how many an hour each can pass on (FL-3, FL-15). */
export function YardsSection({
  content,
  faults,
  change,
}: {
  readonly content: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const { number } = useFormatter();
  const [edited, setEdited] = useState<number | null>(null);
  return (
    <section aria-labelledby="plan-yards" className="space-y-4">
      <h3 id="plan-yards" className="text-2xl font-bold">
        {t('yardsTitle')}
      </h3>
      {content.yards.length === 0 ? <p className="text-muted">{t('noYards')}</p> : null}
      <ul className="divide-y divide-rule border-y border-rule empty:border-0">
        {content.yards.map((yard, at) => {
          const path = `yards.${at}`;
          const isOpen = edited === at;
          return (
            // A yard may have any name for a moment: its place in the list is what it is.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={at} className="space-y-3 py-3">
              <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
                <p>
                  <span className="font-semibold">{yard.name || t('unnamed')}</span>
                  {` · ${t(`yardKind.${yard.kind}`)} · ${directionWord(yard.direction)} · `}
                  {yard.places === null
                    ? t('placesUnknown')
                    : t('placesCount', { count: number(yard.places) })}
                  {yard.vehiclesPerHour === null
                    ? ''
                    : ` · ${t('perHourShort', { count: number(yard.vehiclesPerHour, { maximumFractionDigits: 1 }) })}`}
                </p>
                {change === null ? null : (
                  <Button
                    tone="text"
                    className="px-0!"
                    aria-expanded={isOpen}
                    aria-label={`${isOpen ? t('done') : t('edit')}: ${yard.name}`}
                    onClick={() => setEdited(isOpen ? null : at)}
                  >
                    {isOpen ? t('done') : t('edit')}
                  </Button>
                )}
              </div>
              {isOpen && change !== null ? (
                <YardForm
                  yard={yard}
                  path={path}
                  faults={faults}
                  onChange={(next, field) =>
                    change((plan) => ({ ...plan, yards: plan.yards.with(at, next) }), field)
                  }
                  onRemove={() => {
                    setEdited(null);
                    change((plan) => ({ ...plan, yards: plan.yards.toSpliced(at, 1) }));
                  }}
                />
              ) : faultsAt(faults, path).length > 0 ? (
                <FaultText faults={faults} path={path} />
              ) : null}
            </li>
          );
        })}
      </ul>
      {change === null ? null : (
        <Button
          tone="outline"
          onClick={() => {
            setEdited(content.yards.length);
            change((plan) => ({
              ...plan,
              yards: [
                ...plan.yards,
                { name: '', kind: 'staging', direction: 'export', places: null, vehiclesPerHour: null },
              ],
            }));
          }}
        >
          {t('addYard')}
        </Button>
      )}
    </section>
  );
}
