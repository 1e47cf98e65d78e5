'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MovedVehicle, PlanPreview } from '@/domain/flow/picture';
import { DIRECTIONS, type Direction } from '@/domain/shared/vocabulary';
import { BothTimes } from '../app/both-times';
import { useTimeText } from '../app/time-text';
import { Plate } from '../plate/plate';
import { Button } from '../ui/button';

const ROWS_AT_ONCE = 20;

/** The most by which one of them moves; null where one of them has no time at one end. */
function greatestMove(moved: readonly MovedVehicle[]): number | null {
  const by = moved.map(({ from, to }) => (from === null || to === null ? null : Math.abs(to - from)));
  return by.reduce<number | null>((most, each) => (each === null ? most : Math.max(most ?? 0, each)), null);
}

/** What a plan would do to everybody who holds a place, said before it is done (FL-14). */
export function PlanPreviewView({ preview }: { readonly preview: PlanPreview }) {
  return (
    <div role="status" className="grid gap-8 lg:grid-cols-2">
      {DIRECTIONS.map((direction) => (
        <OneDirection key={direction} direction={direction} preview={preview[direction]} />
      ))}
    </div>
  );
}

function OneDirection({
  direction,
  preview,
}: {
  readonly direction: Direction;
  readonly preview: PlanPreview[Direction];
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const { duration } = useTimeText();
  const { holders, later, sooner, unmoved, places, withSlot } = preview;
  const by = (moved: readonly MovedVehicle[]) => {
    const most = greatestMove(moved);
    return most === null ? '' : ` ${t('atMost', { by: duration(most) })}`;
  };
  return (
    <section aria-label={directionWord(direction)}>
      <h4 className="text-xl font-bold">{directionWord(direction)}</h4>
      <p className="mt-1 text-lg">
        {holders === 0
          ? t('nobodyHolds')
          : later.length + sooner.length === 0
            ? t('nobodyMoves', { count: holders })
            : t('holders', { count: holders })}
      </p>
      {later.length + sooner.length === 0 ? null : (
        <ul className="mt-2 text-lg">
          {later.length === 0 ? null : (
            <li className="font-semibold">{`${t('later', { count: later.length })}${by(later)}`}</li>
          )}
          {sooner.length === 0 ? null : <li>{`${t('sooner', { count: sooner.length })}${by(sooner)}`}</li>}
          <li className="text-muted">{t('unmoved', { count: unmoved })}</li>
        </ul>
      )}
      {withSlot.all === 0 ? null : <p className="mt-2">{t('withSlot', withSlot)}</p>}
      <p className="mt-2">
        {places.before === places.after
          ? t('placesSame', { count: places.after })
          : t('placesChange', { before: places.before, after: places.after })}
      </p>
      <MovedList title={t('laterList')} moved={later} />
      <MovedList title={t('soonerList')} moved={sooner} />
    </section>
  );
}

function MovedList({ title, moved }: { readonly title: string; readonly moved: readonly MovedVehicle[] }) {
  const t = useTranslations('flowPlan');
  const [drawn, setDrawn] = useState(ROWS_AT_ONCE);
  if (moved.length === 0) return null;
  return (
    <details className="mt-3" open={moved.length <= 8}>
      <summary className="min-h-12 cursor-pointer py-3 text-link underline underline-offset-4">
        {title}
      </summary>
      <ul className="divide-y divide-rule border-y border-rule">
        {moved.slice(0, drawn).map(({ crossingId, plate, from, to }) => (
          <li key={crossingId} className="flex flex-wrap items-center gap-x-5 gap-y-1 py-2">
            <Plate plate={plate} size="sm" />
            <span>
              {from === null ? t('noTimeYet') : <BothTimes at={from} />}
              {' → '}
              {to === null ? t('noTimeYet') : <BothTimes at={to} />}
            </span>
          </li>
        ))}
      </ul>
      {moved.length > drawn ? (
        <Button tone="text" onClick={() => setDrawn(drawn + ROWS_AT_ONCE)}>
          {t('more', { count: moved.length - drawn })}
        </Button>
      ) : null}
    </details>
  );
}
