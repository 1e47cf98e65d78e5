'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { PlanFigure } from '@/domain/board/snapshot';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Meter } from '../ui/meter';

/** Where the neighbour's figure comes from and how old it is. */
export function NeighbourSource({ plan }: { readonly plan: PlanFigure }) {
  const t = useTranslations('board');
  const now = useNow(30_000);
  const { ago } = useTimeText();
  const { source, at } = plan.neighbour;
  const age = at === null || now === null ? t('noAge') : ago(at, now);
  return <>{t(`source.${source}`, { age })}</>;
}

/** Plan = min(own gate, staging yard, neighbour): one big number, the three sides, the limiting one named (rule 7). */
export function PlanPanel({ plan, title }: { readonly plan: PlanFigure; readonly title: string }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  const sides = [
    { side: 'gate', perHour: plan.gatePerHour },
    { side: 'yard', perHour: plan.yardPerHour },
    { side: 'neighbour', perHour: plan.neighbour.vehiclesPerHour },
  ] as const;
  const top = Math.max(1, ...sides.map(({ perHour }) => perHour ?? 0));
  return (
    <section aria-label={title}>
      <h2 className="font-semibold text-muted wall:text-[1.85rem]">{title}</h2>
      <p className="mt-1 flex flex-wrap items-end gap-x-6 gap-y-1">
        <span className="figures text-5xl leading-none wall:text-[5rem]">
          {number(plan.vehiclesPerHour)}
          <span className="text-xl text-muted wall:text-[2.4rem]">{` ${t('perHour')}`}</span>
        </span>
        <span className="font-semibold wall:pb-1.5 wall:text-[1.7rem]">
          {t(`limitedBy.${plan.limitedBy}`)}
        </span>
      </p>
      <dl className="mt-4 space-y-2 wall:mt-3 wall:space-y-1">
        {sides.map(({ side, perHour }) => (
          <div
            key={side}
            className="grid grid-cols-[8rem_1fr_3rem] items-center gap-3 wall:grid-cols-[13rem_1fr_4rem]"
          >
            <dt className={`wall:text-2xl ${side === plan.limitedBy ? 'font-semibold' : 'text-muted'}`}>
              {t(`side.${side}`)}
            </dt>
            <dd aria-hidden="true">
              {perHour === null ? null : (
                <Meter share={perHour / top} fill={side === plan.limitedBy ? 'bg-level-orange' : 'bg-edge'} />
              )}
            </dd>
            <dd className="figures text-right text-lg wall:text-3xl">
              {perHour === null ? t('notKnown') : number(perHour)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted wall:text-[1.5rem]">
        <NeighbourSource plan={plan} />
      </p>
    </section>
  );
}

/** The same in one line, for the direction that is not the board's concern. */
export function PlanLine({ plan, title }: { readonly plan: PlanFigure; readonly title: string }) {
  const t = useTranslations('board');
  const { number } = useFormatter();
  return (
    <section aria-label={title} className="border-t border-rule pt-3 wall:text-[1.5rem]">
      <h2 className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold text-muted">
        {title}
        <span className="figures text-2xl text-ink wall:text-4xl">
          {number(plan.vehiclesPerHour)}
          <span className="text-base text-muted wall:text-2xl">{` ${t('perHour')}`}</span>
        </span>
      </h2>
      <p className="text-sm text-muted wall:hidden">
        {t(`limitedBy.${plan.limitedBy}`)}
        {' · '}
        <NeighbourSource plan={plan} />
      </p>
    </section>
  );
}
