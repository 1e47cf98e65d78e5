'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { compareProcesses, isSame } from '@/domain/process/compare-processes';
import { addStep } from '@/domain/process/edit-process';
import { validateProcess } from '@/domain/process/validate-process';
import type { GateId, StepId } from '@/domain/shared/identity';
import type { OpenedProcess } from '../app/answers';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { viewHash } from '../control/control-route';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useUndoKeys } from '../versions/use-undo-keys';
import { InForce, VersionHistory } from '../versions/version-history';
import { VersionPublish } from '../versions/version-publish';
import { ProcessComparison, ProcessFaults } from './process-checks';
import { ProcessGraph } from './process-graph';
import { ProcessTrial } from './process-trial';
import { StepForm } from './step-form';
import { useProcessDraft } from './use-process-draft';

/** One process of a gate: look at it, write it anew, see what that changes, try it, and put it in force (rule 3). */
export function ProcessEditor({
  gateId,
  processId,
  mayWrite,
}: {
  readonly gateId: GateId;
  readonly processId: string;
  readonly mayWrite: boolean;
}) {
  const t = useTranslations('process');
  const trpc = useTRPC();
  // Read once: what is written here must not change under the writer's hands.
  const query = useQuery(
    trpc.process.open.queryOptions({ gateId, processId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  return (
    <Editor
      key={`${processId} ${query.dataUpdatedAt}`}
      gateId={gateId}
      opened={query.data}
      mayWrite={mayWrite}
    />
  );
}

function Editor({
  gateId,
  opened,
  mayWrite,
}: {
  readonly gateId: GateId;
  readonly opened: OpenedProcess;
  readonly mayWrite: boolean;
}) {
  const t = useTranslations('process');
  const locale = useLocale();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [inForce] = opened.versions;
  if (inForce === undefined) throw new Error('a process without a version');
  const published = inForce.document;
  const lines = opened.versions.map(lineOf);
  const draft = useProcessDraft(gateId, published, opened.draft, mayWrite);
  const { document, stand, change } = draft;
  const [chosen, setChosen] = useState<StepId | null>(document.steps[0]?.id ?? null);
  const anew = () => queries.invalidateQueries({ queryKey: trpc.process.pathKey() }).catch(() => undefined);
  const publish = useMutation(trpc.process.publish.mutationOptions({ onSuccess: anew }));
  const discard = useMutation(trpc.process.discardDraft.mutationOptions({ onSuccess: anew }));
  const step = document.steps.find(({ id }) => id === chosen) ?? document.steps[0] ?? null;
  const comparison = compareProcesses(published, document);
  const isChanged = !isSame(comparison);
  const checked = validateProcess({ ...document, version: published.version + 1 });
  const faults = checked.ok ? [] : checked.error;
  const { undo, redo } = draft;

  useUndoKeys(undo, redo);

  const add = () =>
    change((before) => {
      const more = addStep(before, { vi: '', en: '', zh: '' }, step?.id ?? null);
      const added = more.steps.find(({ id }) => !before.steps.some((old) => old.id === id));
      if (added !== undefined) setChosen(added.id);
      return more;
    });

  return (
    <div className="space-y-10">
      <div>
        <a
          href={`#${viewHash(gateId, 'processes')}`}
          className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
        >
          {t('back')}
        </a>
        <h2 className="mt-2 text-3xl leading-tight font-extrabold text-balance">{published.name[locale]}</h2>
        <InForce line={lineOf(inForce)} after={` · ${t('underway', { count: inForce.underway })}`} />
        {published.assumed ? (
          <p className="mt-1 text-muted">{t('assumed', { source: published.source })}</p>
        ) : null}
        {mayWrite ? (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            <Button tone="outline" onClick={add}>
              {t('addStep')}
            </Button>
            <Button tone="outline" disabled={undo === null} onClick={() => undo?.()}>
              {t('undo')}
            </Button>
            <Button tone="outline" disabled={redo === null} onClick={() => redo?.()}>
              {t('redo')}
            </Button>
            <span role="status" className="text-muted">
              {t(`stand.${stand}`)}
            </span>
          </div>
        ) : (
          <p className="mt-3 text-muted">{t('managerWrites')}</p>
        )}
        {stand === 'taken-over' ? (
          <div className="mt-4">
            <Notice tone="fault" role="alert">
              <p>{t('takenOver')}</p>
              <p className="mt-3">
                <Button tone="outline" onClick={anew}>
                  {t('openTheirs')}
                </Button>
              </p>
            </Notice>
          </div>
        ) : null}
      </div>
      <ProcessGraph
        process={document}
        comparison={comparison}
        chosen={step?.id ?? null}
        onChoose={setChosen}
      />
      <ProcessFaults process={document} faults={faults} onChoose={setChosen} />
      {step === null ? null : (
        <StepForm
          key={step.id}
          process={document}
          step={step}
          disabled={!mayWrite}
          onChange={change}
          onRemoved={() => setChosen(null)}
        />
      )}
      <section aria-labelledby="process-changes">
        <h3 id="process-changes" className="mb-3 text-2xl font-bold">
          {t('changesTitle', { version: published.version })}
        </h3>
        <ProcessComparison comparison={comparison} />
      </section>
      {isChanged ? (
        <section aria-labelledby="process-trial">
          <h3 id="process-trial" className="mb-2 text-2xl font-bold">
            {t('trialTitle')}
          </h3>
          <ProcessTrial gateId={gateId} document={document} />
        </section>
      ) : null}
      {mayWrite && isChanged ? (
        <VersionPublish
          title={t('publishTitle', { version: published.version + 1 })}
          version={published.version + 1}
          hasFaults={faults.length > 0}
          save={publish}
          onSave={(reason) => publish.mutate({ gateId, document, basedOn: published.version, reason })}
          onReload={() => void anew()}
          discard={{
            busy: discard.isPending,
            on: () => discard.mutate({ gateId, processId: document.id }),
          }}
        >
          <p className="max-w-prose text-muted">{t('publishHow')}</p>
        </VersionPublish>
      ) : null}
      {lines.length > 1 ? (
        <VersionHistory
          lines={lines}
          changed={(line, before) => (
            <ProcessComparison comparison={compareProcesses(before.document, line.document)} />
          )}
          beside={(line) => (
            <div className="flex flex-wrap items-center justify-between gap-x-6 text-sm text-muted">
              {t('underway', { count: line.underway })}
              {mayWrite && line.document !== published ? (
                <Button tone="text" className="px-0!" onClick={() => change(() => line.document)}>
                  {t('takeUp')}
                </Button>
              ) : null}
            </div>
          )}
        />
      ) : null}
    </div>
  );
}

/** Going back is writing the earlier text once more, as a version of its own. */
const lineOf = (each: OpenedProcess['versions'][number]) => ({
  version: each.document.version,
  madeAt: each.publishedAt,
  madeBy: each.publishedBy,
  reason: each.reason,
  sameAs: null,
  document: each.document,
  underway: each.underway,
});
