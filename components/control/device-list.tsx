'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { ControlDevice } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Shape } from '../ui/shape';

/** Silent for longer than this, a tablet is named; it may well be working without a network (rule 14). */
const SILENT_MS = 15 * 60_000;
/** Beyond two minutes a clock is said to be wrong (architecture.md, Time). */
const CLOCK_MS = 2 * 60_000;

function Row({ device, now }: { readonly device: ControlDevice; readonly now: number }) {
  const t = useTranslations('control');
  const agency = useTranslations('agency');
  const { number } = useFormatter();
  const { ago, duration } = useTimeText();
  const silent = device.lastSeenAt === null || now - device.lastSeenAt > SILENT_MS;
  const unsent = Math.max(0, device.headSeq - device.ackSeq);
  const offset = device.clockOffsetMs;
  const troubles = [
    ...(unsent > 0 ? [t('unsent', { count: number(unsent) })] : []),
    ...(device.quarantined > 0 ? [t('quarantined', { count: number(device.quarantined) })] : []),
    ...(offset !== null && Math.abs(offset) > CLOCK_MS
      ? [t(offset > 0 ? 'clockBehind' : 'clockAhead', { by: duration(Math.abs(offset)) })]
      : []),
  ];
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[2rem_1fr_1fr_1.4fr] md:items-center">
      <span className="hidden md:block">
        {silent && device.status === 'active' ? (
          <Shape name="triangle" className="size-7 text-check" mark="var(--on-check)" />
        ) : (
          <Shape name="circle-tick" className="size-7 text-good" />
        )}
      </span>
      <span>
        <span className="block text-lg font-semibold">{device.name}</span>
        <span className="block text-muted">
          {[device.checkpoint, device.agency ? agency(device.agency) : null].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={silent ? 'font-semibold' : ''}>
        {device.status === 'revoked'
          ? t('deviceRevoked')
          : device.lastSeenAt === null
            ? t('neverSeen')
            : t(silent ? 'silent' : 'seen', { age: ago(device.lastSeenAt, now) })}
      </span>
      <span className={troubles.length > 0 ? 'font-semibold' : 'text-muted'}>
        {troubles.length > 0 ? troubles.join(' · ') : t('allSent', { count: number(device.ackSeq) })}
      </span>
    </li>
  );
}

/** Which tablet is silent, what it still holds, whose clock is wrong. */
export function DeviceList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('control');
  const trpc = useTRPC();
  const now = useNow(10_000);
  const query = useQuery(trpc.control.devices.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaitingDevices')}</Awaiting>;
  const quietestFirst = [...query.data].sort((a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0));
  return (
    <section aria-labelledby="devices-title">
      <h2 id="devices-title" className="mb-4 text-2xl font-bold">
        {t('devicesTitle', { count: query.data.length })}
      </h2>
      {query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noDevices')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {quietestFirst.map((device) => (
            <Row key={device.device} device={device} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
