'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../app/trpc';
import { useMe } from '../app/use-me';
import { IntakeSection } from '../intake/intake-section';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { AnswerText } from './answer-text';
import { DraftList } from './draft-list';
import { hashOfDraft, stepHash } from './form-view';
import { MyDeclarations } from './my-declarations';
import { QuestionList } from './question-list';
import { useFirmDraft } from './use-firm-draft';

/** Begin, go on, or look after what was declared. */
export function DeclareHome() {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  const help = useTranslations('help');
  const fleet = useTranslations('fleet');
  const me = useMe();
  const kept = useFirmDraft();
  const begun = kept.value !== null && kept.value.reached > 0 ? kept.value : null;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const discard = useMutation(
    trpc.declaration.discardDraft.mutationOptions({
      retry: false,
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.declaration.drafts.queryKey() }),
    }),
  );
  // FM-2: of a firm, but not one who declares.
  const isLooking = me.data?.kind === 'person' && ['dispatcher', 'viewer'].includes(me.data.role);
  return (
    <>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('homeTitle')}</h1>
      <p className="mt-2 text-lg text-muted">{t('homeText')}</p>
      <p>
        <a href="#help" className="inline-flex min-h-12 items-center text-link underline underline-offset-4">
          {help('open')}
        </a>
      </p>
      {isLooking ? (
        <div className="mt-6">
          <Notice tone="plain">{t('mayNotDeclare')}</Notice>
        </div>
      ) : (
        <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
          <ButtonLink href={`#${begun ? hashOfDraft(begun) : stepHash(0)}`} size="large">
            {begun ? t('goOn') : t('begin')}
          </ButtonLink>
          {begun ? (
            <p className="flex flex-wrap items-center gap-3">
              <AnswerText field="plate" submission={begun.submission} />
              <button
                type="button"
                onClick={() => {
                  kept.discard();
                  // The centre's copy of it, if there is one.
                  discard.mutate({ draftId: begun.clientKey });
                }}
                className="min-h-11 text-muted underline underline-offset-4 hover:text-ink"
              >
                {t('startOver')}
              </button>
            </p>
          ) : null}
        </div>
      )}
      {me.data?.kind === 'person' ? (
        <>
          <QuestionList mayAnswer={me.data.role !== 'viewer'} />
          <DraftList own={begun?.clientKey ?? null} mayDeclare={!isLooking} />
          <IntakeSection />
          <section aria-labelledby="mine-title" className="mt-10">
            <h2 id="mine-title" className="mb-3 text-xl font-bold">
              {t('mineTitle')}
            </h2>
            <MyDeclarations mayDeclare={!isLooking} />
            <p className="mt-3 flex flex-wrap gap-x-6">
              <a
                href="#fleet"
                className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
              >
                {fleet('door')}
              </a>
              <a
                href="#figures"
                className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
              >
                {t('figures')}
              </a>
            </p>
          </section>
        </>
      ) : null}
      {me.data?.kind === 'anonymous' ? (
        <div className="mt-10">
          <Notice tone="plain">
            <p>{t('signInToSee')}</p>
            <p className="mt-2">
              <ButtonLink href="/sign-in?next=%2Fdeclare" tone="outline">
                {app('signIn')}
              </ButtonLink>
            </p>
          </Notice>
        </div>
      ) : null}
    </>
  );
}
