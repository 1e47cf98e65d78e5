'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { HOME_ZONE } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import type { ContinuityState, JudgedLine } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { useTyped } from '../app/use-typed';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { PaperLine } from './paper-line';
import { keepLines, keptLines, type LineFault, type LineForm, readLine, type TypedLine } from './typed-lines';

type Stretch = ContinuityState['stretches'][number];

const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: HOME_ZONE, dateStyle: 'short' }).format(at);

/** Types the sheets in: add lines, hold them against the log, enter those that stand. Nothing is merged (CO-4). */
export function PaperEntry({
  gateId,
  stretch,
  steps,
  onEntered,
}: {
  readonly gateId: GateId;
  readonly stretch: Stretch;
  readonly steps: ContinuityState['steps'];
  readonly onEntered: () => void;
}) {
  const t = useTranslations('continuity');
  const trpc = useTRPC();
  const [lines, setLines] = useState<readonly TypedLine[]>([]);
  const [judged, setJudged] = useState<ReadonlyMap<string, JudgedLine>>(new Map());
  const [enteredCount, setEnteredCount] = useState(0);
  useEffect(() => setLines(keptLines(localStorage, stretch.id)), [stretch.id]);
  const change = (next: readonly TypedLine[]) => {
    setLines(next);
    keepLines(localStorage, stretch.id, next);
  };
  const enter = useMutation(trpc.continuity.enter.mutationOptions());
  const send = (dryRun: boolean) =>
    enter.mutate(
      { gateId, continuity: stretch.id, dryRun, lines: lines.map(({ key: _, ...line }) => line) },
      {
        onSuccess: (answers) => {
          const byKey = new Map(
            lines.flatMap(({ key }, at) => {
              const answer = answers[at];
              return answer === undefined ? [] : [[key, answer] as const];
            }),
          );
          setJudged(byKey);
          if (dryRun) return;
          const done = answers.filter(({ entered }) => entered).length;
          change(lines.filter(({ key }) => byKey.get(key)?.entered !== true));
          setEnteredCount(done);
          if (done > 0) onEntered();
        },
      },
    );
  const add = (line: TypedLine) => {
    change([...lines, line]);
    setEnteredCount(0);
  };
  const ready = lines.filter((line) => {
    const outcome = judged.get(line.key)?.outcome;
    if (outcome === undefined || outcome.kind === 'fault') return false;
    return outcome.kind !== 'differs' || line.reason !== null;
  }).length;
  return (
    <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[22rem_1fr]">
      <LineEntryForm stretch={stretch} steps={steps} onAdd={add} />
      <div>
        <ErrorNotice error={enter.error} />
        {enteredCount > 0 ? <Notice role="status">{t('enteredNow', { count: enteredCount })}</Notice> : null}
        {lines.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">{t('noLines')}</p>
        ) : (
          <>
            <ol className="divide-y divide-rule border-y border-rule">
              {lines.map((line) => (
                <PaperLine
                  key={line.key}
                  line={line}
                  judged={judged.get(line.key) ?? null}
                  steps={steps}
                  onReason={(reason) =>
                    change(lines.map((one) => (one.key === line.key ? { ...one, reason } : one)))
                  }
                  onRemove={() => change(lines.filter(({ key }) => key !== line.key))}
                />
              ))}
            </ol>
            <div className="mt-5 flex flex-wrap gap-3">
              <Button tone="outline" busy={enter.isPending} onClick={() => send(true)}>
                {t('check')}
              </Button>
              <Button busy={enter.isPending} disabled={ready === 0} onClick={() => send(false)}>
                {t('enter', { count: ready })}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function LineEntryForm({
  stretch,
  steps,
  onAdd,
}: {
  readonly stretch: Stretch;
  readonly steps: ContinuityState['steps'];
  readonly onAdd: (line: TypedLine) => void;
}) {
  const t = useTranslations('continuity');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const { typed, setTyped, change, faults, setFaults } = useTyped<LineForm, LineFault>({
    serial: '',
    plate: '',
    step: '',
    agency: '',
    day: dayOf(stretch.declaredAt),
    time: '',
  });
  const fault = (name: LineFault) => (faults.includes(name) ? t(`lineFault.${name}`) : null);
  const agencies = steps.find(({ id }) => id === typed.step)?.agencies ?? [];
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readLine(typed, crypto.randomUUID());
        if (read.kind === 'faults') return setFaults(read.faults);
        onAdd(read.line);
        // The next line of the same sheet: number and plate stay.
        return setTyped((before) => ({ ...before, step: '', agency: '', time: '' }));
      }}
    >
      <TextField
        label={t('line.serial')}
        fault={fault('serial')}
        code
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        value={typed.serial}
        onChange={(event) => change({ serial: event.target.value })}
      />
      <TextField
        label={t('line.plate')}
        fault={fault('plate')}
        code
        autoCapitalize="characters"
        autoComplete="off"
        maxLength={40}
        value={typed.plate}
        onChange={(event) => change({ plate: event.target.value })}
      />
      <SelectField
        label={t('line.step')}
        fault={fault('step')}
        value={typed.step}
        onChange={(event) => {
          const chosen = steps.find(({ id }) => id === event.target.value);
          const [only, ...more] = chosen?.agencies ?? [];
          change({ step: event.target.value, agency: only !== undefined && more.length === 0 ? only : '' });
        }}
      >
        <option value="">{t('choose')}</option>
        {steps.map((step, at) => (
          <option key={step.id} value={step.id}>
            {`${at + 1} · ${step.name[locale]}`}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('line.agency')}
        fault={fault('agency')}
        value={typed.agency}
        disabled={typed.step === ''}
        onChange={(event) => change({ agency: event.target.value })}
      >
        <option value="">{t('choose')}</option>
        {agencies.map((agency) => (
          <option key={agency} value={agency}>
            {agencyName(agency)}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label={t('line.day')}
          type="date"
          value={typed.day}
          onChange={(event) => change({ day: event.target.value })}
        />
        <TextField
          label={t('line.time')}
          fault={fault('time')}
          type="time"
          value={typed.time}
          onChange={(event) => change({ time: event.target.value })}
        />
      </div>
      <Button type="submit" tone="outline">
        {t('add')}
      </Button>
    </form>
  );
}
