'use client';
import { useTranslations } from 'use-intl';
import type { CalendarRule } from '@/domain/flow/calendar';
import type { PlanFault } from '@/domain/flow/check-plan';
import { HOME, NEIGHBOUR, zoneSchema } from '@/domain/flow/zones';
import type { Gate } from '@/domain/gate/gates';
import { DIRECTIONS, GOODS_CLASSES } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { useFaultAt } from './fault-text';
import { StretchFields } from './stretch-fields';
import { Ticks } from './ticks';

/** Everything that can be said of one rule of the calendar: days, hours, whose clock, whom it concerns, on what grounds. */
export function RuleForm({
  gate,
  rule,
  path,
  faults,
  onChange,
}: {
  readonly gate: Gate;
  readonly rule: CalendarRule;
  readonly path: string;
  readonly faults: readonly PlanFault[];
  /** `field`: typing on in it is one change. */
  readonly onChange: (rule: CalendarRule, field?: string) => void;
}) {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const goods = useTranslations('goodsClass');
  const faultAt = useFaultAt(faults);
  const { effect } = rule;
  return (
    <div className="space-y-5 border-l-4 border-link py-2 pl-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          type="date"
          label={t('firstDay')}
          value={rule.from}
          fault={faultAt(`${path}.from`)}
          onChange={(event) => onChange({ ...rule, from: event.target.value })}
        />
        <TextField
          type="date"
          label={t('lastDay')}
          hint={t('lastDayHint')}
          value={rule.to ?? ''}
          fault={faultAt(`${path}.to`)}
          onChange={(event) =>
            onChange({ ...rule, to: event.target.value === '' ? null : event.target.value })
          }
        />
        {effect.kind === 'declared-before' ? (
          <TextField
            type="date"
            label={t('declaredBefore')}
            value={effect.date}
            fault={faultAt(`${path}.effect.date`)}
            onChange={(event) =>
              onChange({ ...rule, effect: { kind: 'declared-before', date: event.target.value } })
            }
          />
        ) : (
          <SelectField
            label={t('clockOf')}
            value={rule.zone}
            onChange={(event) => onChange({ ...rule, zone: zoneSchema.parse(event.target.value) })}
          >
            <option value={HOME}>{t('clockHome')}</option>
            <option value={NEIGHBOUR}>{t('clockThere')}</option>
          </SelectField>
        )}
      </div>
      {effect.kind === 'declared-before' ? null : (
        <div className="space-y-3">
          {effect.windows.map((window, at) => (
            <StretchFields
              // Hours have no identity but their place in the list.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={at}
              stretch={window}
              path={`${path}.effect.windows.${at}`}
              faultAt={faultAt}
              onChange={(next) =>
                onChange(
                  { ...rule, effect: { ...effect, windows: effect.windows.with(at, next) } },
                  `${path}.${at}`,
                )
              }
              onRemove={() =>
                onChange({ ...rule, effect: { ...effect, windows: effect.windows.toSpliced(at, 1) } })
              }
            />
          ))}
          {faultAt(`${path}.effect.windows`) === null ? null : (
            <p className="font-semibold text-fault">{faultAt(`${path}.effect.windows`)}</p>
          )}
          <p className="text-sm text-muted">{t('hoursHint')}</p>
          <Button
            tone="outline"
            onClick={() =>
              onChange({
                ...rule,
                effect: { ...effect, windows: [...effect.windows, { from: '07:00', to: '20:00' }] },
              })
            }
          >
            {t('addHours')}
          </Button>
        </div>
      )}
      <div className="space-y-2">
        <Ticks
          legend={t('direction')}
          options={DIRECTIONS}
          ticked={rule.directions}
          word={directionWord}
          onChange={(directions) => onChange({ ...rule, directions })}
        />
        {gate.routes.length > 1 ? (
          <Ticks
            legend={t('route')}
            options={gate.routes}
            ticked={rule.routes}
            word={(route) => route}
            onChange={(routes) => onChange({ ...rule, routes })}
          />
        ) : null}
        {effect.kind === 'declared-before' ? null : (
          <Ticks
            legend={t('goods')}
            options={GOODS_CLASSES}
            ticked={rule.classes}
            word={goods}
            onChange={(classes) => onChange({ ...rule, classes })}
          />
        )}
        <p className="text-sm text-muted">{t('noneTicked')}</p>
      </div>
      <TextField
        label={t('grounds')}
        hint={t('groundsHint')}
        value={rule.source}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => onChange({ ...rule, source: event.target.value }, `${path}.source`)}
      />
    </div>
  );
}
