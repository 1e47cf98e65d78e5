'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { type Direction, GOODS_CLASSES, type GoodsClass } from '@/domain/shared/vocabulary';
import { useTRPC } from '../app/trpc';
import { useTyped } from '../app/use-typed';
import { ReasonForm } from '../control/reason-form';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { type LeverFault, type LeverTyped, readLever } from './read-lever';
import { useRefreshFlow } from './use-flow-picture';

/** Stop or limit one class for a time. Who stands keeps the place. */
export function LeverForm({
  gateId,
  direction,
  onDone,
}: {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly onDone: () => void;
}) {
  const t = useTranslations('flowDesk');
  const goodsClass = useTranslations('goodsClass');
  const trpc = useTRPC();
  const refresh = useRefreshFlow(gateId);
  const [goods, setGoods] = useState<GoodsClass>('ordinary');
  const { typed, change, faults, setFaults } = useTyped<LeverTyped, LeverFault>({
    perHour: '',
    forHours: '',
  });
  const limit = useMutation(trpc.flow.limitClass.mutationOptions({ onSuccess: onDone, onSettled: refresh }));
  const fault = (name: LeverFault) => (faults.includes(name) ? t(`leverFault.${name}`) : null);
  const submit = (reason: string) => {
    const read = readLever(typed, Date.now());
    if (read.kind === 'faults') return setFaults(read.faults);
    const { perHour, until } = read;
    return limit.mutate({ gateId, direction, class: goods, perHour, until, reason });
  };
  return (
    <div className="space-y-4">
      <p className="text-muted">{t('leverHow')}</p>
      <PickField
        label={t('class')}
        value={goods}
        options={GOODS_CLASSES}
        nameOf={goodsClass}
        onPick={setGoods}
      />
      <TextField
        label={t('perHour')}
        hint={t('perHourHint')}
        fault={fault('perHour')}
        inputMode="numeric"
        autoComplete="off"
        value={typed.perHour}
        onChange={(event) => change({ perHour: event.target.value })}
      />
      <TextField
        label={t('forHours')}
        hint={t('forHoursHint')}
        fault={fault('forHours')}
        inputMode="decimal"
        autoComplete="off"
        value={typed.forHours}
        onChange={(event) => change({ forHours: event.target.value })}
      />
      <ReasonForm
        tone="outline"
        action={t('limitNow', { class: goodsClass(goods) })}
        busy={limit.isPending}
        error={limit.error}
        onSubmit={submit}
        onCancel={onDone}
      />
    </div>
  );
}
