'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { parseCode } from '@/domain/access/one-time-code';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { CodeField } from '../sign-in/code-field';
import { TroubleNotice } from '../sign-in/trouble-notice';
import { Button } from '../ui/button';
import { useProve } from './use-prove';

/** The second step of registering: the code, then straight in. */
export function ConfirmCode({
  request,
  contact,
  password,
  onBack,
}: {
  readonly request: string;
  readonly contact: string;
  readonly password: string;
  readonly onBack: () => void;
}) {
  const t = useTranslations('register');
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { prove, error, trouble, busy } = useProve();
  const confirm = useMutation(trpc.firm.confirm.mutationOptions());
  const isMissing = isChecked && parseCode(code) === null;
  return (
    <>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('codeTitle')}</h1>
      <p className="mt-2 text-lg text-muted">{t('codeText', { contact })}</p>
      <form
        noValidate
        className="mt-8 space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (parseCode(code) !== null)
            void prove(() => confirm.mutateAsync({ request, code }), { contact, password });
        }}
      >
        <ErrorNotice error={error} />
        <TroubleNotice trouble={trouble} />
        <CodeField code={code} isFaulty={isMissing} onChange={setCode} />
        <Button type="submit" size="large" wide busy={busy}>
          {t('confirm')}
        </Button>
        <Button tone="text" wide onClick={onBack}>
          {t('back')}
        </Button>
      </form>
    </>
  );
}
