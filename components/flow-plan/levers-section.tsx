'use client';
import { useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { Lever } from '@/domain/flow/levers';
import type { Gate } from '@/domain/gate/gates';
import { sameJson } from '@/domain/sync/canonical-json';
import { BothTimes } from '../app/both-times';
import { Button } from '../ui/button';
import { FaultText } from './fault-text';
import { LeverForm } from './lever-form';
import type { ChangePlan } from './use-plan-draft';
import { useRuleText } from './use-rule-text';

const HOUR_MS = 3_600_000;

/** What stops or limits one class for a time (FL-22). */
export function LeversSection({
  gate,
  content,
  holds,
  faults,
  now,
  change,
}: {
  readonly gate: Gate;
  readonly content: PlanContent;
  readonly holds: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly now: number;
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const add = () =>
    change?.((plan) => {
      const from = now - (now % HOUR_MS) + HOUR_MS;
      const lever: Lever = {
        gates: [gate.code],
        routes: null,
        directions: ['export'],
        class: 'perishable',
        from,
        to: from + 4 * HOUR_MS,
        perHour: 0,
        reason: '',
      };
      return { ...plan, levers: [...plan.levers, lever] };
    });
  const isNew = (lever: Lever) => !holds.levers.some((held) => sameJson(held, lever));
  return (
    <section aria-labelledby="plan-levers" className="space-y-4">
      <h3 id="plan-levers" className="text-2xl font-bold">
        {t('leversTitle')}
      </h3>
      <p className="max-w-prose text-muted">{t('leversHow')}</p>
      {content.levers.length === 0 ? <p>{t('noLevers')}</p> : null}
      <ul className="divide-y divide-rule border-y border-rule empty:border-0">
        {content.levers.map((lever, at) => (
          // A lever has no identity but its place in the list.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className="space-y-3 py-3">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
              <LeverText lever={lever} />
              {change === null ? null : (
                <Button
                  tone="text"
                  className="px-0!"
                  onClick={() => change((plan) => ({ ...plan, levers: plan.levers.toSpliced(at, 1) }))}
                >
                  {t('remove')}
                </Button>
              )}
            </div>
            {change !== null && isNew(lever) ? (
              <LeverForm
                lever={lever}
                path={`levers.${at}`}
                faults={faults}
                onChange={(next, field) =>
                  change((plan) => ({ ...plan, levers: plan.levers.with(at, next) }), field)
                }
              />
            ) : (
              <FaultText faults={faults} path={`levers.${at}`} />
            )}
          </li>
        ))}
      </ul>
      {change === null ? null : (
        <Button tone="outline" onClick={add}>
          {t('addLever')}
        </Button>
      )}
    </section>
  );
}

function LeverText({ lever }: { readonly lever: Lever }) {
  const t = useTranslations('flowPlan');
  const goods = useTranslations('goodsClass');
  const text = useRuleText();
  const { perHour, from, to, reason } = lever;
  return (
    <div>
      <p className="font-semibold">
        {perHour === 0
          ? t('leverStops', { class: goods(lever.class) })
          : t('leverLimits', { class: goods(lever.class), count: perHour })}
        {` · ${text.whom({ ...lever, classes: null })}`}
      </p>
      <p>
        {t('leverFrom')} <BothTimes at={from} />{' '}
        {to === null ? (
          t('leverOpenEnd')
        ) : (
          <>
            {t('leverTo')} <BothTimes at={to} />
          </>
        )}
      </p>
      {reason === '' ? null : <p className="text-sm text-muted">{reason}</p>}
    </div>
  );
}
