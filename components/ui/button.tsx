import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';

/** One filled button per screen (`main`); the rest is outlined or plain text. */
export type ButtonTone = 'main' | 'outline' | 'text' | 'danger';
export type ButtonSize = 'normal' | 'large' | 'tablet';

const TONES: Record<ButtonTone, string> = {
  main: 'bg-action text-on-action hover:bg-action-strong border-2 border-transparent font-semibold',
  outline: 'bg-transparent text-ink border-2 border-edge hover:border-ink font-semibold',
  text: 'bg-transparent text-link border-2 border-transparent underline underline-offset-4 hover:decoration-2 font-semibold',
  danger: 'bg-transparent text-fault border-2 border-fault hover:bg-fault-paper font-semibold',
};
/** Touch targets: 48 px, 56 px for the one action of a phone screen, 64 px on tablets (gloves). */
const SIZES: Record<ButtonSize, string> = {
  normal: 'min-h-12 px-5 text-base',
  large: 'min-h-14 px-6 text-lg',
  tablet: 'min-h-16 px-7 text-xl',
};
const SHAPE =
  'inline-flex items-center justify-center gap-2 rounded-xl text-center leading-tight select-none aria-disabled:opacity-55 disabled:opacity-55';

type Look = {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly wide?: boolean;
};
const look = ({ tone = 'main', size = 'normal', wide = false }: Look, more = '') =>
  `${SHAPE} ${TONES[tone]} ${SIZES[size]} ${wide ? 'w-full' : ''} ${more}`;

/**
 * `busy` keeps the button focusable and says so, and swallows further presses: a double tap acts once.
 */
export function Button({
  tone = 'main',
  size = 'normal',
  wide = false,
  busy = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Look & { readonly busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={look({ tone, size, wide }, className)}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink({
  tone = 'main',
  size = 'normal',
  wide = false,
  className,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Look) {
  return (
    <a {...rest} className={`${look({ tone, size, wide }, className)} no-underline`}>
      {children}
    </a>
  );
}
