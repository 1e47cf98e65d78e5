'use client';
import { useTranslations } from 'use-intl';
import { slotClassOf } from '@/domain/slot/slot';
import type { MyDeclaration } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { slotHash } from '../slot/slot-link';

/** A vehicle that has not come yet: its hour, or the way to one. */
export function SlotDoor({ mine }: { readonly mine: MyDeclaration }) {
  const t = useTranslations('slot');
  const { clock, day } = useTimeText();
  const isAtHome = mine.ended === null && mine.stage === 'declared' && slotClassOf(mine.class) !== null;
  if (!isAtHome && mine.slot === null) return null;
  const at = mine.slot === null ? '' : `${clock(mine.slot.hourStart)} ${day(mine.slot.hourStart)}`;
  return (
    <a
      href={`#${slotHash(mine)}`}
      className="inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4"
    >
      {mine.slot === null
        ? t('choose')
        : t(mine.slot.state === 'booked' ? 'listBooked' : 'listAsked', { at })}
    </a>
  );
}
