'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission } from '@/domain/declaration/submission';
import type { DraftView } from '../app/answers';
import { useErrorText } from '../app/error-text';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { Notice } from '../ui/notice';
import { AnswerField } from './answer-field';
import { CheckAnswers } from './check-answers';
import { IssuedPass } from './issued-pass';
import { fieldId } from './steps';
import { useFaultText } from './use-fault-text';
import type { Issued } from './use-send';

/** Only the faulty fields are asked; the rest of the row stands below as it was, changeable line by line. */
function Editor({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [submission, setSubmission] = useState<Submission>(draft.submission);
  const [open, setOpen] = useState(() => draft.faults.map(({ field }) => field));
  const [faults, setFaults] = useState<readonly FieldFault[]>(draft.faults);
  const [issued, setIssued] = useState<Issued | null>(null);
  const correct = useMutation(
    trpc.declaration.correctDraft.mutationOptions({
      onSuccess: (outcome) => {
        queries.invalidateQueries({ queryKey: trpc.declaration.drafts.queryKey() }).catch(() => undefined);
        if (outcome.kind === 'issued') setIssued(outcome);
        else {
          setFaults(outcome.faults);
          setOpen((fields) => [...new Set([...fields, ...outcome.faults.map(({ field }) => field)])]);
        }
      },
    }),
  );
  if (issued) return <IssuedPass pass={issued} onAnother={() => goToHash('')} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = checkSubmission(submission).faults;
        setFaults(found);
        setOpen((fields) => [...new Set([...fields, ...found.map(({ field }) => field)])]);
        if (found.length === 0 && !correct.isPending) correct.mutate({ draftId: draft.draftId, submission });
      }}
    >
      <h1 className="text-3xl leading-tight font-bold">
        {draft.row === null ? t('correctTitle') : t('correctRow', { row: draft.row })}
      </h1>
      <div className="my-5 space-y-4">
        <ErrorSummary
          title={t('summaryTitle')}
          items={faults.map((fault) => ({
            fieldId: fieldId(fault.field),
            text: `${t(`field.${fault.field}`)}: ${faultText(fault)}`,
          }))}
        />
        {correct.error ? (
          <Notice tone="fault" role="alert">
            {errorText(correct.error)}
          </Notice>
        ) : null}
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
      <Button type="submit" size="large" wide busy={correct.isPending} className="my-8">
        {correct.isPending ? t('sending') : t('send')}
      </Button>
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

export function DraftEditor({ draftId }: { readonly draftId: string }) {
  const t = useTranslations('declare');
  const trpc = useTRPC();
  const query = useQuery(trpc.declaration.drafts.queryOptions());
  const [draft, setDraft] = useState<DraftView | null>(null);
  const found = query.data?.find((each) => each.draftId === draftId) ?? null;
  // Held on to: once corrected it leaves the list, and the pass is still to be shown.
  if (draft === null && found !== null) setDraft(found);
  if (draft) return <Editor draft={draft} />;
  if (query.error) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.data) return <p className="text-lg">{t('draftGone')}</p>;
  return <Awaiting>{t('openingDraft')}</Awaiting>;
}
