'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { Submission, SubmissionField } from '@/domain/declaration/submission';
import { errorCodeOf, useErrorText } from '../app/error-text';
import { Button, ButtonLink } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { Notice } from '../ui/notice';
import { CheckAnswers } from './check-answers';
import { fieldId } from './steps';
import { useFaultText } from './use-fault-text';
import type { Sending } from './use-send';

const SIGN_IN = `/sign-in?next=${encodeURIComponent('/declare#new-check')}`;

function SignInFirst() {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  return (
    <Notice>
      <p>{t('signInFirst')}</p>
      <p className="mt-3">
        <ButtonLink href={SIGN_IN}>{app('signIn')}</ButtonLink>
      </p>
    </Notice>
  );
}

/** Check your answers, then send. The centre's faults stand here beside the phone's own, linked to their fields. */
export function CheckStep({
  submission,
  state,
  signedIn,
  onChange,
}: {
  readonly submission: Submission;
  readonly state: Sending;
  readonly signedIn: 'yes' | 'no' | 'unknown';
  readonly onChange: (field: SubmissionField) => void;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const errorText = useErrorText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const faults = state.kind === 'faults' ? state.faults : checkSubmission(submission).faults;
  const sending = state.kind === 'sending';
  const needsSignIn =
    signedIn === 'no' || (state.kind === 'failed' && errorCodeOf(state.error) === 'AP-SIGN');
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="text-3xl leading-tight font-bold outline-none">
        {t('checkTitle')}
      </h1>
      <div className="my-5 space-y-4 empty:my-2">
        {faults.length > 0 ? (
          <ErrorSummary
            title={t('summaryTitle')}
            items={faults.map((fault) => ({
              fieldId: fieldId(fault.field),
              text: `${t(`field.${fault.field}`)}: ${faultText(fault)}`,
            }))}
            onPick={(id) => {
              const fault = faults.find((each) => fieldId(each.field) === id);
              if (fault) onChange(fault.field);
            }}
          />
        ) : null}
        {state.kind === 'failed' && !needsSignIn ? (
          <Notice tone="fault" role="alert">
            {errorText(state.error)}
          </Notice>
        ) : null}
        {state.kind === 'waiting' ? <Notice role="status">{t('willSend')}</Notice> : null}
      </div>
      <CheckAnswers submission={submission} faults={faults} onChange={onChange} />
      <div className="mt-8 space-y-4">
        {needsSignIn ? (
          <SignInFirst />
        ) : (
          <Button type="submit" size="large" wide busy={sending || faults.length > 0}>
            {sending ? t('sending') : t('send')}
          </Button>
        )}
      </div>
    </>
  );
}
