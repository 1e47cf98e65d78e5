'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import {
  INSPECTION_PLACES,
  INSPECTION_REASONS,
  type InspectionPlace,
  type InspectionReason,
} from '@/domain/sync/work-bodies';
import type { Deed } from '@/offline/checkpoint/deeds';
import { Panel } from './pick-buttons';

/** Places tapped in the order of the way; the chosen ones stand in a row of their own and can be moved forward. */
export function OrderInspection({
  onDeed,
  onBack,
}: {
  readonly onDeed: (deed: Deed) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const [places, setPlaces] = useState<readonly InspectionPlace[]>([]);
  const [reason, setReason] = useState<InspectionReason>('risk');
  const toggle = (place: InspectionPlace) =>
    setPlaces((now) => (now.includes(place) ? now.filter((each) => each !== place) : [...now, place]));
  return (
    <Panel onBack={onBack}>
      <fieldset>
        <legend className="text-xl font-semibold">{t('orderPlaces')}</legend>
        <p className="mb-3 text-muted">{t('orderHint')}</p>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]">
          {INSPECTION_PLACES.map((place) => {
            const turn = places.indexOf(place) + 1;
            return (
              <Button
                key={place}
                tone={turn > 0 ? 'main' : 'outline'}
                size="tablet"
                aria-pressed={turn > 0}
                className="px-3!"
                onClick={() => toggle(place)}
              >
                {turn > 0 ? <span className="figures text-2xl">{turn}</span> : null}
                {work(`place.${place}`)}
              </Button>
            );
          })}
        </div>
      </fieldset>
      {places.length > 1 ? <Way places={places} onChange={setPlaces} /> : null}
      <fieldset className="mt-4">
        <legend className="mb-2 text-lg font-semibold">{t('orderWhy')}</legend>
        <div className="flex flex-wrap gap-2">
          {INSPECTION_REASONS.map((each) => (
            <label
              key={each}
              className="flex min-h-14 cursor-pointer items-center gap-3 rounded-xl border-2 border-edge px-4 text-lg has-checked:border-ink has-checked:font-semibold"
            >
              <input
                type="radio"
                name="order-why"
                className="size-6 accent-link"
                checked={reason === each}
                onChange={() => setReason(each)}
              />
              {work(`orderWhy.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          size="tablet"
          className="grow"
          disabled={places.length === 0}
          onClick={() => onDeed({ kind: 'order-inspection', places, reason })}
        >
          {t('orderSend', { count: places.length })}
        </Button>
        <Button tone="text" size="tablet" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </Panel>
  );
}

function Way({
  places,
  onChange,
}: {
  readonly places: readonly InspectionPlace[];
  readonly onChange: (places: readonly InspectionPlace[]) => void;
}) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const earlier = (at: number) => {
    const [before, moved] = [places[at - 1], places[at]];
    if (before === undefined || moved === undefined) return;
    onChange([...places.slice(0, at - 1), moved, before, ...places.slice(at + 1)]);
  };
  return (
    <section aria-label={t('orderChosen')} className="mt-4">
      <h3 className="text-lg font-semibold">{t('orderChosen')}</h3>
      <ol className="mt-1 flex flex-wrap items-center gap-2 text-lg">
        {places.map((place, at) => (
          <li key={place} className="flex items-center gap-2">
            {at > 0 ? (
              <button
                type="button"
                aria-label={t('earlier', { place: work(`place.${place}`) })}
                className="min-h-12 min-w-12 rounded-xl border-2 border-edge text-2xl hover:border-ink"
                onClick={() => earlier(at)}
              >
                <span aria-hidden="true">{'⇄'}</span>
              </button>
            ) : null}
            <span className="figures">{at + 1}</span>
            <span className="font-semibold">{work(`place.${place}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
