'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { Warning } from '@/domain/flow/warning';
import { BothTimes } from '../app/both-times';
import { Notice } from '../ui/notice';
import { Shape } from '../ui/shape';

/** The hour in which it will jam, and what that owes to. */
export function DeskWarning({ warning }: { readonly warning: Warning }) {
  const t = useTranslations('flowDesk');
  const { number } = useFormatter();
  return (
    <div className="mt-5">
      <Notice role="status">
        <div className="flex items-start gap-4">
          <Shape name="triangle" className="mt-1 size-8 shrink-0 text-check" mark="var(--on-check)" />
          <div>
            <p className="text-lg leading-snug font-bold wall:text-xl">
              <BothTimes at={warning.at} />
              {' · '}
              {t('warning', { count: number(Math.round(warning.queue)) })}
            </p>
            <p className="mt-1">
              {t(`cause.${warning.cause}`)}
              {warning.owing >= 1 ? ` ${t('owing', { count: number(Math.round(warning.owing)) })}` : null}
            </p>
          </div>
        </div>
      </Notice>
    </div>
  );
}
