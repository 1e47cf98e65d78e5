'use client';
import { useTranslations } from 'use-intl';
import type { GateFault } from '@/domain/gate/check-gates';
import { YARD_KINDS, type Yard } from '@/domain/gate/gate-entry';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { useGateFault, wholeFrom } from './fault-at';
import { PositionField } from './position-field';

const BLANK: Yard = {
  name: '',
  kind: 'staging',
  capacity: null,
  designPerDay: null,
  position: null,
  access: '',
};

/** Where vehicles of a gate stand: how many fit, where it is, how one gets there. */
export function YardList({
  yards,
  path,
  faults,
  onChange,
}: {
  readonly yards: readonly Yard[];
  readonly path: string;
  readonly faults: readonly GateFault[];
  readonly onChange: (yards: readonly Yard[], field?: string) => void;
}) {
  const t = useTranslations('gates');
  const faultAt = useGateFault(faults);
  return (
    <fieldset className="space-y-6">
      <legend className="text-xl font-bold">{t('yards')}</legend>
      <p className="max-w-prose text-sm text-muted">{t('yardsHint')}</p>
      {yards.map((yard, at) => {
        const field = `${path}.${at}`;
        const set = (next: Partial<Yard>, name?: string) =>
          onChange(yards.with(at, { ...yard, ...next }), name && `${at}.${name}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a yard may have any name for a moment
          <div key={at} className="grid gap-4 border-t border-rule pt-4 sm:grid-cols-2 lg:grid-cols-3">
            <TextField
              label={t('yardName')}
              value={yard.name}
              maxLength={60}
              autoComplete="off"
              fault={faultAt(`${field}.name`)}
              onChange={(event) => set({ name: event.target.value }, 'name')}
            />
            <PickField
              label={t('yardWhere')}
              value={yard.kind}
              options={YARD_KINDS}
              nameOf={(kind) => t(`yardKind.${kind}`)}
              onPick={(kind) => set({ kind })}
            />
            <TextField
              label={t('capacity')}
              value={yard.capacity === null ? '' : String(yard.capacity)}
              inputMode="numeric"
              autoComplete="off"
              fault={faultAt(`${field}.capacity`)}
              onChange={(event) => set({ capacity: wholeFrom(event.target.value) }, 'capacity')}
            />
            <TextField
              label={t('designPerDay')}
              value={yard.designPerDay === null ? '' : String(yard.designPerDay)}
              inputMode="numeric"
              autoComplete="off"
              fault={faultAt(`${field}.designPerDay`)}
              onChange={(event) => set({ designPerDay: wholeFrom(event.target.value) }, 'designPerDay')}
            />
            <PositionField
              position={yard.position}
              fault={faultAt(`${field}.position`)}
              onChange={(position) => set({ position }, 'position')}
            />
            <TextField
              label={t('access')}
              hint={t('accessHint')}
              value={yard.access}
              maxLength={300}
              autoComplete="off"
              fault={faultAt(`${field}.access`)}
              onChange={(event) => set({ access: event.target.value }, 'access')}
            />
            <div>
              <Button
                tone="text"
                className="min-w-12 justify-start! px-0!"
                aria-label={`${t('removeYard')}: ${yard.name}`}
                onClick={() => onChange(yards.toSpliced(at, 1))}
              >
                {t('removeYard')}
              </Button>
            </div>
          </div>
        );
      })}
      <Button tone="outline" onClick={() => onChange([...yards, BLANK])}>
        {t('addYard')}
      </Button>
    </fieldset>
  );
}
