'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { v7 as uuidv7 } from 'uuid';
import type { FieldFault, Submission, SubmissionField } from '@/domain/declaration/submission';
import { allFaults, checkWhole, type Extras } from '@/domain/declaration/whole';
import { goToHash } from '../app/use-hash';
import { useMe } from '../app/use-me';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { CheckStep } from './check-step';
import { DraftNews } from './draft-news';
import { FormHead, SavedLine } from './form-head';
import { CHECK_HASH, FRESH_HASH, stepHash, useFormView, vehicleHash } from './form-view';
import { FreshStep } from './fresh-step';
import { IssuedPass } from './issued-pass';
import { withAnother, without } from './list-answers';
import { holdsMore } from './put-aside';
import { useRecentVehicles } from './recent-vehicles';
import { StepBody } from './step-body';
import {
  carriedOver,
  emptySubmission,
  type FormDraft,
  faultId,
  faultsOfStep,
  fieldId,
  freshDraft,
  freshFields,
  remainder,
  stepOf,
  stepsOf,
} from './steps';
import { useDraftSync } from './use-draft-sync';
import { useFaultText } from './use-fault-text';
import { useFirmDraft } from './use-firm-draft';
import { changeWhile, useSend } from './use-send';
import { VehicleStep } from './vehicle-step';

