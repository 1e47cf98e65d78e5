'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { PlanChange } from '@/domain/flow/compare-plans';
import type { Ratio } from '@/domain/flow/order-class';
import { TURNS } from '@/domain/flow/order-class';
import { useRuleText } from './use-rule-text';

/** What a plan changes against another one, a line each (FL-62). */
export function PlanComparison({ changes }: { readonly changes: readonly PlanChange[] }) {
  const t = useTranslations('flowPlan');
  const say = useChangeText();
  if (changes.length === 0) return <p className="text-muted">{t('noChange')}</p>;
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {changes.map((change, at) => (
        // Changes are told anew each time and have no identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={at} className="grid gap-x-4 py-3 sm:grid-cols-[6rem_1fr]">
          <span className="font-semibold">{t(`change.${change.kind}`)}</span>
          <span>{say(change)}</span>
        </li>
      ))}
    </ul>
  );
}

function useChangeText(): (change: PlanChange) => string {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const goods = useTranslations('goodsClass');
  const { number } = useFormatter();
  const text = useRuleText();
  const perHour = (count: number) =>
    t('perHourShort', { count: number(count, { maximumFractionDigits: 1 }) });
  type Lane = Extract<PlanChange, { part: 'lane' }>['lane'];
  type Yard = Extract<PlanChange, { part: 'yard' }>['yard'];
  const lane = ({ vehiclesPerHour, route, serves }: Lane) =>
    [
      perHour(vehiclesPerHour),
      ...(route === null ? [] : [t('onRoute', { route })]),
      ...serves.map(({ direction, from, to }) => `${directionWord(direction)} ${from}–${to}`),
    ].join(', ');
  const yard = ({ places, vehiclesPerHour }: Yard) =>
    [
      places === null ? t('placesUnknown') : t('placesCount', { count: number(places) }),
      ...(vehiclesPerHour === null ? [] : [perHour(vehiclesPerHour)]),
    ].join(', ');
  const turnsChanged = (before: Ratio, after: Ratio) =>
    TURNS.filter((turn) => (before[turn] ?? 0) !== (after[turn] ?? 0))
      .map((turn) => `${t(`turn.${turn}`)} ${before[turn] ?? 0} → ${after[turn] ?? 0}`)
      .join(', ');
  return (change) => {
    switch (change.part) {
      case 'rule':
        return text.rule(change.rule);
      case 'lane': {
        const name = t('laneCalled', { name: change.lane.name });
        return change.kind === 'changed'
          ? `${name}: ${lane(change.before)} → ${lane(change.lane)}`
          : `${name}: ${lane(change.lane)}`;
      }
      case 'yard': {
        const name = `${change.yard.name} (${directionWord(change.yard.direction)})`;
        return change.kind === 'changed'
          ? `${name}: ${yard(change.before)} → ${yard(change.yard)}`
          : `${name}: ${yard(change.yard)}`;
      }
      case 'ratio':
        return t('ratioChanged', {
          direction: directionWord(change.direction),
          turns: turnsChanged(change.before, change.ratio),
        });
      case 'lever':
        return change.lever.perHour === 0
          ? t('leverStops', { class: goods(change.lever.class) })
          : t('leverLimits', { class: goods(change.lever.class), count: change.lever.perHour });
      case 'second-person':
        return t('secondPersonChanged', { before: change.before, after: change.from });
    }
  };
}
