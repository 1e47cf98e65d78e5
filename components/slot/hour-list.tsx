'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { NEIGHBOUR_ZONE } from '@/domain/gate/gates';
import { HOUR_MS } from '@/domain/slot/slot';
import { type HourOffer, offerKind } from '@/domain/slot/slot-board';
import { useTimeText } from '../app/time-text';
import { Button } from '../ui/button';
import { Meter } from '../ui/meter';
import { useOfferText } from './use-offer-text';

/** So many hours are looked through without asking for more. */
const FIRST_MS = 24 * HOUR_MS;

/** Hours by day as one group of radio buttons: arrow keys walk through them. */
export function HourList({
  offers,
  picked,
  onPick,
}: {
  readonly offers: readonly HourOffer[];
  readonly picked: number | null;
  readonly onPick: (hourStart: number) => void;
}) {
  const t = useTranslations('slot');
  const { day } = useTimeText();
  const [all, setAll] = useState(false);
  const first = offers[0]?.hourStart ?? 0;
  const shown = all ? offers : offers.filter(({ hourStart }) => hourStart < first + FIRST_MS);
  const days = [...new Set(shown.map(({ hourStart }) => day(hourStart)))];
  return (
    <fieldset>
      <legend className="sr-only">{t('hours')}</legend>
      {days.map((date) => (
        <div key={date}>
          <p className="border-b-2 border-ink pt-4 pb-1 font-bold tabular-nums">{date}</p>
          <div className="divide-y divide-rule border-b border-rule">
            {shown
              .filter(({ hourStart }) => day(hourStart) === date)
              .map((offer) => (
                <HourRow
                  key={offer.hourStart}
                  offer={offer}
                  isPicked={offer.hourStart === picked}
                  onPick={() => onPick(offer.hourStart)}
                />
              ))}
          </div>
        </div>
      ))}
      {shown.length < offers.length ? (
        <Button tone="outline" wide className="mt-4" onClick={() => setAll(true)}>
          {t('later')}
        </Button>
      ) : null}
    </fieldset>
  );
}

function HourRow({
  offer,
  isPicked,
  onPick,
}: {
  readonly offer: HourOffer;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}) {
  const t = useTranslations('slot');
  const app = useTranslations('app');
  const { clock } = useTimeText();
  const { headline, notes } = useOfferText()(offer);
  const kind = offerKind(offer);
  return (
    <label className="grid min-h-16 cursor-pointer grid-cols-[auto_6.75rem_1fr] items-center gap-x-4 py-3 has-checked:bg-card">
      <input
        type="radio"
        name="slot-hour"
        checked={isPicked}
        onChange={onPick}
        className="size-6 shrink-0 accent-link"
      />
      <span>
        <span className="block text-2xl leading-tight font-bold tabular-nums">{clock(offer.hourStart)}</span>
        <span className="block text-sm whitespace-nowrap text-muted">
          {`${app('beijing')} ${clock(offer.hourStart, NEIGHBOUR_ZONE)}`}
        </span>
      </span>
      <span className="min-w-0">
        <span className={`block text-lg leading-snug ${kind === 'free' ? 'font-semibold' : 'text-muted'}`}>
          {headline}
        </span>
        <Meter
          share={offer.capacity === 0 ? 0 : (offer.released - offer.free) / offer.capacity}
          className="my-1 h-1.5"
        />
        <span className="block text-sm text-muted">
          {offer.liveAt === null ? t('liveUnknown') : t('live', { at: clock(offer.liveAt) })}
        </span>
        {isPicked
          ? notes.map((note) => (
              <span key={note} className="block text-sm text-muted">
                {note}
              </span>
            ))
          : null}
      </span>
    </label>
  );
}
