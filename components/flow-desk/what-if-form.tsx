'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Measure } from '@/domain/flow/simulation/what-if';
import type { GateId } from '@/domain/shared/identity';
import { GOODS_CLASSES } from '@/domain/shared/vocabulary';
import { useTyped } from '../app/use-typed';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { nearestGate, otherGates } from './nearest-gate';
import { MEASURE_KINDS, type MeasureFault, type MeasureTyped, readMeasure } from './read-measure';

/** One measure of one's own, to be tried. Nothing is changed by trying. */
export function WhatIfForm({
  gateId,
  onTry,
  onClose,
}: {
  readonly gateId: GateId;
  readonly onTry: (measure: Measure) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations('flowDesk');
  const app = useTranslations('app');
  const goodsClass = useTranslations('goodsClass');
  const locale = useLocale();
  const { typed, change, faults, setFaults } = useTyped<MeasureTyped, MeasureFault>({
    kind: 'extend-hours',
    hours: '2',
    class: 'ordinary',
    perHour: '0',
    to: nearestGate(gateId) ?? '',
    vehicles: '20',
  });
  const fault = (name: MeasureFault) => (faults.includes(name) ? t(`measureFault.${name}`) : null);
  const gates = otherGates(gateId);
  const number = (name: 'hours' | 'perHour' | 'vehicles') => (
    <TextField
      key={name}
      label={t(`measureField.${name}`)}
      fault={fault(name)}
      inputMode="numeric"
      autoComplete="off"
      value={typed[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readMeasure(typed);
        if (read.kind === 'faults') setFaults(read.faults);
        else onTry(read.measure);
      }}
    >
      <PickField
        label={t('measureKind')}
        value={typed.kind}
        options={MEASURE_KINDS}
        nameOf={(kind) => t(`measureName.${kind}`)}
        onPick={(kind) => change({ kind })}
      />
      {typed.kind === 'limit-class' ? (
        <PickField
          label={t('class')}
          value={typed.class}
          options={GOODS_CLASSES}
          nameOf={goodsClass}
          onPick={(goods) => change({ class: goods })}
        />
      ) : null}
      {typed.kind === 'limit-class' ? number('perHour') : null}
      {typed.kind === 'extend-hours' || typed.kind === 'limit-class' ? number('hours') : null}
      {typed.kind === 'redirect' ? number('vehicles') : null}
      {typed.kind === 'redirect' ? (
        <SelectField
          label={t('measureField.to')}
          fault={fault('to')}
          value={typed.to}
          onChange={(event) =>
            change({ to: gates.find(({ code }) => code === event.target.value)?.code ?? '' })
          }
        >
          {gates.map((gate) => (
            <option key={gate.code} value={gate.code}>
              {gate[locale]}
            </option>
          ))}
        </SelectField>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="outline">
          {t('tryNow')}
        </Button>
        <Button tone="text" onClick={onClose}>
          {app('close')}
        </Button>
      </div>
    </form>
  );
}
