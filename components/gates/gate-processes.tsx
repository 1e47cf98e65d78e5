'use client';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { viewHash } from '../control/control-route';

/** From the gate to what is decided elsewhere: its processes, its plan, its people, its board. */
export function GateProcesses({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('gates');
  return (
    <nav aria-label={t('goesOn')} className="flex flex-wrap gap-x-6 pl-4">
      {(['processes', 'plan', 'people', 'devices'] as const).map((view) => (
        <a
          key={view}
          href={`#${viewHash(gateId, view)}`}
          className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
        >
          {t(`toView.${view}`)}
        </a>
      ))}
      <a
        href={`/board/${gateId}`}
        className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
      >
        {t('toBoard')}
      </a>
    </nav>
  );
}
