'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SheetRowView } from '../app/answers';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { CorrectionForm } from '../declaration/correction-form';
import { IssuedPass } from '../declaration/issued-pass';
import type { Issued } from '../declaration/use-send';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';

/** A faulty row, corrected where it stands and filed at once; then the next one is a tap away. */
export function RowEditor({ importId, place }: { readonly importId: string; readonly place: number }) {
  const t = useTranslations('intake');
  const declare = useTranslations('declare');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [row, setRow] = useState<SheetRowView | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const query = useQuery(trpc.intake.open.queryOptions({ importId, state: 'faulty', after: place - 1 }));
  const { mutateAsync } = useMutation(trpc.intake.correctRow.mutationOptions());
  const found = query.data?.rows.find((each) => each.place === place) ?? null;
  // Held on to: once corrected it leaves the list, and the pass is still to be shown.
  if (row === null && found !== null) setRow(found);
  const back = () => goToHash(`sheet-${importId}`);
  if (issued !== null)
    return (
      <>
        <IssuedPass pass={issued} onAnother={() => goToHash('new-1')} />
        <Button size="large" wide className="mt-6" onClick={back}>
          {t('nextRow')}
        </Button>
      </>
    );
  if (row?.submission)
    return (
      <CorrectionForm
        title={declare('correctRow', { row: row.label })}
        correction={{
          submission: row.submission,
          faults: row.faults,
          send: async (submission) => {
            const outcome = await mutateAsync({ importId, place, submission });
            queries.invalidateQueries({ queryKey: trpc.intake.pathKey() }).catch(() => undefined);
            if (outcome.kind === 'faults') return outcome.faults;
            setIssued(outcome);
            return [];
          },
        }}
      >
        <p className="-mt-4 mb-8">
          <Button tone="text" onClick={back}>
            {t('backToSheet')}
          </Button>
        </p>
      </CorrectionForm>
    );
  if (query.error) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.data)
    return (
      <>
        <p className="text-lg">{t('rowGone')}</p>
        <Button tone="outline" className="mt-4 self-start" onClick={back}>
          {t('backToSheet')}
        </Button>
      </>
    );
  return <Awaiting>{t('opening')}</Awaiting>;
}
