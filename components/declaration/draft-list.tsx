'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { DraftView } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Hairlines } from '../ui/hairlines';
import { AnswerText } from './answer-text';
import { useTakeUp } from './take-up';
import { TakeUpError } from './take-up-error';
import { useFaultText } from './use-fault-text';

type Drafts = readonly DraftView[];

/** Rows of a spreadsheet that were kept back, each with what is wrong; corrected field by field (rule 13). */
export function DraftList({
  own,
  mayDeclare,
}: {
  /** The draft that lies on this phone anyway. */
  readonly own: string | null;
  readonly mayDeclare: boolean;
}) {
  const trpc = useTRPC();
  const query = useQuery(trpc.declaration.drafts.queryOptions());
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return null;
  const begun = query.data.filter(({ form, draftId }) => form !== null && draftId !== own);
  const faulty = query.data.filter(({ form }) => form === null);
  return (
    <>
      <BegunDrafts drafts={begun} mayDeclare={mayDeclare} />
      {faulty.length === 0 ? null : <FaultyDrafts drafts={faulty} />}
    </>
  );
}

/** Forms that were begun and not sent, on whatever device (DE-9). */
function BegunDrafts({ drafts, mayDeclare }: { readonly drafts: Drafts; readonly mayDeclare: boolean }) {
  const t = useTranslations('declare');
  const { moment } = useTimeText();
  const now = useNow(60_000);
  const { goOn, busy, error } = useTakeUp();
  if (drafts.length === 0 || now === null) return null;
  return (
    <section aria-labelledby="begun-title" className="mt-10">
      <h2 id="begun-title" className="mb-3 text-xl font-bold">
        {t('begunTitle')}
      </h2>
      <TakeUpError error={error} />
      <Hairlines>
        {drafts.map((draft) => (
          <li key={draft.draftId} className="flex flex-wrap items-center gap-x-6 gap-y-1 py-3">
            <AnswerText field="plate" submission={draft.submission} />
            <span className="grow text-muted">{t('begunAt', { at: moment(draft.savedAt, now) })}</span>
            {mayDeclare ? (
              <button
                type="button"
                aria-disabled={busy !== null}
                onClick={() => goOn(draft)}
                className="inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4"
              >
                {t('goOn')}
              </button>
            ) : null}
          </li>
        ))}
      </Hairlines>
    </section>
  );
}

function FaultyDrafts({ drafts }: { readonly drafts: Drafts }) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  return (
    <section aria-labelledby="drafts-title" className="mt-10">
      <h2 id="drafts-title" className="mb-3 text-xl font-bold">
        {t('draftsTitle', { count: drafts.length })}
      </h2>
      <Hairlines>
        {drafts.map((draft) => (
          <li
            key={draft.draftId}
            className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[1fr_auto] sm:items-center"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-3">
                <AnswerText field="plate" submission={draft.submission} />
                <span className="text-muted">
                  {draft.row === null ? t('fromForm') : t('fromSheet', { row: draft.row })}
                </span>
              </p>
              <ul className="mt-2">
                {draft.faults.map((fault) => (
                  <li key={fault.field} className="text-fault">
                    {`${t(`field.${fault.field}`)}: ${faultText(fault)}`}
                  </li>
                ))}
              </ul>
            </div>
            <a
              href={`#draft-${draft.draftId}`}
              className="inline-flex min-h-12 items-center font-semibold text-link underline underline-offset-4"
            >
              {t('correct')}
            </a>
          </li>
        ))}
      </Hairlines>
    </section>
  );
}
