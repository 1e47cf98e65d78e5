'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { Because } from '@/domain/flow/order';
import { assertNever } from '@/domain/shared/result';
import { useTimeText } from '../app/time-text';

/** Why the one before goes first, as a sentence with its figures (FL-23). */
export function useBecauseText(now: number): (because: Because, before: string) => string {
  const t = useTranslations('flowDesk.because');
  const orderClass = useTranslations('flowDesk.orderClass');
  const goodsClass = useTranslations('goodsClass');
  const { number } = useFormatter();
  const { moment } = useTimeText();
  const at = (time: number) => moment(time, now);
  return (because, before) => {
    switch (because.code) {
      case 'spoils-sooner':
        return t('spoils-sooner', { before, at: at(because.spoilsAt) });
      case 'cleared-first':
        return t('cleared-first', { before });
      case 'earlier-place':
      case 'waited-longest':
        return t(because.code, {
          before,
          place: at(because.placeAt),
          other: at(because.otherPlaceAt),
        });
      case 'class-limited':
        return t(classKey(because), {
          class: goodsClass(because.class),
          perHour: number(because.perHour),
        });
      case 'turn-of-class':
        return t('turn-of-class', {
          before,
          class: orderClass(because.class),
          turn: because.turn,
          of: because.of,
        });
      default:
        return assertNever(because);
    }
  };
}

const CLASS_KEYS = {
  agreed: { limited: 'class-agreed', stopped: 'class-agreed' },
  neighbour: { limited: 'class-neighbour', stopped: 'class-closed' },
  calendar: { limited: 'class-shut', stopped: 'class-shut' },
  lever: { limited: 'class-limited', stopped: 'class-stopped' },
} as const;
const classKey = ({ by, perHour }: Extract<Because, { code: 'class-limited' }>) =>
  CLASS_KEYS[by][perHour === 0 ? 'stopped' : 'limited'];
