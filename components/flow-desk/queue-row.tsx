'use client';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { SPOILS_SOON_MS } from '@/domain/flow/order';
import type { QueuedVehicle } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { useTimeText } from '../app/time-text';
import { useApproachText } from '../app/use-approach-text';
import { crossingHash } from '../control/control-route';
import { Plate } from '../plate/plate';
import { Moved } from './moved';

const COLUMNS =
  'lg:grid-cols-[2rem_8.75rem_minmax(0,1fr)_4.5rem_7.5rem_8rem] lg:gap-x-4 wall:grid-cols-[2rem_8.75rem_minmax(0,1fr)_4.5rem_8rem_10rem]';
const HEADINGS = ['place', 'plate', 'load', 'placeTime', 'live', 'state'] as const;

/** What the columns are, where there are columns. */
export function QueueHeadings() {
  const t = useTranslations('flowDesk.column');
  return (
    <div
      aria-hidden="true"
      className={`hidden border-y border-rule py-1.5 text-sm leading-tight text-muted lg:grid ${COLUMNS}`}
    >
      {HEADINGS.map((heading) => (
        <span key={heading}>{t(heading)}</span>
      ))}
    </div>
  );
}

/** One vehicle of the line; the whole row opens its file. Below it why the one before goes first. */
export const QueueRow = memo(function QueueRow({
  gateId,
  vehicle,
  opensFile,
  place,
  because,
  now,
}: {
  readonly gateId: GateId;
  readonly vehicle: QueuedVehicle;
  readonly opensFile: boolean;
  readonly place: number;
  readonly because: string | null;
  readonly now: number;
}) {
  const t = useTranslations('flowDesk');
  const orderClass = useTranslations('flowDesk.orderClass');
  const column = useTranslations('flowDesk.column');
  const { moment, duration } = useTimeText();
  const approachText = useApproachText();
  const { spoilsAt, kept } = vehicle;
  const left = spoilsAt === null ? null : spoilsAt - now;
  const load = [vehicle.goodsName, vehicle.firmName].filter((part) => part !== null).join(' · ');
  const look = `grid grid-cols-[2rem_1fr_auto] items-center gap-x-3 gap-y-1 py-2.5 no-underline ${COLUMNS}`;
  const cells = (
    <>
      <span className="figures text-lg text-muted">{place}</span>
      <Plate plate={vehicle.plate} size="sm" />
      <span className="min-w-0 leading-snug max-lg:col-span-2 max-lg:col-start-2 max-lg:row-start-2">
        <span className="block truncate">
          <span className="font-semibold">{orderClass(vehicle.class)}</span>
          {load === '' ? null : <span className="text-sm text-muted">{` · ${load}`}</span>}
        </span>
        {because === null ? null : <span className="block text-sm text-muted">{because}</span>}
        {vehicle.seen === null ? null : (
          <span className="block text-sm text-muted">{approachText(vehicle.seen, now)}</span>
        )}
      </span>
      <span className="max-lg:col-start-2 max-lg:text-sm">
        <span className="text-sm text-muted lg:sr-only">{`${column('placeTime')} `}</span>
        <span className="figures lg:text-lg">{moment(vehicle.placeAt, now)}</span>
      </span>
      <span className="leading-tight max-lg:col-start-3 max-lg:row-start-1 max-lg:text-right">
        <span className="figures block text-lg">
          <span className="sr-only">{`${column('live')} `}</span>
          {vehicle.liveAt === null ? t('beyond') : moment(vehicle.liveAt, now)}
        </span>
        <Moved plannedAt={vehicle.plannedAt} liveAt={vehicle.liveAt} />
      </span>
      <span className="text-sm leading-tight max-lg:text-right">
        {kept === null ? null : <span className="block font-bold">{t(`kept.${kept}`)}</span>}
        {left === null ? null : (
          <span className={`block ${left <= SPOILS_SOON_MS ? 'font-bold' : 'text-muted'}`}>
            {left <= 0 ? t('spoilt') : t('keeps', { time: duration(left) })}
          </span>
        )}
        <span className="block text-muted">
          {vehicle.arrivedAt === null
            ? t('onTheWay')
            : vehicle.clearedAt === null
              ? t('notCleared')
              : t('cleared')}
        </span>
        {vehicle.yard === null ? null : <span className="block text-muted">{vehicle.yard}</span>}
      </span>
    </>
  );
  return (
    <li>
      {opensFile ? (
        <a href={`#${crossingHash(gateId, vehicle.crossingId)}`} className={`${look} hover:bg-card`}>
          {cells}
        </a>
      ) : (
        <div className={look}>{cells}</div>
      )}
    </li>
  );
});
