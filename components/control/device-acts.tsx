'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { ControlDevice } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { DeviceMove } from './device-move';
import { ReasonForm } from './reason-form';

type Act = 'withdraw' | 'wipe' | 'move';

/** Lost, stolen or not needed: withdrawn with a reason; wiped only by somebody who says so twice (rule 14 stays true). */
export function DeviceActs({ device, gateId }: { readonly device: ControlDevice; readonly gateId: GateId }) {
  const t = useTranslations('devices');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const [isSure, setSure] = useState(false);
  const close = () => {
    setAct(null);
    setSure(false);
  };
  const done = {
    onSuccess: () => {
      close();
      queries
        .invalidateQueries({ queryKey: trpc.control.devices.queryKey({ gateId }) })
        .catch(() => undefined);
    },
  };
  const withdraw = useMutation(trpc.control.withdrawDevice.mutationOptions(done));
  const wipe = useMutation(trpc.control.wipeDevice.mutationOptions(done));
  const { name } = device;
  const about = { gateId, device: device.device };
  if (device.wipeAskedAt !== null) return null;

  if (act === null)
    return (
      <div className="flex flex-wrap gap-x-5">
        {device.status === 'active' ? (
          <Button
            tone="text"
            className="px-0!"
            aria-label={t('moveNow', { name })}
            onClick={() => setAct('move')}
          >
            {t('move')}
          </Button>
        ) : null}
        {device.status === 'active' ? (
          <Button
            tone="text"
            className="px-0!"
            aria-label={t('withdrawNow', { name })}
            onClick={() => setAct('withdraw')}
          >
            {t('withdraw')}
          </Button>
        ) : null}
        <Button
          tone="text"
          className="px-0!"
          aria-label={t('wipeNow', { name })}
          onClick={() => setAct('wipe')}
        >
          {t('wipe')}
        </Button>
      </div>
    );
  if (act === 'move') return <DeviceMove device={device} gateId={gateId} onClose={close} />;
  return (
    <div className="max-w-xl border-l-4 border-fault py-1 pl-4">
      <p className="mb-3">{t(act === 'withdraw' ? 'withdrawWhat' : 'wipeWhat')}</p>
      {act === 'wipe' ? (
        <label className="mb-3 flex min-h-12 cursor-pointer items-center gap-3 font-semibold">
          <input
            type="checkbox"
            checked={isSure}
            onChange={(event) => setSure(event.target.checked)}
            className="size-6 shrink-0 accent-link"
          />
          {t('wipeSure', { name })}
        </label>
      ) : null}
      {act === 'withdraw' || isSure ? (
        <ReasonForm
          action={t(act === 'withdraw' ? 'withdrawNow' : 'wipeNow', { name })}
          danger
          busy={withdraw.isPending || wipe.isPending}
          error={withdraw.error ?? wipe.error}
          onSubmit={(reason) => (act === 'withdraw' ? withdraw : wipe).mutate({ ...about, reason })}
          onCancel={close}
        />
      ) : (
        <Button tone="text" onClick={close}>
          {t('make.cancel')}
        </Button>
      )}
    </div>
  );
}
