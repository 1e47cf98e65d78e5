'use client';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { PIN_LENGTHS } from '@/domain/device/shift-rules';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** A PIN under gloved thumbs, or typed; Enter in the box sends its form. */
export function PinPad({
  value,
  onChange,
  fault,
  autoFocus = false,
}: {
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly fault?: string | null | undefined;
  readonly autoFocus?: boolean;
}) {
  const t = useTranslations('shift.pin');
  const id = useId();
  const add = (digit: string) => onChange((value + digit).slice(0, PIN_LENGTHS.most));
  const key =
    'figures min-h-16 rounded-xl border-2 border-edge text-3xl font-semibold select-none hover:border-ink active:bg-rule';
  return (
    <div className={`max-w-sm ${fault ? 'border-l-4 border-fault pl-4' : ''}`}>
      <label htmlFor={id} className="block font-semibold">
        {t('label')}
      </label>
      {fault ? (
        <p id={`${id}-fault`} role="alert" className="mt-1 font-semibold text-fault">
          {fault}
        </p>
      ) : null}
      <input
        id={id}
        type="password"
        inputMode="none"
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the one thing to do on this screen
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, PIN_LENGTHS.most))}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        className="figures mt-2 block min-h-16 w-full rounded-xl border-2 border-edge bg-field px-4 text-center text-4xl tracking-[0.4em] focus:border-ink aria-invalid:border-fault"
      />
      <fieldset className="mt-3 grid grid-cols-3 gap-3" aria-label={t('digits')}>
        {DIGITS.map((digit) => (
          <button
            key={digit}
            type="button"
            className={`${key} ${digit === '0' ? 'col-start-2' : ''}`}
            onClick={() => add(digit)}
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          className={key}
          aria-label={t('erase')}
          onClick={() => onChange(value.slice(0, -1))}
        >
          <svg
            viewBox="0 0 24 24"
            aria-hidden="true"
            className="m-auto size-8"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          >
            <path d="M9 5h12v14H9l-7-7zM12 9l6 6M18 9l-6 6" />
          </svg>
        </button>
      </fieldset>
      <p role="status" className="sr-only">
        {t('entered', { count: value.length })}
      </p>
    </div>
  );
}
