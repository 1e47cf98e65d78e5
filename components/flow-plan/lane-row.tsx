'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { PlanFault } from '@/domain/flow/check-plan';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { Gate } from '@/domain/gate/gates';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';
import { FaultText, useFaultAt } from './fault-text';
import { LaneStrip } from './lane-strip';
import { NumberField } from './number-field';
import { StretchFields } from './stretch-fields';

type Lane = PlanContent['lanes'][number];

/** One lane: its day drawn by direction; opened, everything that can be said of it. */
export function LaneRow({
  gate,
  lane,
  path,
  faults,
  isOpen,
  onOpen,
  onChange,
  onRemove,
}: {
  readonly gate: Gate;
  readonly lane: Lane;
  readonly path: string;
  readonly faults: readonly PlanFault[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** Null for who may only look. */
  readonly onChange: ((lane: Lane, field?: string) => void) | null;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const { number } = useFormatter();
  const faultAt = useFaultAt(faults);
  const hours = lane.serves
    .map(({ direction, from, to }) => `${directionWord(direction)} ${from}–${to}`)
    .join(', ');
  return (
    <li className="py-2">
      <div className="grid grid-cols-[5.5rem_1fr] items-center gap-x-3 sm:grid-cols-[7rem_1fr_11rem]">
        <span className="min-w-0">
          <span className="block truncate font-semibold">{lane.name || t('unnamed')}</span>
          <span className="block text-sm text-muted">
            {t('perHourShort', { count: number(lane.vehiclesPerHour, { maximumFractionDigits: 1 }) })}
          </span>
        </span>
        <div>
          <LaneStrip serves={lane.serves} />
          <span className="sr-only">{hours}</span>
        </div>
        <span className="col-start-2 flex items-center justify-between gap-3 text-sm sm:col-start-3">
          <span className="text-muted">
            {lane.route === null ? t('anyRoute') : t('onRoute', { route: lane.route })}
          </span>
          {onChange === null ? null : (
            <Button
              tone="text"
              className="px-0!"
              aria-expanded={isOpen}
              aria-label={`${isOpen ? t('done') : t('edit')}: ${lane.name}`}
              onClick={onOpen}
            >
              {isOpen ? t('done') : t('edit')}
            </Button>
          )}
        </span>
      </div>
      {isOpen && onChange !== null ? (
        <div className="mt-3 space-y-4 border-l-4 border-link py-2 pl-4">
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField
              label={t('laneName')}
              value={lane.name}
              maxLength={30}
              autoComplete="off"
              fault={faultAt(`${path}.name`)}
              onChange={(event) => onChange({ ...lane, name: event.target.value }, `${path}.name`)}
            />
            <NumberField
              label={t('perHour')}
              value={lane.vehiclesPerHour}
              fault={faultAt(`${path}.vehiclesPerHour`)}
              onChange={(vehiclesPerHour) => onChange({ ...lane, vehiclesPerHour }, `${path}.perHour`)}
            />
            {gate.routes.length > 0 ? (
              <SelectField
                label={t('route')}
                value={lane.route ?? ''}
                fault={faultAt(`${path}.route`)}
                onChange={(event) => onChange({ ...lane, route: event.target.value || null })}
              >
                <option value="">{t('anyRoute')}</option>
                {gate.routes.map((route) => (
                  <option key={route} value={route}>
                    {route}
                  </option>
                ))}
              </SelectField>
            ) : null}
          </div>
          {lane.serves.map((stretch, at) => (
            // Hours have no identity but their place in the list.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <div key={at} className="flex flex-wrap items-end gap-3">
              <div className="w-44">
                <PickField
                  label={t('direction')}
                  value={stretch.direction}
                  options={DIRECTIONS}
                  nameOf={directionWord}
                  onPick={(direction) =>
                    onChange({ ...lane, serves: lane.serves.with(at, { ...stretch, direction }) })
                  }
                />
              </div>
              <StretchFields
                stretch={stretch}
                path={`${path}.serves.${at}`}
                faultAt={faultAt}
                onChange={({ from, to }) =>
                  onChange(
                    { ...lane, serves: lane.serves.with(at, { ...stretch, from, to }) },
                    `${path}.${at}`,
                  )
                }
                onRemove={() => onChange({ ...lane, serves: lane.serves.toSpliced(at, 1) })}
              />
            </div>
          ))}
          <div className="flex flex-wrap gap-3">
            <Button
              tone="outline"
              onClick={() =>
                onChange({
                  ...lane,
                  serves: [...lane.serves, { direction: 'export', from: '07:00', to: '20:00' }],
                })
              }
            >
              {t('addHours')}
            </Button>
            <Button tone="danger" onClick={onRemove}>
              {t('removeLane')}
            </Button>
          </div>
        </div>
      ) : (
        <FaultText faults={faults} path={path} />
      )}
    </li>
  );
}
