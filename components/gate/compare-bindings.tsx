'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { Plate } from '@/components/plate/plate';
import { Button } from '@/components/ui/button';
import { CHECKED_BINDINGS, type CheckedBinding } from '@/domain/sync/work-bodies';
import type { Deed } from '@/offline/checkpoint/deeds';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import { Panel } from './pick-buttons';

/** What the pass binds, each with "matches" and "does not match": an officer looked, and that is a fact (rule 5). */
export function CompareBindings({
  vehicle,
  onDeed,
  onBack,
}: {
  readonly vehicle: Vehicle;
  readonly onDeed: (deed: Deed) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork');
  const work = useTranslations('work');
  const { clock } = useTimeText();
  const bound = boundParts(vehicle);
  return (
    <Panel onBack={onBack}>
      <h3 className="mb-1 text-xl font-semibold">{t('compareTitle')}</h3>
      <ul className="divide-y divide-rule border-y border-rule">
        {CHECKED_BINDINGS.flatMap((which) => {
          const value = bound[which];
          if (value === null) return [];
          const last = vehicle.crossing?.checks.find((check) => check.which === which);
          const say = (matches: boolean) => onDeed({ kind: 'compare', which, matches, read: null });
          return [
            <li key={which} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <span className="min-w-48 grow">
                <span className="block text-base text-muted">
                  {work(`binding.${which}`)}
                  {last
                    ? ` · ${t('checkedAt', { result: last.matches ? t('matches') : t('differs'), at: clock(last.at) })}`
                    : null}
                </span>
                <span className="figures text-2xl">{value}</span>
              </span>
              <span className="flex gap-3">
                <Button tone="outline" size="tablet" className="px-5!" onClick={() => say(true)}>
                  {t('matches')}
                </Button>
                <Button tone="danger" size="tablet" className="px-5!" onClick={() => say(false)}>
                  {t('differs')}
                </Button>
              </span>
            </li>,
          ];
        })}
      </ul>
      <Button tone="text" size="tablet" className="-ml-7" onClick={onBack}>
        {t('back')}
      </Button>
    </Panel>
  );
}

function boundParts(vehicle: Vehicle): Readonly<Record<CheckedBinding, ReactNode>> {
  const binding = vehicle.crossing?.binding ?? vehicle.claims?.binding ?? null;
  return {
    plate: binding ? <Plate plate={binding.plate} size="md" /> : null,
    trailer: binding?.trailer ? <Plate plate={binding.trailer} size="md" /> : null,
    container: binding?.container ?? null,
    seal: binding?.seal ?? null,
    driver: vehicle.claims?.driver || null,
  };
}
