'use client';
import { useId } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { changeStep, moveStep, removeStep } from '@/domain/process/edit-process';
import type { Process, Step } from '@/domain/process/process';
import { isUnnamed } from '@/domain/process/validate-process';
import { AGENCIES, STAGES } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { PickField } from '../ui/pick-field';

type Change = (edit: (process: Process) => Process) => void;

const LANGUAGES = ['vi', 'en', 'zh'] as const;
const MARKS = ['usesPass', 'release', 'grantsEligibility', 'optional', 'assumed'] as const;

function Ticks<T extends string>({
  legend,
  hint,
  options,
  ticked,
  onTick,
}: {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly ticked: readonly T[];
  readonly onTick: (value: T, on: boolean) => void;
}) {
  const id = useId();
  return (
    <fieldset aria-describedby={hint ? id : undefined}>
      <legend className="font-semibold">{legend}</legend>
      {hint ? (
        <p id={id} className="text-muted">
          {hint}
        </p>
      ) : null}
      <div className="mt-1 grid gap-x-6 sm:grid-cols-2">
        {options.map((option) => (
          <label key={option.value} className="flex min-h-12 cursor-pointer items-center gap-3 py-1">
            <input
              type="checkbox"
              checked={ticked.includes(option.value)}
              onChange={(event) => onTick(option.value, event.target.checked)}
              className="size-6 shrink-0 accent-link"
            />
            <span>
              <span className="block leading-snug">{option.label}</span>
              {option.hint ? <span className="block text-sm text-muted">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const toggled = <T,>(list: readonly T[], value: T, on: boolean): T[] =>
  on ? [...list.filter((each) => each !== value), value] : list.filter((each) => each !== value);

/** Everything that can be said of one step. `disabled` for who may only look. */
export function StepForm({
  process,
  step,
  disabled,
  onChange,
  onRemoved,
}: {
  readonly process: Process;
  readonly step: Step;
  readonly disabled: boolean;
  readonly onChange: Change;
  readonly onRemoved: () => void;
}) {
  const t = useTranslations('process');
  const agency = useTranslations('agency');
  const stage = useTranslations('stage');
  const locale = useLocale();
  const set = (change: Partial<Omit<Step, 'id'>>) =>
    onChange((document) => changeStep(document, step.id, change));
  const others = process.steps.filter(({ id }) => id !== step.id);
  const place = process.steps.findIndex(({ id }) => id === step.id);
  return (
    <fieldset disabled={disabled} className="space-y-6">
      <legend className="mb-3 text-2xl font-bold">{step.name[locale] || t('unnamed')}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        {LANGUAGES.map((language) => (
          <TextField
            key={language}
            label={t(`nameIn.${language}`)}
            lang={language}
            value={step.name[language]}
            maxLength={120}
            autoComplete="off"
            fault={isUnnamed(step.name[language]) ? t('nameMissing') : null}
            onChange={(event) => set({ name: { ...step.name, [language]: event.target.value } })}
          />
        ))}
      </div>
      <Ticks
        legend={t('agencies')}
        hint={t('agenciesHint')}
        options={AGENCIES.map((value) => ({ value, label: agency(value) }))}
        ticked={step.agencies}
        onTick={(value, on) => set({ agencies: toggled(step.agencies, value, on) })}
      />
      <Ticks
        legend={t('after')}
        hint={t('afterHint')}
        options={others.map(({ id, name }) => ({ value: id, label: name[locale] || id }))}
        ticked={step.after}
        onTick={(value, on) => set({ after: toggled(step.after, value, on) })}
      />
      <PickField
        label={t('stage')}
        hint={t('stageHint')}
        value={step.stage}
        options={STAGES}
        nameOf={stage}
        onPick={(picked) => set({ stage: picked })}
      />
      <Ticks
        legend={t('marks')}
        options={MARKS.map((value) => ({ value, label: t(`mark.${value}`), hint: t(`markHint.${value}`) }))}
        ticked={MARKS.filter((mark) => step[mark])}
        onTick={(value, on) => set({ [value]: on })}
      />
      {disabled ? null : (
        <div className="flex flex-wrap gap-3 border-t border-rule pt-5">
          <Button
            tone="outline"
            disabled={place <= 0}
            onClick={() => onChange((document) => moveStep(document, step.id, -1))}
          >
            {t('earlier')}
          </Button>
          <Button
            tone="outline"
            disabled={place >= process.steps.length - 1}
            onClick={() => onChange((document) => moveStep(document, step.id, 1))}
          >
            {t('later')}
          </Button>
          <Button
            tone="danger"
            disabled={process.steps.length === 1}
            onClick={() => {
              onChange((document) => removeStep(document, step.id));
              onRemoved();
            }}
          >
            {t('removeStep')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
