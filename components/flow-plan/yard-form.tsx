'use client';
import { useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { useFaultAt } from './fault-text';
import { numberFrom } from './number-field';

type Yard = PlanContent['yards'][number];
const KINDS = ['staging', 'inside'] as const;

/** Everything that can be said of one yard; what nobody has said stays empty. */
export function YardForm({
  yard,
  path,
  faults,
  onChange,
  onRemove,
}: {
  readonly yard: Yard;
  readonly path: string;
  readonly faults: readonly PlanFault[];
  readonly onChange: (yard: Yard, field?: string) => void;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const faultAt = useFaultAt(faults);
  const orNull = (typed: string) => (typed.trim() === '' ? null : numberFrom(typed));
  return (
    <div className="space-y-4 border-l-4 border-link py-2 pl-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
        <TextField
          label={t('yardName')}
          value={yard.name}
          maxLength={60}
          autoComplete="off"
          fault={faultAt(`${path}.name`)}
          onChange={(event) => onChange({ ...yard, name: event.target.value }, `${path}.name`)}
        />
        <PickField
          label={t('yardWhere')}
          value={yard.kind}
          options={KINDS}
          nameOf={(kind) => t(`yardKind.${kind}`)}
          onPick={(kind) => onChange({ ...yard, kind })}
        />
        <PickField
          label={t('direction')}
          value={yard.direction}
          options={DIRECTIONS}
          nameOf={directionWord}
          onPick={(direction) => onChange({ ...yard, direction })}
        />
        <TextField
          label={t('places')}
          value={yard.places === null ? '' : String(yard.places)}
          inputMode="numeric"
          autoComplete="off"
          fault={faultAt(`${path}.places`)}
          onChange={(event) => onChange({ ...yard, places: orNull(event.target.value) }, `${path}.places`)}
        />
        <TextField
          label={t('yardPerHour')}
          value={yard.vehiclesPerHour === null ? '' : String(yard.vehiclesPerHour)}
          inputMode="numeric"
          autoComplete="off"
          fault={faultAt(`${path}.vehiclesPerHour`)}
          onChange={(event) =>
            onChange({ ...yard, vehiclesPerHour: orNull(event.target.value) }, `${path}.perHour`)
          }
        />
      </div>
      <p className="text-sm text-muted">{t('yardHint')}</p>
      <Button tone="danger" onClick={onRemove}>
        {t('removeYard')}
      </Button>
    </div>
  );
}
