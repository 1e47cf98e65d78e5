'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { ControlDevice } from '../app/answers';
import { useTRPC } from '../app/trpc';
import { TextField } from '../ui/field';
import { ReasonForm } from './reason-form';

/** Another name or checkpoint for a tablet, with a reason; its agency stays as it was set up (DV-9). */
export function DeviceMove({
  device,
  gateId,
  onClose,
}: {
  readonly device: ControlDevice;
  readonly gateId: GateId;
  readonly onClose: () => void;
}) {
  const t = useTranslations('devices');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(device.name);
  const [checkpoint, setCheckpoint] = useState(device.checkpoint);
  const [isChecked, setChecked] = useState(false);
  const move = useMutation(
    trpc.control.moveDevice.mutationOptions({
      onSuccess: () => {
        onClose();
        queries
          .invalidateQueries({ queryKey: trpc.control.devices.queryKey({ gateId }) })
          .catch(() => undefined);
      },
    }),
  );
  const missing = (text: string) => (isChecked && text.trim() === '' ? t('moveMissing') : null);
  return (
    <div className="max-w-xl space-y-4 border-l-4 border-link py-1 pl-4">
      <p>{t('moveWhat')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('make.name')}
          value={name}
          maxLength={60}
          autoComplete="off"
          fault={missing(name)}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('make.checkpoint')}
          value={checkpoint}
          maxLength={60}
          autoComplete="off"
          fault={missing(checkpoint)}
          onChange={(event) => setCheckpoint(event.target.value)}
        />
      </div>
      <ReasonForm
        action={t('moveNow', { name: device.name })}
        busy={move.isPending}
        error={move.error}
        onSubmit={(reason) => {
          setChecked(true);
          if (name.trim() !== '' && checkpoint.trim() !== '')
            move.mutate({
              gateId,
              device: device.device,
              name: name.trim(),
              checkpoint: checkpoint.trim(),
              reason,
            });
        }}
        onCancel={onClose}
      />
    </div>
  );
}
