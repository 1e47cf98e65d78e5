'use client';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Button } from '../ui/button';
import { FeeView } from './fee-view';

/** A firm's own view of what one crossing costs. */
export function FeeScreen({ gateId, crossingId }: { readonly gateId: GateId; readonly crossingId: string }) {
  const t = useTranslations('fee');
  return (
    <>
      <p className="print:hidden">
        <a href="#home" className="inline-flex min-h-12 items-center text-link underline underline-offset-4">
          {t('back')}
        </a>
      </p>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
        <Button tone="text" className="print:hidden" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <FeeView gateId={gateId} crossingId={crossingId} />
    </>
  );
}
