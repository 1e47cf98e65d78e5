'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DraftView, SavedDraft } from '../app/answers';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Awaiting } from '../ui/awaiting';
import { CorrectionForm } from './correction-form';
import { DraftNews } from './draft-news';
import { IssuedPass } from './issued-pass';
import type { Issued } from './use-send';

type Newer = Extract<SavedDraft, { kind: 'newer' }>;

/** A declaration that was kept back, corrected and sent; what another device corrected since is not written over unseen (DE-9). */
function Editor({ draft: opened }: { readonly draft: DraftView }) {
  const t = useTranslations('declare');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(opened);
  const [seen, setSeen] = useState(opened.savedAt);
  const [newer, setNewer] = useState<Newer | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const { mutateAsync } = useMutation(trpc.declaration.correctDraft.mutationOptions());
  if (issued) return <IssuedPass pass={issued} onAnother={() => goToHash('')} />;
  const news = {
    newer,
    isFiled: false,
    keepMine: () => {
      if (newer !== null) setSeen(newer.savedAt);
      setNewer(null);
    },
  };
  return (
    <>
      <DraftNews
        sync={news}
        onTake={({ submission, faults }, savedAt) => {
          setDraft({ ...draft, submission, faults, savedAt });
          setSeen(savedAt);
          setNewer(null);
        }}
        onDrop={() => goToHash('')}
      />
      <CorrectionForm
        key={draft.savedAt}
        title={draft.row === null ? t('correctTitle') : t('correctRow', { row: draft.row })}
        correction={{
          submission: draft.submission,
          faults: draft.faults,
          send: async (submission) => {
            const outcome = await mutateAsync({ draftId: draft.draftId, submission, seen });
            queries
              .invalidateQueries({ queryKey: trpc.declaration.drafts.queryKey() })
              .catch(() => undefined);
            if (outcome.kind === 'faults') {
              setSeen(outcome.savedAt);
              return outcome.faults;
            }
            if (outcome.kind === 'newer') setNewer(outcome);
            else setIssued(outcome);
            return [];
          },
        }}
      />
    </>
  );
}

export function DraftEditor({ draftId }: { readonly draftId: string }) {
  const t = useTranslations('declare');
  const trpc = useTRPC();
  const query = useQuery(trpc.declaration.drafts.queryOptions());
  const [draft, setDraft] = useState<DraftView | null>(null);
  const found = query.data?.find((each) => each.draftId === draftId) ?? null;
  // Held on to: once corrected it leaves the list, and the pass is still to be shown.
  if (draft === null && found !== null) setDraft(found);
  if (draft) return <Editor draft={draft} />;
  if (query.error) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (query.data) return <p className="text-lg">{t('draftGone')}</p>;
  return <Awaiting>{t('openingDraft')}</Awaiting>;
}
