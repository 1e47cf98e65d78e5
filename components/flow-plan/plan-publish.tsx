'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PlanChange } from '@/domain/flow/compare-plans';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { GateId } from '@/domain/shared/identity';
import { errorCodeOf, useErrorText } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { isWorthAnotherTry, restMs } from '../app/try-again';
import { ReasonForm } from '../control/reason-form';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
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
  const errorText = useErrorText();
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
  const isTakenOver = errorCodeOf(save.error) === 'AP-DONE';
  return (
    <section aria-labelledby="plan-publish" className="space-y-5 border-t-2 border-ink pt-6">
      <h3 id="plan-publish" className="scroll-mt-24 text-2xl font-bold">
        {t('changesTitle', { count: changes.length, version })}
      </h3>
      <PlanComparison changes={changes} />
      {hasFaults ? <Notice tone="plain">{t('mendFirst')}</Notice> : null}
      {preview.error ? (
        <Notice tone="fault" role="alert">
          {errorText(preview.error)}
        </Notice>
      ) : null}
      {preview.isPending ? <Awaiting>{t('previewing')}</Awaiting> : null}
      {isSeen ? <PlanPreviewView preview={preview.data} /> : null}
      {isTakenOver ? (
        <Notice tone="fault" role="alert">
          <p>{t('takenOver')}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <Button
              tone="outline"
              onClick={() => {
                carryOver(gateId, content);
                void anew();
              }}
            >
              {t('keepMine')}
            </Button>
            <Button tone="text" onClick={() => void anew()}>
              {t('openTheirs')}
            </Button>
          </div>
        </Notice>
      ) : isSeen && !hasFaults ? (
        <div className="max-w-xl">
          {save.isPending && save.failureCount > 0 ? (
            <div className="mb-3">
              <Notice role="status">{t('tryingAgain')}</Notice>
            </div>
          ) : null}
          <ReasonForm
            action={t('saveNow', { version: version + 1 })}
            busy={save.isPending}
            error={save.error}
            onSubmit={(reason) => save.mutate({ gateId, content, basedOn: version, reason })}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {isSeen ? null : (
          <Button disabled={hasFaults} busy={preview.isPending} onClick={look}>
            {t('preview')}
          </Button>
        )}
        <Button tone="text" onClick={onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </section>
  );
}
