'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { silenceOf } from '@/domain/device/device-alarm';
import { SECOND_OFFICER_AFTER_MS } from '@/domain/device/shift-rules';
import type { ControlDevice } from '../app/answers';
import { useTimeText } from '../app/time-text';
import { Shape } from '../ui/shape';
import { signsOf } from './device-signs';

/** Beyond two minutes a clock is said to be wrong (architecture.md, Time). */
const CLOCK_MS = 2 * 60_000;

/** One tablet: what is wrong with it first, then who works with it and how far its records are here. */
export function DeviceRow({ device, now }: { readonly device: ControlDevice; readonly now: number }) {
  const agency = useTranslations('agency');
  const signs = signsOf(device);
  const level = silenceOf(signs, now);
  return (
    <li
      data-device={device.name}
      data-alarm={level}
      className="grid gap-x-6 gap-y-2 py-4 md:grid-cols-[2.25rem_1fr_1.2fr_1.4fr]"
    >
      <span className="hidden pt-0.5 md:block">
        {signs.isWithdrawn ? null : level === 'serious' ? (
          <Shape name="octagon" className="size-8 text-refuse" mark="var(--on-refuse)" />
        ) : level === 'warning' ? (
          <Shape name="triangle" className="size-8 text-check" mark="var(--on-check)" />
        ) : (
          <Shape name="circle-tick" className="size-8 text-good" />
        )}
      </span>
      <div>
        <h3 className="text-lg leading-snug font-semibold">{device.name}</h3>
        <p className="text-muted">
          {[device.checkpoint, device.agency ? agency(device.agency) : null].filter(Boolean).join(' · ')}
        </p>
      </div>
      <Shift device={device} now={now} />
      <Records device={device} />
    </li>
  );
}

function Shift({ device, now }: { readonly device: ControlDevice; readonly now: number }) {
  const t = useTranslations('devices');
  const { ago, duration } = useTimeText();
  const level = silenceOf(signsOf(device), now);
  const { shift, lastSeenAt } = device;
  const silentMs = now - (lastSeenAt ?? device.enrolledAt);
  const isLate = shift !== null && shift.silentMs !== null && shift.silentMs >= SECOND_OFFICER_AFTER_MS;
  return (
    <div>
      <p className={level === 'none' ? '' : 'font-semibold'}>
        {device.status === 'revoked'
          ? t('withdrawn')
          : level !== 'none'
            ? t(`silent.${level}`, { length: duration(silentMs) })
            : lastSeenAt === null
              ? t('neverSeen')
              : t('seen', { age: ago(lastSeenAt, now) })}
      </p>
      <p className="text-muted">
        {shift === null
          ? t('noShift')
          : shift.officer === null
            ? t('onShiftUnknown')
            : t('onShift', { name: shift.officer })}
        {isLate
          ? ` · ${t('silentShift', { length: duration(shift.silentMs ?? 0) })} ${t(shift.hasSecond ? 'withSecond' : 'alone')}`
          : ''}
      </p>
    </div>
  );
}

function Records({ device }: { readonly device: ControlDevice }) {
  const t = useTranslations('devices');
  const { number } = useFormatter();
  const { duration } = useTimeText();
  const { unsynced } = signsOf(device);
  const offset = device.clockOffsetMs;
  const troubles = [
    ...(unsynced > 0 ? [t('unsent', { count: unsynced })] : []),
    ...(device.quarantined > 0 ? [t('quarantined', { count: number(device.quarantined) })] : []),
    ...(offset !== null && Math.abs(offset) > CLOCK_MS
      ? [t(offset > 0 ? 'clockBehind' : 'clockAhead', { by: duration(Math.abs(offset)) })]
      : []),
  ];
  return (
    <div>
      <p className={troubles.length > 0 ? 'font-semibold' : 'text-muted'}>
        {troubles.length > 0 ? troubles.join(' · ') : t('allSent', { count: number(device.ackSeq) })}
      </p>
    </div>
  );
}
