'use client';
import { useTranslations } from 'use-intl';
import { assertNever } from '@/domain/shared/result';
import { type HourOffer, offerKind } from '@/domain/slot/slot-board';
import { useTimeText } from '../app/time-text';

/** What an hour offers, in one line, and why it is so many, in a few. */
export function useOfferText(): (offer: HourOffer) => {
  readonly headline: string;
  readonly notes: readonly string[];
} {
  const t = useTranslations('slot');
  const { moment } = useTimeText();
  return (offer) => {
    const { capacity, released, limitedBy, waiting, nextReleaseAt, hourStart } = offer;
    const draw = nextReleaseAt === null ? [] : [t('drawAt', { at: moment(nextReleaseAt, hourStart) })];
    const notes = [
      t(`why.${limitedBy}`, { capacity }),
      t('released', { released, capacity }),
      ...(waiting > 0 ? [t('waiting', { count: waiting })] : []),
    ];
    const kind = offerKind(offer);
    switch (kind) {
      case 'free':
        return { headline: t('free', { count: offer.free }), notes: [...notes, ...draw] };
      case 'firm-share':
        return { headline: t('firmShare'), notes: [...notes, ...draw] };
      case 'draw':
        return { headline: draw[0] ?? t('full'), notes };
      case 'waiting':
      case 'closed':
        return { headline: t('full'), notes };
      default:
        return assertNever(kind);
    }
  };
}
