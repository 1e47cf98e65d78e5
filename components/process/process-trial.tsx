'use client';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import type { Process } from '@/domain/process/process';
import type { Tally } from '@/domain/process/try-process';
import type { GateId, StepId } from '@/domain/shared/identity';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { crossingHash } from '../control/control-route';
import { Button } from '../ui/button';

function Line({ tally, gateId, text }: { tally: Tally; gateId: GateId; text: string }) {
  const t = useTranslations('process');
  return (
    <li className="grid grid-cols-[4.5rem_1fr] gap-x-4 py-3">
      <span className="figures text-2xl leading-none">{tally.crossings}</span>
      <span>
        <span className="block">{text}</span>
        <span className="flex flex-wrap gap-x-4">
          {tally.examples.map((id, at) => (
            <a
              key={id}
              href={`#${crossingHash(gateId, id)}`}
              className="min-h-8 text-link underline underline-offset-4"
            >
              {t('example', { number: at + 1 })}
            </a>
          ))}
        </span>
      </span>
    </li>
  );
}

/** The document tried on what really happened since yesterday, before anybody has to live with it. */
export function ProcessTrial({ gateId, document }: { readonly gateId: GateId; readonly document: Process }) {
  const t = useTranslations('process');
  const agency = useTranslations('agency');
  const flag = useTranslations('flag');
  const locale = useLocale();
  const { day } = useTimeText();
  const trpc = useTRPC();
  const trial = useMutation(trpc.process.trial.mutationOptions());
  const nameOf = (step: StepId | null) =>
    document.steps.find(({ id }) => id === step)?.name[locale] || (step ?? '');
  const { data } = trial;
  return (
    <div className="space-y-4">
      <p className="max-w-prose text-muted">{t('trialHow')}</p>
      <Button tone="outline" busy={trial.isPending} onClick={() => trial.mutate({ gateId, document })}>
        {trial.isPending ? t('trying') : t('try')}
      </Button>
      <ErrorNotice error={trial.error} />
      {data ? (
        <div role="status">
          <p className="text-lg font-semibold">
            {t('tried', {
              count: data.crossings,
              since: day(data.since),
              before: data.endedBefore,
              now: data.endedNow,
            })}
          </p>
          {data.isCut ? <p className="text-muted">{t('triedCut')}</p> : null}
          <ul className="mt-2 divide-y divide-rule border-y border-rule empty:border-0">
            {data.unfinished.map((row) => (
              <Line
                key={`${row.step} ${row.agency}`}
                tally={row}
                gateId={gateId}
                text={t('unfinished', { agency: agency(row.agency), step: nameOf(row.step) })}
              />
            ))}
            {data.sooner.crossings > 0 ? (
              <Line tally={data.sooner} gateId={gateId} text={t('sooner')} />
            ) : null}
            {data.unknownSteps.map((row) => (
              <Line key={row.step} tally={row} gateId={gateId} text={t('unknownStep', { step: row.step })} />
            ))}
            {data.newFlags.map((row) => (
              <Line key={row.code} tally={row} gateId={gateId} text={flag(row.code)} />
            ))}
          </ul>
          {data.crossings > 0 &&
          data.unfinished.length + data.unknownSteps.length + data.newFlags.length === 0 &&
          data.sooner.crossings === 0 ? (
            <p>{t('trialSame')}</p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
