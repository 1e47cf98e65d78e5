'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { checkPlan } from '@/domain/flow/check-plan';
import type { PlanLine } from '@/domain/flow/picture';
import type { Gate } from '@/domain/gate/gates';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useUndoKeys } from '../versions/use-undo-keys';
import { InForce } from '../versions/version-history';
import { CalendarSection } from './calendar-section';
import { LanesSection } from './lanes-section';
import { LeversSection } from './levers-section';
import { PlanBar } from './plan-bar';
import { PlanHistory } from './plan-history';
import { PlanPublish } from './plan-publish';
import { RatioSection } from './ratio-section';
import { SecondPerson } from './second-person';
import { usePlanDraft } from './use-plan-draft';
import { YardsSection } from './yards-section';

/** The plan as one document: look at it, change it, see whom that moves, put it in force, take it back. */
export function PlanEditor({
  gate,
  newest,
  versions,
  now,
  mayWrite,
}: {
  readonly gate: Gate;
  readonly newest: PlanLine;
  readonly versions: readonly PlanLine[];
  readonly now: number;
  readonly mayWrite: boolean;
}) {
  const t = useTranslations('flowPlan');
  const { version, content: holds } = newest;
  const draft = usePlanDraft(gate.code, version, holds, mayWrite);
  const { content, changes, undo, redo } = draft;
  const change = mayWrite ? draft.change : null;
  const faults = useMemo(() => {
    const checked = checkPlan(content, { gate, now, holds });
    return checked.ok || changes.length === 0 ? [] : checked.error;
  }, [content, changes, gate, now, holds]);

  useUndoKeys(undo, redo);

  const part = { gate, content, holds, faults, now, change };
  return (
    <div className="space-y-12">
      <div>
        <h2 className="text-3xl leading-tight font-extrabold text-balance">{t('title')}</h2>
        <p className="mt-1 max-w-prose text-muted">{t('what')}</p>
        <InForce line={newest} />
        {mayWrite ? null : <p className="mt-2 text-muted">{t('managerWrites')}</p>}
      </div>
      {draft.leftOver === null ? null : (
        <Notice role="status">
          <p>{t('leftOver', { version: draft.leftOver.version })}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <Button tone="outline" onClick={draft.leftOver.take}>
              {t('takeLeftOver')}
            </Button>
            <Button tone="text" onClick={draft.leftOver.drop}>
              {t('dropLeftOver')}
            </Button>
          </div>
        </Notice>
      )}
      {mayWrite ? <PlanBar changes={changes.length} faults={faults.length} undo={undo} redo={redo} /> : null}
      <CalendarSection {...part} />
      <LanesSection {...part} />
      <YardsSection {...part} />
      <section aria-labelledby="plan-order" className="space-y-8">
        <div>
          <h3 id="plan-order" className="text-2xl font-bold">
            {t('orderTitle')}
          </h3>
          <p className="mt-1 max-w-prose text-muted">{t('orderHow')}</p>
        </div>
        {DIRECTIONS.map((direction) => (
          <RatioSection key={direction} direction={direction} {...part} />
        ))}
      </section>
      <SecondPerson {...part} />
      <LeversSection {...part} />
      {mayWrite && changes.length > 0 ? (
        <PlanPublish
          gateId={gate.code}
          version={version}
          content={content}
          changes={changes}
          hasFaults={faults.length > 0}
          onDiscard={draft.discard}
        />
      ) : null}
      <PlanHistory gateId={gate.code} versions={versions} mayWrite={mayWrite} />
    </div>
  );
}
