'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { silenceOf, worstFirst } from '@/domain/device/device-alarm';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { DeviceRow } from './device-row';
import { signsOf } from './device-signs';
import { EnrolmentMaker } from './enrolment-maker';

/** The tablets of a gate, worst first: which is silent in a shift, what it still holds, whose clock is wrong. */
export function DeviceList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('devices');
  const trpc = useTRPC();
  const now = useNow(10_000);
  const [making, setMaking] = useState(false);
  const query = useQuery(
    trpc.control.devices.queryOptions({ gateId }, { refetchInterval: making ? 2_000 : 10_000 }),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  const order = worstFirst(now);
  const devices = [...query.data].sort((a, b) => order(signsOf(a), signsOf(b)));
  const silent = devices.filter((device) => silenceOf(signsOf(device), now) !== 'none').length;
  return (
    <section aria-labelledby="devices-title">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <h2 id="devices-title" className="text-2xl font-bold">
          {t('title', { count: devices.length })}
        </h2>
        {making ? null : <Button onClick={() => setMaking(true)}>{t('add')}</Button>}
      </div>
      {making ? (
        <EnrolmentMaker gateId={gateId} devices={devices} now={now} onClose={() => setMaking(false)} />
      ) : null}
      {silent > 0 ? (
        <div className="mb-4">
          <Notice role="status">
            <p className="font-semibold">{t('alarms', { count: silent })}</p>
            <p>{t('alarmWhat')}</p>
          </Notice>
        </div>
      ) : null}
      {devices.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {devices.map((device) => (
            <DeviceRow key={device.device} device={device} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
