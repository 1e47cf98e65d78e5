'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldFault } from '@/domain/declaration/submission';
import { allFaults, checkWhole } from '@/domain/declaration/whole';
import { ErrorNotice } from '../app/error-notice';
import { errorCodeOf } from '../app/error-text';
import { goToHash } from '../app/use-hash';
import { Button, ButtonLink } from '../ui/button';
import { ErrorSummary } from '../ui/error-summary';
import { Notice } from '../ui/notice';
import { CheckAnswers } from './check-answers';
import { CheckLists } from './check-lists';
import { type FormDraft, faultId } from './steps';
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

/** An answer got lost and it was changed since: what the centre has is what was sent first, and it is corrected there. */
function SaidNo({ error }: { readonly error: unknown }) {
  const t = useTranslations('declare');
  if (errorCodeOf(error) !== 'AP-KEY') return <ErrorNotice error={error} />;
  return (
    <Notice role="alert">
      <p>{t('filedAlready')}</p>
      <p className="mt-2">
        <Button tone="outline" onClick={() => goToHash('')}>
          {t('toMine')}
        </Button>
      </p>
    </Notice>
  );
}

/** Check your answers, then send. The centre's faults stand here beside the phone's own, linked to their fields. */
export function CheckStep({
  draft: { submission, extras },
  state,
  signedIn,
  onChange,
  ...vehicles
}: {
  readonly draft: FormDraft;
  readonly state: Sending;
  readonly signedIn: 'yes' | 'no' | 'unknown';
  readonly onChange: (of: Pick<FieldFault, 'field' | 'within'>) => void;
  readonly onAddVehicle: () => void;
  readonly onRemoveVehicle: (at: number) => void;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const checked = checkWhole(submission, extras);
  const faults = state.kind === 'faults' ? state.faults : allFaults(checked);
  const right = checked.vehicles.filter(({ accepted }) => accepted !== null).length;
  // A fault of one vehicle stops no other (DE-4).
  const isStopped = state.kind === 'faults' || checked.faults.length > 0 || right === 0;
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
              fieldId: faultId(fault),
              text: `${t(`field.${fault.field}`)}: ${faultText(fault)}`,
            }))}
            onPick={(id) => {
              const fault = faults.find((each) => faultId(each) === id);
              if (fault) onChange(fault);
            }}
          />
        ) : null}
        {state.kind === 'failed' && !needsSignIn ? <SaidNo error={state.error} /> : null}
        {state.kind === 'waiting' ? <Notice role="status">{t('willSend')}</Notice> : null}
      </div>
      <CheckAnswers
        submission={submission}
        late={extras.late}
        faults={faults}
        onChange={(field) => onChange({ field })}
      />
      <CheckLists extras={extras} faults={faults} onChange={onChange} {...vehicles} />
      <div className="mt-8 space-y-4">
        {needsSignIn ? (
          <SignInFirst />
        ) : (
          <Button type="submit" size="large" wide busy={sending || isStopped}>
            {sending
              ? t('sending')
              : faults.length > 0 && !isStopped
                ? t('sendRight', { count: right })
                : t('send')}
          </Button>
        )}
      </div>
    </>
  );
}
