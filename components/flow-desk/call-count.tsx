'use client';
import { useId } from 'react';
import { useTranslations } from 'use-intl';

const STEP =
  'flex size-16 shrink-0 items-center justify-center rounded-xl border-2 border-edge text-3xl leading-none font-semibold hover:border-ink disabled:opacity-55';
const KEYS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

/** How many: by finger, by arrow keys or typed. */
export function CallCount({
  count,
  most,
  onChange,
}: {
  readonly count: number;
  readonly most: number;
  readonly onChange: (count: number) => void;
}) {
  const t = useTranslations('flowDesk');
  const hint = useId();
  return (
    <div>
      <div className="flex items-center gap-3">
        <button
          type="button"
          aria-label={t('fewer')}
          disabled={count <= 0}
          onClick={() => onChange(count - 1)}
          className={STEP}
        >
          {'−'}
        </button>
        <input
          role="spinbutton"
          aria-label={t('howMany')}
          aria-describedby={hint}
          aria-valuenow={count}
          aria-valuemin={0}
          aria-valuemax={most}
          inputMode="numeric"
          autoComplete="off"
          value={String(count)}
          onChange={(event) => onChange(Number(event.target.value.replace(/\D/g, '')))}
          onFocus={(event) => event.target.select()}
          onKeyDown={(event) => {
            const step = KEYS[event.key];
            if (step === undefined) return;
            event.preventDefault();
            onChange(count + step);
          }}
          className="figures h-16 min-w-0 grow rounded-xl border-2 border-edge bg-field text-center text-5xl leading-none focus:border-ink"
        />
        <button
          type="button"
          aria-label={t('more')}
          disabled={count >= most}
          onClick={() => onChange(count + 1)}
          className={STEP}
        >
          {'+'}
        </button>
      </div>
      <p id={hint} className="mt-1 text-sm text-muted">
        {t('countMost', { most })} <span className="max-sm:hidden">{t('countKeys')}</span>
      </p>
    </div>
  );
}
