'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FlowPicture } from '@/domain/flow/picture';
import { type TrialQueue, trialQueueOf } from '@/domain/flow/simulation/episode-of';
import { measuresFor } from '@/domain/flow/simulation/measures-for';
import type { Measure } from '@/domain/flow/simulation/what-if';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { StepsBar } from '../ui/steps-bar';
import { nearestGate } from './nearest-gate';
import { SuggestionRow } from './suggestion-row';
import { useWhatIf } from './use-what-if';
import { WhatIfForm } from './what-if-form';

/** Measures tried by the simulator on the coming day, beside the screen, before anybody takes them (FL-34). */
export function WhatIfPanel({
  picture,
  direction,
  allGates,
}: {
  readonly picture: FlowPicture;
  readonly direction: Direction;
  readonly allGates: boolean;
}) {
  const t = useTranslations('flowDesk');
  const { clock } = useTimeText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { state, start, cancel } = useWhatIf();
  const [ownTry, setOwnTry] = useState(false);
  const queue = trialQueueOf(picture, direction);

  /** The queue of the gate to which vehicles are sent; null where this account may not look, or it does not answer. */
  const lookAt = async (gateId: GateId): Promise<TrialQueue | null> => {
    if (!allGates) return null;
    const other = await queries
      .fetchQuery(trpc.flow.picture.queryOptions({ gateId }, { staleTime: 60_000 }))
      .catch(() => null);
    return other === null ? null : trialQueueOf(other, direction);
  };
  const play = async (measures: readonly Measure[]) => {
    const tries = await Promise.all(
      measures.map(async (measure) => ({
        measure,
        other: measure.kind === 'redirect' ? await lookAt(measure.to) : null,
      })),
    );
    start({ queue, tries });
  };
  const suggest = () =>
    play(
      measuresFor(queue, picture.queues[direction].warning, allGates ? nearestGate(picture.gateId) : null),
    );
  const running = state.kind === 'running';
  return (
    <section aria-labelledby="what-if-title" className="space-y-4">
      <div>
        <h3 id="what-if-title" className="text-xl font-bold">
          {t('whatIfTitle')}
        </h3>
        <p className="text-sm text-muted">{t('whatIfHow')}</p>
      </div>
      {running ? (
        <div className="space-y-3">
          <p role="status">{t('playing', { done: state.done, of: state.of })}</p>
          <StepsBar step={state.done} of={state.of} label={t('whatIfTitle')} />
          <Button tone="outline" onClick={cancel}>
            {t('stopTrial')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-3">
          <Button tone="outline" onClick={suggest}>
            {t('suggest')}
          </Button>
          {ownTry ? null : (
            <Button tone="text" onClick={() => setOwnTry(true)}>
              {t('tryOne')}
            </Button>
          )}
        </div>
      )}
      {state.kind === 'failed' ? (
        <Notice tone="fault" role="alert">
          {t('trialFailed')}
        </Notice>
      ) : null}
      {state.kind === 'done' ? (
        <div role="status">
          <p className="text-sm text-muted">{t('playedAt', { at: clock(state.at) })}</p>
          <ol className="mt-1 divide-y divide-rule border-y border-rule">
            {state.suggestions.map((suggestion) => (
              <SuggestionRow key={JSON.stringify(suggestion.measure)} suggestion={suggestion} />
            ))}
          </ol>
        </div>
      ) : null}
      {ownTry && !running ? (
        <WhatIfForm
          gateId={picture.gateId}
          onTry={(measure) => play([measure])}
          onClose={() => setOwnTry(false)}
        />
      ) : null}
    </section>
  );
}
