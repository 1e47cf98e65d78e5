'use client';
import { useTranslations } from 'use-intl';

/** As long as a lane confirms by itself, nobody may overlook that it does. */
export function BurstSign({ onOff }: { readonly onOff: () => void }) {
  const t = useTranslations('gateWork.burst');
  return (
    <div
      role="status"
      data-burst="on"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 bg-ink px-5 py-2 text-paper"
    >
      <p className="text-xl font-extrabold sm:text-2xl">{t('on')}</p>
      <button
        type="button"
        onClick={onOff}
        className="min-h-14 rounded-xl border-2 border-paper px-6 text-xl font-bold"
      >
        {t('off')}
      </button>
    </div>
  );
}
