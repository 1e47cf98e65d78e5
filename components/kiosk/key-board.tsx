'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PROVINCES } from '@/domain/identifiers/plate';

const DIGITS = [...'1234567890'];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const KEY =
  'figures min-h-14 rounded-xl border-2 border-edge bg-card text-2xl font-semibold select-none hover:border-ink active:bg-rule sm:min-h-16 sm:text-3xl';

/** Keys for gloved hands: digits, and for a plate letters and the characters of Chinese provinces. */
export function KeyBoard({
  kind,
  onKey,
  onErase,
}: {
  readonly kind: 'plate' | 'code';
  readonly onKey: (sign: string) => void;
  readonly onErase: () => void;
}) {
  const t = useTranslations('kiosk');
  const [han, setHan] = useState(false);
  const keys = kind === 'code' ? DIGITS : [...DIGITS, ...(han ? [...PROVINCES, '挂'] : LETTERS)];
  return (
    <fieldset
      aria-label={t('keys')}
      className={`grid gap-2 ${kind === 'code' ? 'max-w-md grid-cols-5' : 'grid-cols-6 sm:grid-cols-10'}`}
    >
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          {...(DIGITS.includes(key) || !han ? {} : { lang: 'zh' })}
          className={KEY}
          onClick={() => onKey(key)}
        >
          {key}
        </button>
      ))}
      {kind === 'plate' ? (
        <button
          type="button"
          className={`${KEY} col-span-3 px-3 text-lg sm:text-xl`}
          onClick={() => setHan(!han)}
        >
          {t(han ? 'letters' : 'provinces')}
        </button>
      ) : null}
      <button type="button" className={`${KEY} col-span-2 px-3 text-lg sm:text-xl`} onClick={onErase}>
        {t('erase')}
      </button>
    </fieldset>
  );
}
