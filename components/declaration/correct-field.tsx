'use client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldFault } from '@/domain/declaration/submission';
import type { GateId } from '@/domain/shared/identity';
import type { FieldsToCorrect } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { LoneAnswer } from './lone-answer';
import { useValueText } from './use-value-text';

const SHORTEST = 3;

export type FieldToCorrect = FieldsToCorrect['fields'][number];
/** `pass`: the text of the new one, null where the pass does not bind the field. */
export type Corrected = Pick<FieldToCorrect, 'field'> & { readonly pass: string | null };

/** What stands now, what it should be, and why; the centre's fault is said at its field. */
export function CorrectField({
  of,
  now: { field, value: stands, isBound },
  onCorrected,
  onCancel,
}: {
  readonly of: { readonly gateId: GateId; readonly crossingId: string };
  readonly now: FieldToCorrect;
  readonly onCorrected: (corrected: Corrected) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  const valueText = useValueText();
  const trpc = useTRPC();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const correct = useMutation(
    trpc.declaration.correctField.mutationOptions({
      onSuccess: (outcome) => {
        if (outcome.kind === 'faults') setFaults(outcome.faults);
        else onCorrected({ field, pass: outcome.reissued ? (outcome.pass?.token ?? null) : null });
      },
    }),
  );
  const isReasonShort = reason.trim().length < SHORTEST;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const isEmpty = value.trim() === '';
    setFaults(isEmpty ? [{ field, code: 'ID-EMPTY', detail: {} }] : []);
    if (isEmpty || isReasonShort || correct.isPending) return;
    correct.mutate({ ...of, field, to: value.replace('T', ' '), reason: reason.trim() });
  }
  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ErrorNotice error={correct.error} />
      <p className="flex flex-wrap items-center gap-x-2 text-muted">
        <span>{t('correction.stands')}</span>
        {valueText(field, stands)}
      </p>
      <LoneAnswer
        field={field}
        value={value}
        faults={faults}
        onChange={(text) => {
          setValue(text);
          setFaults([]);
        }}
      />
      <TextField
        label={t('correction.reason')}
        hint={t('correction.reasonHint')}
        fault={isTried && isReasonShort ? t('correction.reasonMissing') : null}
        maxLength={300}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {isBound ? <p className="text-muted">{t('correction.bound')}</p> : null}
      <div className="space-y-3">
        <Button type="submit" size="large" wide busy={correct.isPending}>
          {t('correction.save')}
        </Button>
        <Button tone="text" wide onClick={onCancel}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}
