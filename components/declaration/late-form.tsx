'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldFault } from '@/domain/declaration/submission';
import type { GateId } from '@/domain/shared/identity';
import type { LateField } from '@/domain/sync/declared-details';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { passHref } from '../pass/pass-actions';
import { Button, ButtonLink } from '../ui/button';
import { LoneAnswer } from './lone-answer';

/** One field that was not known when the trip was declared (DE-10); the pass is signed anew where it binds it. */
export function LateForm({
  gateId,
  crossingId,
  field,
}: {
  readonly gateId: GateId;
  readonly crossingId: string;
  readonly field: LateField;
}) {
  const t = useTranslations('declare');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [value, setValue] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [pass, setPass] = useState<string | null>(null);
  const tell = useMutation(
    trpc.declaration.correctField.mutationOptions({
      onSuccess: async (outcome) => {
        if (outcome.kind === 'faults') return setFaults(outcome.faults);
        await queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() });
        if (outcome.reissued && outcome.pass !== null) setPass(outcome.pass.token);
        else goToHash('', 'replace');
      },
    }),
  );
  if (pass !== null)
    return (
      <>
        <h1 className="text-3xl leading-tight font-bold">{t('lateTold')}</h1>
        <p className="mt-2 mb-6 text-lg text-muted">{t('lateNewPass')}</p>
        <ButtonLink href={passHref(pass, '')} size="large" wide>
          {t('openPass')}
        </ButtonLink>
      </>
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (tell.isPending) return;
        if (value.trim() === '') setFaults([{ field, code: 'ID-EMPTY', detail: {} }]);
        else tell.mutate({ gateId, crossingId, field, to: value.replace('T', ' '), reason: t('lateReason') });
      }}
    >
      <h1 className="mb-6 text-3xl leading-tight font-bold">{t('tellNow')}</h1>
      {tell.error ? (
        <div className="mb-4">
          <ErrorNotice error={tell.error} />
        </div>
      ) : null}
      <LoneAnswer
        field={field}
        value={value}
        faults={faults}
        onChange={(text) => {
          setValue(text);
          setFaults([]);
        }}
      />
      <Button type="submit" size="large" wide busy={tell.isPending} className="mt-8">
        {t('tell')}
      </Button>
    </form>
  );
}
