'use client';
import { useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { Lever } from '@/domain/flow/levers';
import { clockOf, dateOf, HOME, instantOf } from '@/domain/flow/zones';
import { DIRECTIONS, GOODS_CLASSES } from '@/domain/shared/vocabulary';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { useFaultAt } from './fault-text';
import { NumberField } from './number-field';
import { Ticks } from './ticks';

const textOf = (at: number): string => `${dateOf(at, HOME)}T${clockOf(at, HOME)}`;
/** `2026-11-26T14:30` at home; null where nothing is chosen. */
function instantFrom(text: string): number | null {
  const [, date, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text) ?? [];
  return date === undefined || clock === undefined ? null : instantOf(date, clock, HOME);
}

/** Which class, how many an hour, from when until when, and why. */
export function LeverForm({
  lever,
  path,
  faults,
  onChange,
}: {
  readonly lever: Lever;
  readonly path: string;
  readonly faults: readonly PlanFault[];
  readonly onChange: (lever: Lever, field?: string) => void;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const goods = useTranslations('goodsClass');
  const faultAt = useFaultAt(faults);
  return (
    <div className="space-y-4 border-l-4 border-link py-2 pl-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <PickField
          label={t('goods')}
          value={lever.class}
          options={GOODS_CLASSES}
          nameOf={goods}
          onPick={(picked) => onChange({ ...lever, class: picked })}
        />
        <NumberField
          label={t('leverPerHour')}
          hint={t('leverPerHourHint')}
          value={lever.perHour}
          fault={faultAt(`${path}.perHour`)}
          onChange={(perHour) => onChange({ ...lever, perHour }, `${path}.perHour`)}
        />
        <TextField
          type="datetime-local"
          label={t('leverFromLabel')}
          hint={t('homeClock')}
          value={textOf(lever.from)}
          fault={faultAt(`${path}.from`)}
          onChange={(event) => onChange({ ...lever, from: instantFrom(event.target.value) ?? lever.from })}
        />
        <TextField
          type="datetime-local"
          label={t('leverToLabel')}
          hint={t('leverToHint')}
          value={lever.to === null ? '' : textOf(lever.to)}
          fault={faultAt(`${path}.to`)}
          onChange={(event) => onChange({ ...lever, to: instantFrom(event.target.value) })}
        />
      </div>
      <Ticks
        legend={t('direction')}
        options={DIRECTIONS}
        ticked={lever.directions}
        word={directionWord}
        onChange={(directions) => onChange({ ...lever, directions })}
      />
      <TextField
        label={t('leverReason')}
        value={lever.reason}
        maxLength={200}
        autoComplete="off"
        fault={faultAt(`${path}.reason`)}
        onChange={(event) => onChange({ ...lever, reason: event.target.value }, `${path}.reason`)}
      />
    </div>
  );
}
