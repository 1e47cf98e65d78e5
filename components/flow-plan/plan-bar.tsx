'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';

/** Stays in sight while the plan is written, where there is room for it: how much is changed, what is wrong, back and forth, and on to the effect. */
export function PlanBar({
  changes,
  faults,
  undo,
  redo,
}: {
  readonly changes: number;
  readonly faults: number;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}) {
  const t = useTranslations('flowPlan');
  return (
    <div className="z-10 sm:sticky sm:top-0 -mx-1 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-rule bg-paper px-1 py-2">
      <Button tone="outline" disabled={undo === null} onClick={() => undo?.()}>
        {t('undo')}
      </Button>
      <Button tone="outline" disabled={redo === null} onClick={() => redo?.()}>
        {t('redo')}
      </Button>
      <span role="status" className={faults > 0 ? 'font-semibold text-fault' : 'text-muted'}>
        {faults > 0 ? t('faultCount', { count: faults }) : t('changeCount', { count: changes })}
      </span>
      {changes > 0 ? (
        <Button
          tone="text"
          className="ml-auto"
          onClick={() => document.getElementById('version-publish')?.scrollIntoView({ block: 'start' })}
        >
          {t('toEffect')}
        </Button>
      ) : null}
    </div>
  );
}
