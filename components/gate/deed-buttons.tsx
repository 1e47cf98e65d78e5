'use client';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { Button } from '@/components/ui/button';
import { blocksRecording } from '@/domain/admission/policy';
import type { Decision } from '@/domain/admission/verdict';
import { MorePanel, type MoreProps, type MoreView, openSteps } from './more-panel';

/**
 * The one filled button confirms the step of my agency that is ready; ticking others is possible (rule 1), never the
 * default. In the lower third of the screen, ≥ 64 px, for gloves. Whatever else there is to do is one tap away.
 */
export function DeedButtons({
  decision,
  nth,
  bringAnswerIntoView,
  ...more
}: MoreProps & {
  readonly decision: Decision | null;
  /** Another number is another answer. */
  readonly nth: number;
  /** Half of the word on a red band would say the opposite: a new answer, and whoever comes back from a panel, begins at its top (OF-84). */
  readonly bringAnswerIntoView: () => void;
}) {
  const t = useTranslations('gate.deeds');
  const work = useTranslations('gateWork');
  const locale = useLocale();
  const { clock } = useTimeText();
  const { vehicle, deeds, busy } = more;
  const [view, setView] = useState<MoreView | null>(null);
  const primary = useRef<HTMLDivElement>(null);
  const ready = vehicle.steps.filter((offered) => offered.status === 'ready');
  const open = openSteps(vehicle);
  // What the verdict was about; before its turn it is still one tap, kept and flagged (rule 1).
  const next = open.find((offered) => offered.step.id === vehicle.stepHere) ?? ready[0];
  const held = vehicle.crossing?.hold ?? null;
  const ended = vehicle.crossing?.ended ?? null;
  const blocked = decision !== null && blocksRecording(decision);
  const against = decision?.verdict === 'refuse';
  // An altered or foreign code names no vehicle: nothing can be recorded about it, but it may be found by its plate.
  const known = vehicle.crossingId !== null || vehicle.passId !== null;

  // The keyboard and the scanner's own trigger key stand on the deed: no tap is needed after a verdict.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new vehicle takes the focus
  useEffect(() => {
    setView(null);
    primary.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [vehicle.passId, vehicle.crossingId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer
  useEffect(() => bringAnswerIntoView(), [nth, bringAnswerIntoView]);
  useEffect(() => {
    if (view === null) bringAnswerIntoView();
  }, [view, bringAnswerIntoView]);

  if (view !== null) return <MorePanel {...more} first={view} onClose={() => setView(null)} />;
  const main = 'grow-2 max-sm:basis-full sm:min-h-20! sm:text-2xl!';
  const beside = 'grow max-sm:px-3! sm:min-h-20!';
  return (
    <div data-view="main" className="flex flex-col gap-3">
      {ended !== null ? (
        <p className="text-lg font-semibold sm:text-xl">
          {work(`ended.${ended.kind}`, { at: clock(ended.at) })}
        </p>
      ) : next?.status === 'waiting' && !against && !held && !blocked ? (
        <p className="text-base text-muted sm:text-lg">{t('earlyStep', { step: next.step.name[locale] })}</p>
      ) : null}
      <div ref={primary} className="flex flex-wrap gap-3">
        {/* Nobody holds a vehicle that is gone: what is left to do is the next one. */}
        {ended !== null ? (
          <Button size="tablet" className={main} onClick={deeds.next}>
            {work('next')}
          </Button>
        ) : held ? (
          <Button size="tablet" className={main} busy={busy} onClick={deeds.lift}>
            {t('lift')}
          </Button>
        ) : next && !blocked && !against ? (
          <Button size="tablet" className={main} busy={busy} onClick={() => deeds.confirm([next.step.id])}>
            {t('confirm', { step: next.step.name[locale] })}
          </Button>
        ) : open.length === 0 && vehicle.crossing ? (
          <p className="flex min-h-20 grow-2 items-center text-xl font-semibold">{t('allDone')}</p>
        ) : null}
        {held || ended || !known ? null : (
          <Button
            tone={against || blocked ? 'main' : 'outline'}
            size="tablet"
            className={beside}
            onClick={() => setView('hold')}
          >
            {t('hold')}
          </Button>
        )}
        {known && against && open.length > 0 && !blocked && !ended ? (
          <Button tone="outline" size="tablet" className={beside} onClick={() => setView('steps')}>
            {t('confirmAnyway')}
          </Button>
        ) : null}
        {known ? (
          <Button tone="outline" size="tablet" className={beside} onClick={() => setView('menu')}>
            {work('more')}
          </Button>
        ) : (
          <Button size="tablet" className={beside} onClick={deeds.lookUp}>
            {t('lookUp')}
          </Button>
        )}
      </div>
    </div>
  );
}
