import type { GateId } from '../../shared/identity';
import { GOODS_CLASSES } from '../../shared/vocabulary';
import type { Warning } from '../warning';
import type { TrialQueue } from './episode-of';
import type { Measure } from './what-if';

const LONGER_HOURS = 2;
const LIMITED_HOURS = 6;
const SUGGESTED = 3;
/** Fewer are not worth a change of gate. */
const REDIRECT_LEAST = 5;

/**
 * What a manager could do about a jam (FL-34), to be tried one after the other: longer hours, a lane more, half of the class
 * that can wait and comes most, and what is too much to another gate (null: none may be looked at).
 */
export function measuresFor(
  trial: TrialQueue,
  warning: Warning | null,
  other: GateId | null,
): readonly Measure[] {
  const { classShares, input } = trial.trial;
  const shareOf = (goods: (typeof GOODS_CLASSES)[number]) => classShares[goods] ?? 0;
  const canWait = GOODS_CLASSES.filter((goods) => goods !== 'perishable' && goods !== 'livestock');
  const most = canWait.reduce((best, goods) => (shareOf(goods) > shareOf(best) ? goods : best));
  const room = (trial.staging.places ?? 0) + (trial.inside.places ?? 0);
  const tooMany = (warning?.queue ?? 0) - room;
  const standing = Math.round(input.standing);
  const away = Math.min(standing, Math.max(Math.round(standing / 4), Math.round(tooMany)));
  const measures: readonly Measure[] = [
    { kind: 'extend-hours', hours: LONGER_HOURS },
    { kind: 'open-lane' },
    ...(shareOf(most) > 0
      ? [
          {
            kind: 'limit-class' as const,
            class: most,
            perHour: Math.floor((trial.acceptance.vehiclesPerHour * shareOf(most)) / 2),
            hours: LIMITED_HOURS,
          },
        ]
      : []),
    ...(other !== null && away >= REDIRECT_LEAST
      ? [{ kind: 'redirect' as const, to: other, vehicles: away }]
      : []),
  ];
  // Nobody who could wait or be sent elsewhere: then it is a matter of hours alone.
  return measures.length >= SUGGESTED
    ? measures
    : [...measures, { kind: 'extend-hours', hours: 2 * LONGER_HOURS }];
}
