'use client';
import { useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { roundOf, TURNS, type Turn } from '@/domain/flow/order-class';
import type { Direction } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { FaultText } from './fault-text';
import type { ChangePlan } from './use-plan-draft';

const MOST_TURNS = 20;

/** Whose turn it is, in the order in which turns are taken (rule 9, FL-18): turned at each class, seen as a round. */
export function RatioSection({
  direction,
  content,
  faults,
  change,
}: {
  readonly direction: Direction;
  readonly content: PlanContent;
  readonly faults: readonly PlanFault[];
  readonly change: ChangePlan | null;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const ratio = content.ratios[direction];
  const set = (turn: Turn, turns: number) =>
    change?.((plan) => ({
      ...plan,
      ratios: { ...plan.ratios, [direction]: { ...plan.ratios[direction], [turn]: turns } },
    }));
  const round = roundOf(ratio);
  return (
    <section aria-labelledby={`plan-ratio-${direction}`} className="space-y-4">
      <h4 id={`plan-ratio-${direction}`} className="text-xl font-bold">
        {t('ratioTitle', { direction: directionWord(direction), count: round.length })}
      </h4>
      <ol className="flex flex-wrap gap-2" aria-label={t('roundLabel')}>
        {round.map((turn, at) => (
          <li
            // The same class comes again and again: its place in the round is what it is.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            className={`flex min-h-9 items-baseline gap-2 rounded-lg px-3 py-1.5 text-sm leading-tight ${turn === 'oldest' ? 'border-4 border-double border-ink font-semibold' : 'border-2 border-edge'}`}
          >
            <span className="figures text-muted">{at + 1}</span>
            {t(`turn.${turn}`)}
          </li>
        ))}
      </ol>
      <ul className="grid gap-x-10 sm:grid-cols-2 lg:grid-cols-3">
        {TURNS.map((turn) => {
          const turns = ratio[turn] ?? 0;
          return (
            <li key={turn} className="flex min-h-14 items-center justify-between gap-4 border-b border-rule">
              <span>{t(`turn.${turn}`)}</span>
              <span className="flex items-center gap-2">
                {change === null ? null : (
                  <Button
                    tone="outline"
                    className="min-w-12 px-0!"
                    disabled={turns <= 0}
                    aria-label={t('fewerTurns', { class: t(`turn.${turn}`) })}
                    onClick={() => set(turn, turns - 1)}
                  >
                    {'−'}
                  </Button>
                )}
                <span className="figures w-8 text-center text-xl">{turns}</span>
                {change === null ? null : (
                  <Button
                    tone="outline"
                    className="min-w-12 px-0!"
                    disabled={turns >= MOST_TURNS}
                    aria-label={t('moreTurns', { class: t(`turn.${turn}`) })}
                    onClick={() => set(turn, turns + 1)}
                  >
                    {'+'}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <FaultText faults={faults} path={`ratios.${direction}`} />
    </section>
  );
}
