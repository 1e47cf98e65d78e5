'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { flowLevel } from '@/domain/flow/level';
import type { QueuePicture } from '@/domain/flow/picture';
import { LEVEL_FILL } from '../flow/level-colours';
import { PLACES, type Place } from '../flow/places';
import { Meter } from '../ui/meter';
import { AcceptanceCell } from './acceptance-cell';
import { DeskYards } from './desk-yards';

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
  const { number } = useFormatter();
  const counts = snapshot?.counts[queue.direction] ?? null;
  const placesOf = (place: Place): number | null =>
    place === 'called' ? null : place === 'staging' ? queue.staging.places : queue.inside.places;
  const standingIn = (place: Place): number | null =>
    place === 'called' ? (counts?.called ?? null) : queue[place].standing;
  const partsOf = (place: Place): string | null =>
    place !== 'inside' || counts === null
      ? null
      : t('insideParts', {
          gate: number(counts.gate),
          yard: number(counts.yard),
          line: number(counts.line),
        });
  return (
    <section aria-labelledby="strip-title" className="border-y border-rule py-2 lg:py-5">
      <h3 id="strip-title" className="sr-only">
        {t('flow')}
      </h3>
      <ol className="divide-y divide-rule lg:grid lg:grid-cols-[repeat(3,1fr)_auto_1.5fr] lg:gap-6 lg:divide-y-0 wall:gap-9">
        {PLACES.map((place) => (
          <PlaceCell
            key={place}
            place={place}
            standing={standingIn(place)}
            places={placesOf(place)}
            parts={partsOf(place)}
          />
        ))}
        <li
          aria-label={t('border')}
          className="my-2 border-t-4 border-dashed border-ink lg:my-0 lg:border-t-0 lg:border-l-4"
        />
        <AcceptanceCell queue={queue} snapshot={snapshot} now={now} />
      </ol>
      <DeskYards queue={queue} now={now} />
    </section>
  );
}

function PlaceCell({
  place,
  standing,
  places,
  parts,
}: {
  readonly place: Place;
  readonly standing: number | null;
  readonly places: number | null;
  /** Gate, yard and line share the places inside: how many stand in each. */
  readonly parts: string | null;
}) {
  const t = useTranslations('board');
  const desk = useTranslations('flowDesk');
  const { number } = useFormatter();
  const level = standing === null ? null : flowLevel({ kind: 'gate', standing, capacity: places });
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-2.5 lg:block lg:py-0">
      <h4 className="leading-tight text-muted">{t(`place.${place}`)}</h4>
      <p className="figures text-3xl leading-none lg:mt-2 lg:text-5xl">
        {standing === null ? t('noFigure') : number(standing)}
      </p>
      <div className="col-span-2 mt-1.5 lg:mt-3">
        {places === null || level === null || standing === null ? (
          <div className="hidden h-2 lg:block wall:h-3" />
        ) : (
          <Meter share={standing / places} fill={LEVEL_FILL[level]} />
        )}
      </div>
      <p className="col-span-2 mt-1 text-sm text-muted lg:mt-2">
        {[
          places === null || standing === null
            ? null
            : desk('ofPlaces', { standing: number(standing), places: number(places) }),
          parts,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </li>
  );
}
