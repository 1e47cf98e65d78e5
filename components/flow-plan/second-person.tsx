'use client';
import { useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { useFaultAt } from './fault-text';
import { NumberField } from './number-field';
import type { ChangePlan } from './use-plan-draft';

/** From how many vehicles on a call waits for a second person (FL-26). */
export function SecondPerson({
  content,
  faults,
  change,
}: {
  readonly content: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const faultAt = useFaultAt(faults);
  return (
    <section aria-labelledby="plan-second" className="space-y-3">
      <h3 id="plan-second" className="text-2xl font-bold">
        {t('secondTitle')}
      </h3>
      <p className="max-w-prose text-muted">{t('secondHow')}</p>
      {change === null ? (
        <p className="text-lg">{t('secondFrom', { count: content.secondPersonFrom })}</p>
      ) : (
        <div className="max-w-56">
          <NumberField
            label={t('secondLabel')}
            value={content.secondPersonFrom}
            fault={faultAt('secondPersonFrom')}
            onChange={(secondPersonFrom) =>
              change((plan) => ({ ...plan, secondPersonFrom }), 'secondPersonFrom')
            }
          />
        </div>
      )}
    </section>
  );
}
