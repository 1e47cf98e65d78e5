'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PlanChange } from '@/domain/flow/compare-plans';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { GateId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { isWorthAnotherTry, restMs } from '../app/try-again';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { VersionPublish } from '../versions/version-publish';
import { PlanComparison } from './plan-comparison';
import { PlanPreviewView } from './plan-preview';
import { carryOver } from './use-plan-draft';

const MOST_TRIES = 6;

/** What is changed, whom it moves, and only then the reason and the deed. */
export function PlanPublish({
  gateId,
  version,
  content,
  changes,
  hasFaults,
  onDiscard,
}: {
  readonly gateId: GateId;
  /** That holds. */
  readonly version: number;
  readonly content: PlanContent;
  readonly changes: readonly PlanChange[];
  readonly hasFaults: boolean;
  readonly onDiscard: () => void;
}) {
  const t = useTranslations('flowPlan');
  const trpc = useTRPC();
  const queries = useQueryClient();
  /** The plan whose effect is on the screen: another one is not saved on its strength. */
  const [seen, setSeen] = useState<PlanContent | null>(null);
  const sent = useRef<PlanContent | null>(null);
  const anew = () => queries.invalidateQueries({ queryKey: trpc.flowPlan.pathKey() }).catch(() => undefined);
  const preview = useMutation(
    trpc.flowPlan.preview.mutationOptions({ onSuccess: () => setSeen(sent.current) }),
  );
  const save = useMutation(
    trpc.flowPlan.save.mutationOptions({
      onSuccess: anew,
      retry: (failures, error) => failures < MOST_TRIES && isWorthAnotherTry(error),
      retryDelay: restMs,
    }),
  );
  const look = () => {
    sent.current = content;
    save.reset();
    preview.mutate({ gateId, content });
  };
  const isSeen = seen === content && preview.data !== undefined;
  return (
    <VersionPublish
      title={t('changesTitle', { count: changes.length, version })}
      version={version + 1}
      hasFaults={hasFaults}
      isReady={isSeen}
      save={save}
      onSave={(reason) => save.mutate({ gateId, content, basedOn: version, reason })}
      onReload={() => void anew()}
      onKeep={() => {
        carryOver(gateId, content);
        void anew();
      }}
      toPreview={
        isSeen ? null : (
          <Button disabled={hasFaults} busy={preview.isPending} onClick={look}>
            {t('preview')}
          </Button>
        )
      }
      discard={{ on: onDiscard }}
    >
      <PlanComparison changes={changes} />
      <ErrorNotice error={preview.error} />
      {preview.isPending ? <Awaiting>{t('previewing')}</Awaiting> : null}
      {isSeen ? <PlanPreviewView preview={preview.data} /> : null}
      {save.isPending && save.failureCount > 0 ? <Notice role="status">{t('tryingAgain')}</Notice> : null}
    </VersionPublish>
  );
}
