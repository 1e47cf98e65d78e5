'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { flowLevel } from '@/domain/flow/level';
import type { QueuePicture } from '@/domain/flow/picture';
import { LEVEL_FILL } from '../flow/level-colours';
import { PLACES, type Place } from '../flow/places';
import { Meter } from '../ui/meter';
import { AcceptanceCell } from './acceptance-cell';

/** Where this direction's vehicles stand, inland to border, and what the neighbour takes behind it. */
export function DeskStrip({
  queue,
  snapshot,
  now,
}: {
  readonly queue: QueuePicture;
  readonly snapshot: GateSnapshot | null;
  readonly now: number;
}) {
  const t = useTranslations('board');
  const counts = snapshot?.counts[queue.direction] ?? null;
  const placesOf = (place: Place): number | null =>
    place === 'staging' ? queue.staging.places : place === 'gate' ? queue.inside.places : null;
  const standingIn = (place: Place): number | null =>
    place === 'staging' ? queue.staging.standing : (counts?.[place] ?? null);
  return (
    <section aria-labelledby="strip-title" className="border-y border-rule py-2 lg:py-5">
      <h3 id="strip-title" className="sr-only">
        {t('flow')}
      </h3>
      <ol className="divide-y divide-rule lg:grid lg:grid-cols-[repeat(5,1fr)_auto_2fr] lg:gap-6 lg:divide-y-0 wall:gap-9">
        {PLACES.map((place) => (
          <PlaceCell
            key={place}
            place={place}
            standing={standingIn(place)}
            places={placesOf(place)}
            inside={place === 'gate' ? queue.inside.standing : null}
          />
        ))}
        <li
          aria-label={t('border')}
          className="my-2 border-t-4 border-dashed border-ink lg:my-0 lg:border-t-0 lg:border-l-4"
        />
        <AcceptanceCell queue={queue} snapshot={snapshot} now={now} />
      </ol>
    </section>
  );
}

function PlaceCell({
  place,
  standing,
  places,
  inside,
}: {
  readonly place: Place;
  readonly standing: number | null;
  readonly places: number | null;
  /** Gate, yard and line share the places inside: this many stand in all three. */
  readonly inside: number | null;
}) {
  const t = useTranslations('board');
  const desk = useTranslations('flowDesk');
  const { number } = useFormatter();
  const filled = inside ?? standing;
  const level = filled === null ? null : flowLevel({ kind: 'gate', standing: filled, capacity: places });
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-2.5 lg:block lg:py-0">
      <h4 className="leading-tight text-muted">{t(`place.${place}`)}</h4>
      <p className="figures text-3xl leading-none lg:mt-2 lg:text-5xl">
        {standing === null ? t('noFigure') : number(standing)}
      </p>
      <div className="col-span-2 mt-1.5 lg:mt-3">
        {places === null || level === null || filled === null ? (
          <div className="hidden h-2 lg:block wall:h-3" />
        ) : (
          <Meter share={filled / places} fill={LEVEL_FILL[level]} />
        )}
      </div>
      {places === null || filled === null ? null : (
        <p className="col-span-2 mt-1 text-sm text-muted lg:mt-2">
          {desk(inside === null ? 'ofPlaces' : 'insideOf', {
            standing: number(filled),
            places: number(places),
          })}
        </p>
      )}
    </li>
  );
}