/** One declaration, one question at a time; every keystroke is kept on this phone, and at the centre once it is heard. */
export function DeclareForm() {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const draft = useFirmDraft();
  const me = useMe();
  const { state, send, reset } = useSend();
  const [shownFaults, setShownFaults] = useState<readonly FieldFault[]>([]);
  /** Where a change link was taken from. */
  const [returnTo, setReturnTo] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const firm = me.data?.kind === 'person' ? me.data.firm : null;
  const { recent, remember } = useRecentVehicles(firm?.id ?? draft.value?.firmId ?? null);
  const current = useMemo<FormDraft>(() => {
    if (draft.value !== null) return { ...draft.value, firmId: draft.value.firmId ?? firm?.id ?? null };
    const start = emptySubmission();
    const own = { firmName: firm?.name ?? '', taxCode: firm?.taxCode ?? '', weightUnit: 'kg' };
    return { ...freshDraft({ ...start, ...own }, uuidv7()), firmId: firm?.id ?? null };
  }, [draft.value, firm]);
  const view = useFormView(current);
  const steps = stepsOf(current.submission);
  const { set, discard } = draft;

  const latest = useRef(current);
  latest.current = current;
  const onSeen = useCallback(
    (clientKey: string, seen: number) => {
      if (latest.current.clientKey === clientKey) set({ ...latest.current, seen });
    },
    [set],
  );
  const mayDeclare = me.data?.kind === 'person' && ['owner', 'declarant'].includes(me.data.role);
  const sync = useDraftSync(draft.value, mayDeclare && state.kind === 'idle', onSeen);

  const place = view.kind === 'step' || view.kind === 'vehicle' ? `${view.kind}-${view.at}` : view.kind;
  const firstField = view.kind === 'step' ? view.step.fields[0] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another screen
  useEffect(() => {
    scrollTo(0, 0);
    const field = firstField === 'plate' ? document.getElementById(fieldId(firstField)) : null;
    (field ?? form.current)?.focus({ preventScroll: true });
  }, [place, firstField]);

  useEffect(() => {
    // Of another firm by now: what waited to be sent was not theirs.
    if (draft.kind === 'reading') reset();
  }, [draft.kind, reset]);

  const sent = useRef<FormDraft | null>(null);
  useEffect(() => {
    if (state.kind !== 'issued' || sent.current !== null) return;
    sent.current = state.of;
    remember(state.pass.plate);
    const left = remainder(state.of, state.pass.kept);
    // What was sent is at the centre: this phone need not keep a driver's data.
    if (left === null) discard();
    else set(left);
  }, [state, discard, set, remember]);

  if (draft.kind === 'reading') return <Awaiting>{t('openingDraft')}</Awaiting>;
  const begin = (next: FormDraft, hash: string) => {
    draft.set(next);
    sent.current = null;
    reset();
    setReturnTo(null);
    goToHash(hash, 'replace');
  };
  if (state.kind === 'issued')
    return (
      <IssuedPass
        pass={state.pass}
        pulls={sent.current?.submission.trailer.trim() !== ''}
        onCorrect={() => begin(current, CHECK_HASH)}
        onAnother={() =>
          begin(freshDraft(carriedOver(sent.current?.submission ?? emptySubmission()), uuidv7()), stepHash(0))
        }
      />
    );

  const mayChange = changeWhile(state.kind) !== 'not-now';
  const change = (part: Partial<FormDraft>) => {
    // What was changed is not what was sent: the person sends it again.
    const isFree = changeWhile(state.kind) === 'free' || reset();
    if (isFree) draft.set({ ...current, ...part });
  };
  const setExtras = (extras: Extras) => {
    setShownFaults((faults) => faults.filter((fault) => fault.within === undefined));
    change({ extras });
  };
  const answerAll = (changes: Partial<Submission>) => {
    // A route belongs to its gate.
    const route = 'gate' in changes && changes.gate !== current.submission.gate ? { route: '' } : {};
    const submission: Submission = { ...current.submission, ...route, ...changes };
    setShownFaults((faults) =>
      faults.filter(({ field, within }) => !(field in changes) || within !== undefined),
    );
    change({ submission });
  };
  const answer = (field: SubmissionField, value: string) => answerAll({ [field]: value });
  const found = () => allFaults(checkWhole(current.submission, current.extras));
  const goTo = (hash: string, reached: number) => {
    setShownFaults([]);
    draft.set({ ...current, reached: Math.max(current.reached, reached) });
    goToHash(hash);
  };
  /** To the next question, once nothing on this one is wrong. */
  const onward = () => {
    if (view.kind === 'check') return send(current);
    const faults =
      view.kind === 'step'
        ? faultsOfStep(found(), view.step)
        : view.kind === 'vehicle'
          ? found().filter(({ within }) => within?.list === 'vehicles' && within.at === view.at)
          : found().filter(
              ({ field, within }) => within === undefined && freshFields(current.submission).includes(field),
            );
    setShownFaults(faults);
    if (faults.length > 0) return;
    const next = view.kind === 'step' ? view.at + 1 : steps.length;
    const isLast = next >= steps.length;
    goTo(returnTo ?? (isLast ? CHECK_HASH : stepHash(next)), returnTo === null ? next : current.reached);
    setReturnTo(null);
  };
  const changeField = ({ field, within }: Pick<FieldFault, 'field' | 'within'>) => {
    setReturnTo(view.kind === 'fresh' ? FRESH_HASH : CHECK_HASH);
    if (within?.list === 'vehicles') return goToHash(vehicleHash(within.at));
    const at =
      within === undefined
        ? stepOf(field, current.submission)
        : steps.findIndex(({ id }) => id === within.list);
    goToHash(stepHash(Math.max(0, at)));
  };
  const own = shownFaults.filter((fault) => fault.within === undefined);
  const answers = { submission: current.submission, faults: own, answer, answerAll };
  const lists = { extras: current.extras, faults: shownFaults, setExtras };
  return (
    <form
      ref={form}
      tabIndex={-1}
      noValidate
      className="flex grow flex-col outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        onward();
      }}
    >
      <FormHead view={view} of={steps.length} />
      <DraftNews
        sync={sync}
        onTake={(content, savedAt) => {
          change({ ...(content.form ?? {}), submission: content.submission, seen: savedAt });
          sync.taken();
        }}
        onDrop={() => {
          draft.discard();
          goToHash('', 'replace');
        }}
        onSendAgain={
          !holdsMore(current) ? undefined : view.kind === 'check' ? null : () => goToHash(CHECK_HASH)
        }
      />
      {view.kind === 'check' ? (
        <CheckStep
          draft={current}
          state={state}
          signedIn={me.data?.kind === 'person' ? 'yes' : me.data?.kind === 'anonymous' ? 'no' : 'unknown'}
          onChange={changeField}
          onAddVehicle={() => {
            if (!mayChange) return;
            setExtras(withAnother(current.extras, 'vehicles'));
            goToHash(vehicleHash(current.extras.vehicles.length));
          }}
          onRemoveVehicle={(at) => setExtras(without(current.extras, 'vehicles', at))}
        />
      ) : (
        <fieldset disabled={!mayChange} className="contents">
          {shownFaults.length > 0 ? (
            <div className="mb-6">
              <ErrorSummary
                title={t('summaryTitle')}
                items={shownFaults.map((fault) => ({ fieldId: faultId(fault), text: faultText(fault) }))}
              />
            </div>
          ) : null}
          {view.kind === 'step' ? (
            <StepBody step={view.step} answers={answers} lists={lists} recent={recent} />
          ) : view.kind === 'vehicle' ? (
            <VehicleStep at={view.at} submission={current.submission} lists={lists} />
          ) : (
            <FreshStep answers={answers} lists={lists} onChange={changeField} />
          )}
          <div className="mt-auto pt-10">
            <Button type="submit" size="large" wide>
              {returnTo !== null || view.kind === 'vehicle' ? t('backToCheck') : t('continue')}
            </Button>
          </div>
        </fieldset>
      )}
      <SavedLine savedAt={draft.savedAt} syncedAt={sync.syncedAt} />
    </form>
  );
}
