'use client';
import { useTranslations } from 'use-intl';
import { useDraft } from '@/offline/react/use-draft';
import { useMe } from '../app/use-me';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { AnswerText } from './answer-text';
import { DRAFT_KEY } from './declare-form';
import { DraftList } from './draft-list';
import { MyDeclarations } from './my-declarations';
import { QuestionList } from './question-list';
import { type FormDraft, parseFormDraft, STEPS } from './steps';

/** Begin, go on, or look after what was declared. */
export function DeclareHome() {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  const me = useMe();
  const kept = useDraft<FormDraft>(DRAFT_KEY, parseFormDraft);
  const begun = kept.value !== null && kept.value.reached > 0 ? kept.value : null;
  return (
    <>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('homeTitle')}</h1>
      <p className="mt-2 text-lg text-muted">{t('homeText')}</p>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
        <ButtonLink
          href={
            begun ? `#${begun.reached >= STEPS.length ? 'new-check' : `new-${begun.reached + 1}`}` : '#new-1'
          }
          size="large"
        >
          {begun ? t('goOn') : t('begin')}
        </ButtonLink>
        {begun ? (
          <p className="flex flex-wrap items-center gap-3">
            <AnswerText field="plate" submission={begun.submission} />
            <button
              type="button"
              onClick={kept.discard}
              className="min-h-11 text-muted underline underline-offset-4 hover:text-ink"
            >
              {t('startOver')}
            </button>
          </p>
        ) : null}
      </div>
      {me.data?.kind === 'person' ? (
        <>
          <QuestionList />
          <DraftList />
          <section aria-labelledby="mine-title" className="mt-10">
            <h2 id="mine-title" className="mb-3 text-xl font-bold">
              {t('mineTitle')}
            </h2>
            <MyDeclarations />
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
