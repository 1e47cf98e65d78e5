'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '../app/time-text';
import { goToHash } from '../app/use-hash';
import { StepsBar } from '../ui/steps-bar';
import type { FormView } from './form-view';

/** Back, and how far one has come. */
export function FormHead({ view, of }: { readonly view: FormView; readonly of: number }) {
  const t = useTranslations('declare');
  const app = useTranslations('app');
  const step = view.kind === 'step' ? view.at + 1 : of;
  const isFirst = view.kind === 'step' && view.at === 0;
  return (
    <div className="mb-6 flex items-center gap-4">
      <button
        type="button"
        aria-label={app('back')}
        onClick={() => (isFirst ? goToHash('') : history.back())}
        className="-ml-3 inline-flex min-h-12 min-w-12 items-center justify-center rounded-lg"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6">
          <path
            d="M15 4 7 12l8 8"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.5"
            strokeLinecap="round"
          />
        </svg>
      </button>
      <StepsBar step={step} of={of} label={t('progress', { step, of })} />
    </div>
  );
}

/** That leaving loses nothing: kept on this device, and at the centre for another one. */
export function SavedLine({
  savedAt,
  syncedAt,
}: {
  readonly savedAt: number | null;
  readonly syncedAt: number | null;
}) {
  const t = useTranslations('declare');
  const { clock } = useTimeText();
  return (
    <p role="status" className="mt-3 min-h-6 text-center text-sm text-muted">
      {syncedAt !== null
        ? t('savedEverywhere', { at: clock(syncedAt) })
        : savedAt === null
          ? null
          : t('saved', { at: clock(savedAt) })}
    </p>
  );
}
