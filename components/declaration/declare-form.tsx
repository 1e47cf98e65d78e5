'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { v7 as uuidv7 } from 'uuid';
import { checkSubmission } from '@/domain/declaration/check-submission';
import type { FieldFault, Submission, SubmissionField } from '@/domain/declaration/submission';
import { useDraft } from '@/offline/react/use-draft';
import { useTimeText } from '../app/time-text';
import { goToHash, useHash } from '../app/use-hash';
import { useMe } from '../app/use-me';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { StepsBar } from '../ui/steps-bar';
import { CheckStep } from './check-step';
import { IssuedPass } from './issued-pass';
import { useRecentVehicles } from './recent-vehicles';
import { StepBody } from './step-body';
import {
  carriedOver,
  emptySubmission,
  type FormDraft,
  faultsOfStep,
  fieldId,
  parseFormDraft,
  STEPS,
  stepOf,
} from './steps';
import { useFaultText } from './use-fault-text';
import { useSend } from './use-send';

export const DRAFT_KEY = 'declaration';
const CHECK = STEPS.length;

const hashOf = (step: number) => (step === CHECK ? 'new-check' : `new-${step + 1}`);
function stepOfHash(hash: string): number {
  if (hash === 'new-check') return CHECK;
  const wanted = Number(/^new-(\d+)$/.exec(hash)?.[1] ?? 1) - 1;
  return Math.min(Math.max(0, wanted), CHECK - 1);
}

const freshDraft = (submission: Submission): FormDraft => ({ submission, clientKey: uuidv7(), reached: 0 });

/** One declaration, one question at a time; every keystroke is kept on this phone. */
export function DeclareForm() {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  const faultText = useFaultText();
  const { clock } = useTimeText();
  const draft = useDraft<FormDraft>(DRAFT_KEY, parseFormDraft);
  const me = useMe();
  const { recent, remember } = useRecentVehicles();
  const { state, send, reset } = useSend();
  const hash = useHash();
  const asked = stepOfHash(hash);
  const [shownFaults, setShownFaults] = useState<readonly FieldFault[]>([]);
  const [toCheck, setToCheck] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const firm = me.data?.kind === 'person' ? me.data.firm : null;
  const current = useMemo<FormDraft>(() => {
    if (draft.value !== null) return draft.value;
    const start = emptySubmission();
    return freshDraft({
      ...start,
      firmName: firm?.name ?? '',
      taxCode: firm?.taxCode ?? '',
      weightUnit: 'kg',
    });
  }, [draft.value, firm]);
  // A link to a later question does not skip what was never asked.
  const step = Math.min(asked, current.reached);

  useEffect(() => {
    scrollTo(0, 0);
    const first = STEPS[step]?.fields[0];
    const field = first === 'plate' ? document.getElementById(fieldId(first)) : null;
    (field ?? form.current)?.focus({ preventScroll: true });
  }, [step]);

  const sent = useRef<Submission | null>(null);
  const { discard } = draft;
  useEffect(() => {
    if (state.kind !== 'issued' || sent.current !== null) return;
    sent.current = current.submission;
    remember(state.pass.plate);
    // What was sent is at the centre: this phone need not keep a driver's data.
    discard();
  }, [state, current, discard, remember]);

  if (draft.kind === 'reading') return <Awaiting>{t('openingDraft')}</Awaiting>;
  if (state.kind === 'issued') {
    return (
      <IssuedPass
        pass={state.pass}
        onAnother={() => {
          draft.set(freshDraft(carriedOver(sent.current ?? emptySubmission())));
          sent.current = null;
          reset();
          setToCheck(false);
          goToHash(hashOf(0), 'replace');
        }}
      />
    );
  }

  const answer = (field: SubmissionField, value: string) => {
    // A route belongs to its gate.
    const route = field === 'gate' && value !== current.submission.gate ? { route: '' } : {};
    draft.set({ ...current, submission: { ...current.submission, ...route, [field]: value } });
    setShownFaults((faults) => faults.filter((fault) => fault.field !== field));
    if (state.kind === 'faults') reset();
  };
  const goTo = (next: number) => {
    setShownFaults([]);
    draft.set({ ...current, reached: Math.max(current.reached, next) });
    goToHash(hashOf(next));
  };
  const onward = () => {
    const faults = faultsOfStep(checkSubmission(current.submission).faults, step);
    setShownFaults(faults);
    if (faults.length > 0) return;
    goTo(toCheck ? CHECK : step + 1);
  };
  const change = (field: SubmissionField) => {
    setToCheck(true);
    goToHash(hashOf(stepOf(field)));
  };

  return (
    <form
      ref={form}
      tabIndex={-1}
      noValidate
      className="flex grow flex-col outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        if (step === CHECK) send({ submission: current.submission, clientKey: current.clientKey });
        else onward();
      }}
    >
      <div className="mb-6 flex items-center gap-4">
        <button
          type="button"
          aria-label={app('back')}
          onClick={() => (step === 0 ? goToHash('') : history.back())}
          className="-ml-3 inline-flex min-h-12 min-w-12 items-center justify-center rounded-lg"
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6">
            <path
              d="M15 4 7 12l8 8"
              fill="none"
              stroke="currentColor"
              strokeWidth="2.5"
              strokeLinecap="round"
            />
          </svg>
        </button>
        <StepsBar
          step={Math.min(step + 1, CHECK)}
          of={CHECK}
          label={t('progress', { step: Math.min(step + 1, CHECK), of: CHECK })}
        />
      </div>
      {step === CHECK ? (
        <CheckStep
          submission={current.submission}
          state={state}
          signedIn={me.data?.kind === 'person' ? 'yes' : me.data?.kind === 'anonymous' ? 'no' : 'unknown'}
          onChange={change}
        />
      ) : (
        <>
          {shownFaults.length > 0 ? (
            <div className="mb-6">
              <ErrorSummary
                title={t('summaryTitle')}
                items={shownFaults.map((fault) => ({
                  fieldId: fieldId(fault.field),
                  text: faultText(fault),
                }))}
              />
            </div>
          ) : null}
          <StepBody
            step={STEPS[step]?.id ?? 'trip'}
            answers={{ submission: current.submission, faults: shownFaults, answer }}
            recent={recent}
          />
          <div className="mt-auto pt-10">
            <Button type="submit" size="large" wide>
              {toCheck ? t('backToCheck') : t('continue')}
            </Button>
          </div>
        </>
      )}
      <p role="status" className="mt-3 min-h-6 text-center text-sm text-muted">
        {draft.savedAt === null ? null : t('saved', { at: clock(draft.savedAt) })}
      </p>
    </form>
  );
}
