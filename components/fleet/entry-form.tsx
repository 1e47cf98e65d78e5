'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FleetFault, Typed } from '@/domain/fleet/entry';
import { ErrorNotice } from '../app/error-notice';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { TextField } from '../ui/field';
import { useFleetFault } from './use-fleet-fault';

export type Box<F extends string> = {
  readonly field: F;
  readonly label: string;
  readonly hint?: string;
  readonly code?: boolean;
  readonly type?: 'date' | 'tel' | 'text';
  readonly inputMode?: 'numeric' | 'decimal';
};

/** What a form of an entry needs: its fields, its rule, and how it is sent. */
export type EntryFormProps<F extends string> = {
  readonly title: string;
  readonly start: Typed<F>;
  readonly check: (typed: Typed<F>) => readonly FleetFault<F>[];
  /** Answers the faults that the centre found. */
  readonly send: (typed: Typed<F>) => Promise<readonly FleetFault<F>[]>;
  readonly onClose: () => void;
  readonly boxes: readonly Box<NoInfer<F>>[];
  /** What the choices are called. */
  readonly chosen?: Partial<Record<NoInfer<F>, string>>;
  /** Above the boxes: what is chosen rather than typed. */
  readonly choices?: (form: EntryFormState<F>) => ReactNode;
};
export type EntryFormState<F extends string> = {
  readonly typed: Typed<F>;
  readonly answer: (field: F, value: string) => void;
  readonly faultOf: (field: F) => string | null;
};

const idOf = (field: string) => `fleet-${field}`;

/** One entry, typed: faults at their fields, nothing lost when the centre finds one or is not reached. */
export function EntryForm<F extends string>({
  title,
  start,
  check,
  send,
  onClose,
  boxes,
  chosen,
  choices,
}: EntryFormProps<F>) {
  const t = useTranslations('fleet');
  const app = useTranslations('app');
  const declare = useTranslations('declare');
  const faultText = useFleetFault();
  const [typed, setTyped] = useState(start);
  const [faults, setFaults] = useState<readonly FleetFault<F>[]>([]);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const answer = (field: F, value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    setFaults((before) => before.filter((fault) => fault.field !== field));
  };
  const faultOf = (field: F) => {
    const fault = faults.find((each) => each.field === field);
    return fault === undefined ? null : faultText(fault);
  };
  const labelOf = (field: F) => boxes.find((box) => box.field === field)?.label ?? chosen?.[field] ?? '';
  async function submit() {
    const own = check(typed);
    setFaults(own);
    if (own.length > 0 || isSending) return;
    setSending(true);
    setError(null);
    try {
      const found = await send(typed);
      setFaults(found);
      if (found.length === 0) onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(false);
    }
  }
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit().catch(() => undefined);
      }}
    >
      <h1 className="text-3xl leading-tight font-bold">{title}</h1>
      <ErrorSummary
        title={declare('summaryTitle')}
        items={faults.map((fault) => ({
          fieldId: idOf(fault.field),
          text: `${labelOf(fault.field)}: ${faultText(fault)}`,
        }))}
      />
      <ErrorNotice error={error} />
      {choices?.({ typed, answer, faultOf })}
      {boxes.map(({ field, code, ...box }) => (
        <TextField
          {...box}
          {...(code ? { code, autoCapitalize: 'characters', spellCheck: false } : {})}
          key={field}
          id={idOf(field)}
          autoComplete="off"
          fault={faultOf(field)}
          value={typed[field]}
          onChange={(event) => answer(field, event.target.value)}
        />
      ))}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large" busy={isSending}>
          {t('save')}
        </Button>
        <Button tone="text" size="large" onClick={onClose}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}

export const fleetFieldId = idOf;
