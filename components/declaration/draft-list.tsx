'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Hairlines } from '../ui/hairlines';
import { AnswerText } from './answer-text';
import { useFaultText } from './use-fault-text';

/** Rows of a spreadsheet that were kept back, each with what is wrong; corrected field by field (rule 13). */
export function DraftList() {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const trpc = useTRPC();
  const query = useQuery(trpc.declaration.drafts.queryOptions());
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || query.data.length === 0) return null;
  return (
    <section aria-labelledby="drafts-title" className="mt-10">
      <h2 id="drafts-title" className="mb-3 text-xl font-bold">
        {t('draftsTitle', { count: query.data.length })}
      </h2>
      <Hairlines>
        {query.data.map((draft) => (
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
