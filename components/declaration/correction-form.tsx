'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import { ErrorNotice } from '../app/error-notice';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { AnswerField } from './answer-field';
import { CheckAnswers } from './check-answers';
import { fieldId } from './steps';
import { useFaultText } from './use-fault-text';

/** What a declaration was kept back with, and how it is sent again. `send` answers the faults that the centre found. */
export type Correction = {
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  readonly send: (submission: Submission) => Promise<readonly FieldFault[]>;
};

/** Only the faulty fields are asked (rule 13); the rest stands below as it was, changeable line by line. */
export function CorrectionForm({
  title,
  correction,
  children,
}: {
  readonly title: string;
  readonly correction: Correction;
  /** Below the button: what else can be done with it. */
  readonly children?: ReactNode;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const [submission, setSubmission] = useState<Submission>(correction.submission);
  const [open, setOpen] = useState(() => correction.faults.map(({ field }) => field));
  const [faults, setFaults] = useState<readonly FieldFault[]>(correction.faults);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const show = (found: readonly FieldFault[]) => {
    setFaults(found);
    setOpen((fields) => [...new Set([...fields, ...found.map(({ field }) => field)])]);
  };
  async function send() {
    setSending(true);
    setError(null);
    try {
      show(await correction.send(submission));
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(false);
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = checkSubmission(submission).faults;
        show(found);
        if (found.length === 0 && !isSending) send().catch(() => undefined);
      }}
    >
      <h1 className="text-3xl leading-tight font-bold">{title}</h1>
      <div className="my-5 space-y-4">
        <ErrorSummary
          title={t('summaryTitle')}
          items={faults.map((fault) => ({
            fieldId: fieldId(fault.field),
            text: `${t(`field.${fault.field}`)}: ${faultText(fault)}`,
          }))}
        />
        <ErrorNotice error={error} />
      </div>
      <div className="space-y-6">
        {open.map((field) => (
          <AnswerField
            key={field}
            field={field}
            answers={{
              submission,
              faults,
              answer: (changed, value) => {
                setSubmission((before) => ({ ...before, [changed]: value }));
                setFaults((before) => before.filter((fault) => fault.field !== changed));
              },
            }}
          />
        ))}
      </div>
      <Button type="submit" size="large" wide busy={isSending} className="my-8">
        {isSending ? t('sending') : t('send')}
      </Button>
      {children}
      <CheckAnswers
        submission={submission}
        faults={[]}
        onChange={(field) => {
          setOpen((fields) => (fields.includes(field) ? fields : [...fields, field]));
          requestAnimationFrame(() => document.getElementById(fieldId(field))?.focus());
        }}
      />
    </form>
  );
}
